"""The browser's engine, run by Node where this machine has it: what a visitor's picture will be."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import numpy as np

from vae_core.places import WEB

ENGINE = WEB / "engine" / "engine.js"
SECONDS = 120
RUN = """
import { readFileSync } from "node:fs";
const { engine, model, codes, width } = JSON.parse(readFileSync(0, "utf8"));
const { createEngine } = await import(engine);
const made = createEngine(new Uint8Array(readFileSync(model)));
const all = new Float32Array(Uint8Array.from(atob(codes), (c) => c.charCodeAt(0)).buffer);
const pictures = [];
let ms = Infinity;
for (let i = 0; i < all.length; i += width) {
  const start = performance.now();
  pictures.push(made.decode(all.subarray(i, i + width)));
  ms = Math.min(ms, performance.now() - start);
}
const bytes = Buffer.concat(pictures.map((picture) => Buffer.from(picture.buffer)));
process.stdout.write(JSON.stringify({ backend: made.backend, ms, pictures: bytes.toString("base64") }));
"""


def decoded_by_engine(model: Path, codes: np.ndarray) -> tuple[np.ndarray, float] | None:
    """Pictures of codes (N, D), flat, and the milliseconds of the fastest; None where there is no Node, or an old one.

    Args:
        model: a file as the browser gets it.
        codes: float32.
    """
    node = shutil.which("node")
    if node is None or not ENGINE.is_file():
        return None
    sent = {"engine": ENGINE.as_uri(), "model": str(model), "width": codes.shape[1]}
    sent["codes"] = base64.b64encode(np.ascontiguousarray(codes, np.float32).tobytes()).decode()
    try:
        command = [node, *_sparing(), "--input-type=module", "-e", RUN]
        done = subprocess.run(command, input=json.dumps(sent), capture_output=True, text=True, timeout=SECONDS,
                              check=True)  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    said = json.loads(done.stdout)
    return np.frombuffer(base64.b64decode(said["pictures"]), np.float32).reshape(len(codes), -1), said["ms"]


def _sparing() -> list[str]:
    """Where addresses are limited (sent.py): without guard pages, which take 10 GB of them for each memory."""
    with suppress(ImportError, OSError):  # where an operating system has no such limit
        import resource

        if resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY:
            return ["--disable-wasm-trap-handler"]
    return []
