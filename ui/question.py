"""A question that the browser asks the server beside Streamlit: a little JSON in; an answer or one sentence out."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ui.words import sentence
from ui.words.language import COOKIE, chosen, read_in
from vae_core.fault import Fault
from vae_core.store.folder import CheckpointError

KIND = "application/json"  # no page of another site can send it unasked


async def answered(request: Request, most_bytes: int, answer: Callable[[bytes], Response]) -> Response:
    """What `answer` makes of the body, in a thread; else the sentence of its error, in the language of the visitor."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > most_bytes:
            return Response(status_code=413)
    if not request.headers.get("content-type", "").startswith(KIND):
        return Response(status_code=415)
    try:
        return await run_in_threadpool(answer, body)
    except (CheckpointError, Fault, OSError) as error:
        wish = request.cookies.get(COOKIE), request.headers.get("accept-language")
        with read_in(chosen(None, *wish).code):
            return PlainTextResponse(sentence(error), status_code=422)
