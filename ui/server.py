"""What the server answers beside Streamlit: its page's head, with style and what chats unfurl, and pictures."""

from __future__ import annotations

import gzip
import re
from html import escape
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.decoding import decode
from ui.odd.brought import brought
from ui.page_style import PAGE_STYLE
from ui.pages import FIRST, PAGES
from ui.words import text
from ui.words.language import COOKIE, PARAMETER, chosen, read_in
from vae_core.store.thumbnail import thumbnail_bytes

PREVIEW = Path(__file__).with_name("preview.png")  # 1200 x 630, what chats show beside a link
TITLE = re.compile(rb"<title>[^<]*</title>")
LANGUAGE = re.compile(rb'(<html[^>]*\blang=)"[^"]*"')
HEAD = """<title>{title}</title>
    <meta name="description" content="{description}" />
    <meta property="og:type" content="website" />
    <meta property="og:site_name" content="Latent Lens" />
    <meta property="og:title" content="{title}" />
    <meta property="og:description" content="{description}" />
    <meta property="og:image" content="{picture}" />
    <meta property="og:image:width" content="1200" />
    <meta property="og:image:height" content="630" />
    <meta name="twitter:card" content="summary_large_image" />
    <style>{style}</style>"""


class PageHead:
    """Gives Streamlit's page our title, description, picture and style; everything else passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return await self.app(scope, receive, send)
        start: Message = {}
        body = bytearray()

        async def answer(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message  # its length is known when the body is
            elif start and message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await _send_page(bytes(body), start, scope, send)
            else:
                await send(message)

        await self.app(scope, receive, answer)


def _is_page(message: Message) -> bool:
    headers = Headers(raw=message["headers"])
    is_file = "content-disposition" in headers  # that is handed out: it stays as it was made
    return message["status"] == 200 and headers.get("content-type", "").startswith("text/html") and not is_file


def _title(path: str) -> str:
    page = path.rstrip("/").rpartition("/")[2]
    name = text("app.name")
    return f"{text(f'app.page_{page}')} · {name}" if page in PAGES and page != FIRST else name


def _language(request: Request) -> str:
    wishes = request.query_params.get(PARAMETER), request.cookies.get(COOKIE), request.headers.get("accept-language")
    return chosen(*wishes).code


async def _send_page(body: bytes, start: Message, scope: Scope, send: Send) -> None:
    request = Request(scope)
    headers = MutableHeaders(raw=list(start["headers"]))
    is_packed = headers.get("content-encoding") == "gzip"  # as Streamlit sends it to whoever takes it so
    page = gzip.decompress(body) if is_packed else body
    picture = str(request.base_url).rstrip("/") + "/preview.png"
    with read_in(_language(request)):
        about = {"title": _title(request.url.path), "description": text("app.description"), "picture": picture}
        tag = text("app.language_tag").encode()
    head = HEAD.format(style=PAGE_STYLE, **{name: escape(value) for name, value in about.items()})
    page = TITLE.sub(lambda _: head.encode(), page, count=1)
    page = LANGUAGE.sub(lambda found: found[1] + b'"' + tag + b'"', page, count=1)
    page = gzip.compress(page, 6, mtime=0) if is_packed else page
    headers["content-length"] = str(len(page))
    headers.add_vary_header("Cookie, Accept-Language")
    for name in ("etag", "last-modified"):  # of the file, which this is not
        if name in headers:
            del headers[name]
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": page})


async def preview(_: Request) -> Response:
    return FileResponse(PREVIEW, media_type="image/png", headers={"Cache-Control": "max-age=3600"})


async def thumbnail(request: Request) -> Response:
    """The small picture of a model folder; nothing where it has none that is good."""
    content = thumbnail_bytes(request.path_params["name"])
    if content is None:
        return Response(status_code=404)
    headers = {"Cache-Control": "max-age=86400", "X-Content-Type-Options": "nosniff"}  # its address names its version
    return Response(content, media_type="image/png", headers=headers)


ROUTES = [
    Route("/preview.png", preview),
    Route("/thumbnails/{name}.png", thumbnail),
    Route("/decode/{name}", decode, methods=["POST"]),
    Route("/strange/{name}", brought, methods=["POST"]),
]
MIDDLEWARE = [Middleware(PageHead)]
