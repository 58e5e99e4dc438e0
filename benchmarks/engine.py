"""Milliseconds per decode in a headless Chromium without a GPU, for every shipped model and both backends.

    python benchmarks/engine.py [--decodes 500]

Each decode gets a new z. Chromium's clock ticks every 0.1 ms, so decodes are timed in runs of ten: p95 is over such
runs. "ready" is reading the file and preparing encoder and decoder, once per model.
"""

import argparse
import base64
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.chromium import chromium
from vae_core.export.bundle import bundle
from vae_core.store.browser import model_bytes
from vae_core.store.folder import list_models

ENTRY = Path(__file__).parents[1] / "web/engine/engine.js"
RUN_LENGTH = 10
MEASURE = """async ({ text, model, backend, decodes, runLength }) => {
  const { createEngine } = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  const bytes = Uint8Array.from(atob(model), (character) => character.charCodeAt(0));
  const begin = performance.now();
  const engine = createEngine(bytes, { backend });
  const readyMs = performance.now() - begin;
  const [c, h, w] = engine.imageShape;
  const out = new Float32Array(c * h * w);
  const z = new Float32Array(engine.latentDim);
  const times = [];
  for (let i = 0; i < decodes; i += runLength) {
    const start = performance.now();
    for (let j = i; j < i + runLength; j++) {
      for (let d = 0; d < z.length; d++) z[d] = 2 * Math.sin(j * (d + 1));
      engine.decode(z, out);
    }
    times.push((performance.now() - start) / runLength);
  }
  const warm = times.slice(times.length >> 2).sort((a, b) => a - b); // the first quarter is spent on compiling
  const at = (share) => warm[Math.floor(share * (warm.length - 1))];
  return { readyMs, median: at(0.5), p95: at(0.95) };
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--decodes", type=int, default=500)
    decodes = parser.parse_args().decodes
    text = bundle(ENTRY)
    print(f"{'model':16} {'backend':8} {'ready ms':>9} {'median ms':>10} {'p95 ms':>8}")
    with chromium() as browser:
        for name in list_models():
            model = base64.b64encode(model_bytes(name)).decode()
            for backend in ("js", "wasm"):
                page = browser.new_page()
                got = page.evaluate(
                    MEASURE,
                    {"text": text, "model": model, "backend": backend, "decodes": decodes, "runLength": RUN_LENGTH},
                )
                page.close()
                figures = f"{got['readyMs']:9.1f} {got['median']:10.3f} {got['p95']:8.3f}"
                print(f"{name:16} {backend:8} {figures}", flush=True)


if __name__ == "__main__":
    main()
