"""Pictures of models that are too heavy for a browser, or hold what it does not know: one code in, its pixels out.

A browser has one question in flight (web/core/far.js), so a visitor holds at most one thread of this process.
"""

from __future__ import annotations

import json

import numpy as np
from starlette.requests import Request
from starlette.responses import Response

from ui import loaders
from ui.question import answered
from vae_core.fault import Fault
from vae_core.model.config import MAX_LATENT_DIM
from vae_core.store.folder import list_models

MOST_BYTES = 32 * MAX_LATENT_DIM + 100  # of a question


async def decode(request: Request) -> Response:
    """Pixels (C, H, W) in [0, 1] of `{"z": [...]}`, little-endian single precision; else one sentence."""

    def pixels(body: bytes) -> Response:
        content = _decoded(request.path_params["name"], body).astype("<f4").tobytes()
        return Response(content, media_type="application/octet-stream")

    return await answered(request, MOST_BYTES, pixels)


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
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):  # the fourth: a whole number beyond floats
        z = np.zeros((0, 0), np.float32)
    if z.ndim != 1 or not np.isfinite(z).all():
        raise Fault("z must be a list of finite numbers")
    return z
