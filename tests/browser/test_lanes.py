"""A model that Python or a worker decodes, in the app: live all the same, one picture at a time, and it says so."""

import json

import pytest
import torch
from app_server import serve
from foreign import Sorted, adopted, foreign
from safetensors.torch import load_file, save_file
from tab import until

from vae_core import load_model


class FarApart(Sorted):
    def encode(self, x):
        mu, logvar = super().encode(x)
        return 3 * mu, logvar


IDLE = [
    {"op": "constant", "in": [], "out": "one", "shape": [1, 1], "values": [1.0]},
    {"op": "expand", "in": ["one"], "out": "ones", "shape": [304, 304]},
    {"op": "matmul", "in": ["ones", "ones"], "out": "unused"},
]  # some 20 ms of a browser, for nothing


def burden(folder):
    """Puts a product of large matrices, which nothing uses, before a model's decoder."""
    file = folder / "model.safetensors"
    stored = file.read_bytes()
    header = json.loads(stored[8 : 8 + int.from_bytes(stored[:8], "little")])
    spec = json.loads(header["__metadata__"]["spec"])
    spec["decoder"]["ops"] = IDLE + spec["decoder"]["ops"]
    save_file(load_file(file), file, {"kind": "model", "spec": json.dumps(spec)})


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    root = tmp_path_factory.mktemp("models")
    torch.manual_seed(0)
    adopted(root, "sorting", FarApart().eval())
    adopted(root, "heavy", foreign())
    burden(root / "heavy")
    return root


DRAG = """async () => {
  const { frames } = latentLens.snapshot();
  for (let i = 0; i < 40; i++) {
    latentLens.lens.move(Float32Array.of(Math.sin(i / 9), i / 20, -1), { source: "slider" });
    await new Promise(requestAnimationFrame);
  }
  latentLens.go([0.5, -1, 2]);
  return latentLens.snapshot().frames - frames;
}"""


def test_it_is_live_and_the_picture_is_that_of_its_code(tab, models, tmp_path):
    with serve(tmp_path / "log.txt", LATENT_LENS_CHECKPOINTS=str(models)) as url:
        page = tab.open(f"{url}/explore?model=sorting")
        page.wait_for_function("globalThis.latentLens?.snapshot().pixels")
        assert page.get_by_test_id("lane").inner_text() == "decoded by Python"
        assert page.evaluate(DRAG) <= 40
        until(page, lambda: page.evaluate("String(latentLens.snapshot().z)") == "0.5,-1,2")
        shown = page.evaluate("latentLens.snapshot()")
        with torch.no_grad():
            expected = load_model(models / "sorting").decode(torch.tensor([shown["z"]])).flatten()
        assert torch.allclose(torch.tensor(shown["pixels"]), expected, atol=1e-6)
        assert shown["backend"] == "python"
        page.get_by_test_id("details").click()
        page.get_by_test_id("same-as-original").filter(has_text="ame pictures as the original").wait_for()
        assert shown["support"]["percent"] is not None
        page.goto(f"{url}/manifold?model=sorting")
        page.get_by_text("one picture at a time, and this page draws hundreds").wait_for()


def test_a_worker_of_the_browser_decodes_what_would_halt_the_page(tab, models, tmp_path):
    with serve(tmp_path / "log.txt", LATENT_LENS_CHECKPOINTS=str(models)) as url:
        page = tab.open(f"{url}/explore?model=heavy")
        page.wait_for_function("globalThis.latentLens?.snapshot().pixels")
        assert page.get_by_test_id("lane").inner_text() == "decoded in the background"
        page.wait_for_function("Boolean(latentLens.lens.elsewhere.worker)")  # until it is sent, the page decodes
        assert page.evaluate(DRAG) <= 40
        until(page, lambda: page.evaluate("String(latentLens.snapshot().z)") == "0.5,-1,2")
        assert page.workers
        shown = page.evaluate("latentLens.snapshot()")
        with torch.no_grad():
            expected = load_model(models / "heavy").decode(torch.tensor([shown["z"]])).flatten()
        assert torch.allclose(torch.tensor(shown["pixels"]), expected, atol=1e-5)
        assert shown["backend"] in ("wasm", "js")
