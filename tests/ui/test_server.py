"""What the server answers beside Streamlit: a page head that chats can unfurl, and small pictures of models."""

import asyncio
import gzip
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from ui.page_style import PAGE_STYLE
from ui.server import PREVIEW, PageHead, thumbnail
from vae_core.store.folder import SHIPPED
from vae_core.store.thumbnail import MOST_BYTES

PAGE = b'<html lang="en"><head><title>Streamlit</title></head></html>'


def alone(work):
    """Runs a coroutine in a thread of its own: a browser's loop may be running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def ask(path, body=PAGE, kind=b"text/html", host=b"example.org", pieces=1, query=b"", coding=None, **wishes):
    """Status, headers and body of a GET that reaches a page of ours through the middleware."""

    async def inner(scope, receive, send):
        headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), (b"etag", b"of-the-file")]
        headers += [(b"content-encoding", coding)] if coding else []
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        size = -(-len(body) // pieces)
        for piece in range(pieces):
            part = body[piece * size : (piece + 1) * size]
            await send({"type": "http.response.body", "body": part, "more_body": piece < pieces - 1})

    sent = []

    async def send(message):
        sent.append(message)

    given = [(name.replace("_", "-").encode(), value) for name, value in wishes.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "scheme": "https",
             "headers": [(b"host", host), *given], "server": ("127.0.0.1", 80), "root_path": ""}  # fmt: skip
    alone(PageHead(inner)(scope, None, send))
    whole = b"".join(message.get("body", b"") for message in sent[1:])
    return dict(sent[0]["headers"]), whole


@pytest.mark.parametrize(("path", "title"), [("/", b"Latent Lens"), ("/manifold", "Manifold · Latent Lens".encode())])
@pytest.mark.parametrize("pieces", [1, 3])
def test_a_page_says_its_title_and_shows_a_picture(path, title, pieces):
    headers, body = ask(path, pieces=pieces)
    assert b"<title>" + title + b"</title>" in body
    assert b'property="og:image" content="https://example.org/preview.png"' in body
    assert int(headers[b"content-length"]) == len(body)
    assert b"etag" not in headers


def test_a_page_that_comes_packed_has_title_and_style_too():
    headers, body = ask("/manifold", body=gzip.compress(PAGE), coding=b"gzip")
    page = gzip.decompress(body)
    assert "<title>Manifold · Latent Lens</title>".encode() in page
    assert PAGE_STYLE.encode() in page
    assert (headers[b"content-encoding"], int(headers[b"content-length"])) == (b"gzip", len(body))


@pytest.mark.parametrize(
    "wish", [{"query": b"lang=zh"}, {"cookie": b"latent_lens_language=zh"}, {"accept_language": b"zh-CN,zh;q=0.9"}]
)
def test_a_page_is_in_the_language_that_is_asked_for_before_any_script_runs(wish):
    headers, body = ask("/manifold", **wish)
    assert b'<html lang="zh-Hans">' in body
    assert "<title>流形 · Latent Lens</title>".encode() in body
    assert {"cookie", "accept-language"} <= {word.strip() for word in headers[b"vary"].decode().lower().split(",")}
    assert b'<html lang="en">' in ask("/manifold", query=b'lang="><script>')[1]


def test_a_hostile_host_or_path_writes_no_tag():
    for case in (ask('/"><script>', host=b"example.org"), ask("/", host=b'a"><script>alert(1)</script>')):
        assert b"<script>" not in case[1]


def test_all_else_passes_untouched():
    headers, body = ask("/static/x.js", body=b"<title>Streamlit</title>", kind=b"text/javascript")
    assert body == b"<title>Streamlit</title>"
    assert headers[b"etag"] == b"of-the-file"


def test_the_preview_has_the_size_that_the_head_says():
    from PIL import Image

    assert Image.open(PREVIEW).size == (1200, 630)
    assert PREVIEW.stat().st_size < 400_000


class Asked:
    def __init__(self, name):
        self.path_params = {"name": name}


def thumb(name):
    return alone(thumbnail(Asked(name)))


def test_a_thumbnail_is_that_of_a_listed_model(tmp_path, monkeypatch):
    shutil.copytree(SHIPPED / "digits-2d", tmp_path / "mine")
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    assert thumb("mine").body == (SHIPPED / "digits-2d" / "thumbnail.png").read_bytes()
    for name in ("digits-2d", "../mine", "", ".", "mine/../mine"):
        assert thumb(name).status_code == 404
    (tmp_path / "mine" / "thumbnail.png").write_bytes(b"<svg onload=alert(1)>")
    assert thumb("mine").status_code == 404
    (tmp_path / "mine" / "thumbnail.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(MOST_BYTES))
    assert thumb("mine").status_code == 404
    (tmp_path / "mine" / "thumbnail.png").unlink()
    assert thumb("mine").status_code == 404
