"""Pictures of models that are too heavy for a browser, or hold what it does not know: one code in, its pixels out.

A browser has one question in flight (web/core/far.js), so a visitor holds at most one thread of this process.
"""

from __future__ import annotations

import json

import numpy as np
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ui import loaders
from ui.words import sentence
from ui.words.language import COOKIE, chosen, read_in
from vae_core.fault import Fault
from vae_core.model.config import MAX_LATENT_DIM
from vae_core.store.folder import CheckpointError, list_models

MOST_BYTES = 32 * MAX_LATENT_DIM + 100  # of a question
KIND = "application/json"  # no page of another site can send it unasked


async def decode(request: Request) -> Response:
    """Pixels (C, H, W) in [0, 1] of `{"z": [...]}`, little-endian single precision; else one sentence."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            return Response(status_code=413)
    if not request.headers.get("content-type", "").startswith(KIND):
        return Response(status_code=415)
    try:
        pixels = await run_in_threadpool(_decoded, request.path_params["name"], body)
    except (CheckpointError, Fault, OSError) as error:
        wish = request.cookies.get(COOKIE), request.headers.get("accept-language")
        with read_in(chosen(None, *wish).code):
            return PlainTextResponse(sentence(error), status_code=422)
    return Response(pixels.astype("<f4").tobytes(), media_type="application/octet-stream")


def _decoded(name: str, body: bytes) -> np.ndarray:
    if name not in list_models() or loaders.lane(name) != "server":
        raise Fault("there is no model {name} that Python decodes", name=name[:60])
    z, model = _code(body), loaders.model(name)
    if len(z) != model.config.code_length:
        raise Fault("z must hold {expected} numbers; got {got}", expected=model.config.code_length, got=len(z))
    import torch  # not on the way to the first picture

    with torch.inference_mode():
        return model.decode(torch.from_numpy(z)[None])[0].numpy()


def _code(body: bytes) -> np.ndarray:
    try:
        z = np.array(json.loads(body)["z"], np.float32)
    except (ValueError, KeyError, TypeError, RecursionError):
        z = np.zeros((0, 0), np.float32)
    if z.ndim != 1 or not np.isfinite(z).all():
        raise Fault("z must be a list of finite numbers")
    return z
