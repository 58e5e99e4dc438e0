"""Mounts the browser side in Streamlit: the runtime once per page, bytes by a loader, parts by small JSON.

Three components, so that a change of small data never sends the bundle or the weights again. The stubs wait
for the runtime through a promise on globalThis: the order in which they mount does not matter.
"""

import hashlib
import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from ui.owed import noted
from ui.words.language import language
from vae_core.export.bundle import WEB, bundle

PLAIN_KEY = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
_READY = """
const ready = () => (globalThis.latentLensReady ??= (() => {
  let resolve;
  const promise = new Promise((done) => { resolve = done; });
  return Object.assign(promise, { resolve });
})());
"""
_BYTES = (
    _READY
    + """
export default ({ data, parentElement }) => {
  ready().then((lens) => lens.load(data, parentElement));
  return () => { ready().then((lens) => lens.release(parentElement)); };
};
"""
)
_PART = (
    _READY
    + """
export default (component) => {
  let gone = false;
  ready().then((lens) => { if (!gone) lens.mount(component); });
  return () => { gone = true; ready().then((lens) => lens.unmount(component.parentElement)); };
};
"""
)


@cache
def _component(name: str, source: str) -> Callable:
    return st.components.v2.component(f"latent_lens_{name}", js=source)


@cache
def _bundle(code: str) -> str:
    return bundle(WEB / "runtime.js", code)


def mount_runtime() -> None:
    """Sends the browser side in the visitor's language; app.py calls it once per page."""
    code = language()
    _component(f"runtime_{code}", _bundle(code))(key="silent_runtime")


@cache
def _worker() -> str:
    source = json.dumps(bundle(WEB / "bench" / "worker.js"))
    run = "export default () => { ready().then((lens) => lens.work(SOURCE)); };"
    return f"{_READY}\n{run}\nconst SOURCE = {source};\n"


def mount_worker() -> None:
    """Sends the worker that decodes by the hundred; only the pages that need it do."""
    _component("worker", _worker())(key="silent_worker")


def send_bytes(content: bytes, key: str) -> None:
    """Hands a safetensors file to the browser; keep it out of fragments, hashing it costs 30 ms a run."""
    _component("bytes", _BYTES)(data=content, key=f"silent_{_as_key(key)}")


def _as_key(text: str) -> str:
    """The text where it is plain, else its digest: Streamlit takes no `__` in the key of a component."""
    return text if PLAIN_KEY.fullmatch(text) else hashlib.sha256(text.encode()).hexdigest()[:16]


def _while_mounted(key: str, callback: Callable[[], None]) -> Callable[[], None]:
    """The callback, unless the part is gone: its last event may come with the visitor's step to another page."""
    return lambda: callback() if key in st.session_state else None


def part(name: str, key: str, on: dict[str, Callable[[], None]] | None = None, **props: Any) -> Any:
    """Mounts one part of `web/runtime.js`.

    Args:
        name: the part.
        key: Streamlit's key; its events are found in `st.session_state[key]`.
        on: callbacks by event name; the value of the event `x` is `st.session_state[key].x`.
        props: small JSON for the part.
    """
    callbacks = {f"on_{event}_change": _while_mounted(key, noted(callback)) for event, callback in (on or {}).items()}
    return _component("part", _PART)(data={"part": name, **props}, key=key, **callbacks)
