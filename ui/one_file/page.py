"""A page of `web/one_file/` with its program inside: its policy allows this script alone, and names no host."""

from __future__ import annotations

import base64
import hashlib
from string import Template

from ui.words import text
from ui.words.language import language
from vae_core.export.bundle import WEB, bundle

HERE = WEB / "one_file"


def page(markup: str, entry: str, **holes: str) -> str:
    """The page in the language of the moment, with the head that all have; `entry` is the module that runs in it."""
    script = bundle(HERE / entry, language()).replace("</script", "<\\/script")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return Template(_read("head.html") + _read(markup)).substitute(
        lang=text("app.language_tag"),
        look=_read("look.css"),
        script=script,
        script_hash=f"sha256-{digest}",
        **holes,
    )


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def in_script(written: str) -> str:
    """JSON for a data block: nothing in it can end its element."""
    return written.replace("<", "\\u003c")
