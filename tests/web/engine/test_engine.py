"""The browser engine's two backends against PyTorch."""

import base64
import re
from pathlib import Path

import numpy as np
import pytest
import torch
import wasmtime
from small_networks import ACTS, SMALL, small_model
from small_vae import small_conditional, small_hierarchy, small_ladder, small_mapped, small_vae

from vae_core.model.config import ModelConfig
from vae_core.model.vae import VAE
from vae_core.store.browser import model_bytes
from vae_core.store.checkpoint import load_model, save_model
from vae_core.store.folder import list_models

ENGINE = Path(__file__).parents[3] / "web/engine"
TOLERANCE = 1e-5  # pixels, in [0, 1]
RUN = """async ({url, backend, part, inputs, width}) => {
  const { createEngine } = await import("/web/engine/engine.js");
  const engine = createEngine(new Uint8Array(await (await fetch(url)).arrayBuffer()), { backend });
  const all = new Float32Array(Uint8Array.from(atob(inputs), (c) => c.charCodeAt(0)).buffer);
  const rows = [];
  for (let i = 0; i < all.length; i += width) {
    const x = all.subarray(i, i + width);
    if (part === "decode") rows.push(engine.decode(x));
    else if (part === "beliefs") rows.push(engine.beliefs(x).slice());
    else if (part === "energy") rows.push(Float32Array.of(engine.energy(x)));
    else { const { mu, logvar } = engine.encode(x); rows.push(mu, logvar); }
  }
  const bytes = new Uint8Array(await new Blob(rows).arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 4096) text += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return { backend: engine.backend, output: btoa(text) };
}"""


def run(node, data, part, inputs, backend):
    """Rows of float32 outputs of the engine in the page."""
    node.files["/model"] = bytes(data)
    sent = base64.b64encode(np.ascontiguousarray(inputs, dtype=np.float32).tobytes()).decode()
    got = node.evaluate(
        RUN, {"url": "/model", "backend": backend, "part": part, "inputs": sent, "width": inputs.shape[1]}
    )
    assert got["backend"] == backend
    return np.frombuffer(base64.b64decode(got["output"]), np.float32).reshape(len(inputs), -1)


def assert_equal_to_pytorch(node, data, networks, backend):
    """`networks`: (part, torch module, inputs (N, n)) each."""
    for part, network, inputs in networks:
        with torch.no_grad():
            expected = network(inputs).flatten(1).numpy()
        got = run(node, data, part, inputs.flatten(1).numpy(), backend)
        scale = max(1, np.abs(expected).max())  # mu far from 0 has fewer digits behind the point
        assert np.abs(got - expected).max() <= TOLERANCE * scale


@pytest.mark.parametrize("backend", ["js", "wasm"])
@pytest.mark.parametrize("name", SMALL)
def test_small_networks_equal_pytorch(node, name, backend):
    decoder, encoder, latent_dim, image_shape = SMALL[name]()
    networks = [("decode", decoder, torch.randn(256, latent_dim))]
    if encoder:
        networks += [("encode", encoder, torch.rand(64, *image_shape))]
    data = small_model(decoder, encoder, latent_dim, image_shape)
    assert_equal_to_pytorch(node, data, networks, backend)


@pytest.mark.parametrize("backend", ["js", "wasm"])
@pytest.mark.parametrize("act", ACTS)
def test_activations_equal_pytorch_far_from_zero(node, act, backend):
    data = small_model([act()], None, 63, (1, 7, 9))
    x = torch.cat([torch.linspace(-200, 200, 63 * 40), torch.linspace(-6, 6, 63 * 40)]).reshape(-1, 63)
    got = run(node, data, "decode", x.numpy(), backend)
    np.testing.assert_allclose(got, act()(x).numpy(), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("backend", ["js", "wasm"])
@pytest.mark.parametrize("name", list_models())
def test_shipped_models_equal_pytorch(node, name, backend):
    model = load_model(name)
    z = torch.randn(256, model.config.code_length, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        pictures = model.decode(z)
    noise = torch.rand(pictures.shape, generator=torch.Generator().manual_seed(1))

    def encoder(pixels):
        return torch.cat(model.encode(pixels), dim=1)

    networks = [("decode", model.decode, z), ("encode", encoder, pictures), ("encode", encoder, noise)]
    assert_equal_to_pytorch(node, model_bytes(name), networks, backend)


@pytest.mark.parametrize("backend", ["js", "wasm"])
@pytest.mark.parametrize("network", ["mlp", "conv"])
def test_an_exported_flow_posterior_equals_pytorch(node, models, network, backend):
    torch.manual_seed(0)
    model = VAE(ModelConfig(latent_dim=5, image_shape=(1, 8, 8), network=network, hidden=8, posterior="flow"))
    for parameter in model.parameters():
        parameter.data += 0.1 * torch.randn(parameter.shape)  # what starts as the identity becomes something
    save_model(models / "flowing", model)
    model, images = load_model("flowing"), torch.rand(64, 1, 8, 8, generator=torch.Generator().manual_seed(0))
    networks = [("encode", lambda pixels: torch.cat(model.encode(pixels), dim=1), images)]
    assert_equal_to_pytorch(node, model_bytes("flowing"), networks, backend)


@pytest.mark.parametrize("backend", ["js", "wasm"])
def test_an_exported_classifier_equals_pytorch(node, models, backend):
    """Beliefs, and the codes of images without a class, which is that of the strongest belief."""
    save_model(models / "semi", small_vae(family="semi-supervised", classes=4))
    model, images = load_model("semi"), torch.rand(64, 1, 8, 8, generator=torch.Generator().manual_seed(0))

    def encoder(pixels):
        return torch.cat(model.encode(pixels), dim=1)

    networks = [("beliefs", model.beliefs, images), ("encode", encoder, images)]
    assert_equal_to_pytorch(node, model_bytes("semi"), networks, backend)


@pytest.mark.parametrize("backend", ["js", "wasm"])
def test_an_exported_energy_equals_pytorch(node, models, backend):
    save_model(models / "energetic", small_vae(prior="energy"))
    model, z = load_model("energetic"), torch.randn(64, 3, generator=torch.Generator().manual_seed(0))
    networks = [("energy", lambda z: model.prior.energy_of(z)[:, None], z), ("decode", model.decode, z)]
    assert_equal_to_pytorch(node, model_bytes("energetic"), networks, backend)


@pytest.mark.parametrize("backend", ["js", "wasm"])
def test_an_exported_conditional_model_equals_pytorch(node, models, backend):
    save_model(models / "conditional", small_conditional(classes=4))
    model, images = load_model("conditional"), torch.rand(64, 1, 8, 8, generator=torch.Generator().manual_seed(0))
    z = model.sample(64, torch.Generator().manual_seed(1))
    z[:, 3:] = 0.5 * (z[:, 3:] + z[:, 3:].roll(1, 0))  # blends as well

    def encoder(pixels):
        return torch.cat(model.encode(pixels), dim=1)

    networks = [("decode", model.decode, z), ("encode", encoder, images)]
    assert_equal_to_pytorch(node, model_bytes("conditional"), networks, backend)


@pytest.mark.parametrize("backend", ["js", "wasm"])
@pytest.mark.parametrize("made", [small_ladder, small_hierarchy, small_mapped])
def test_an_exported_hierarchy_equals_pytorch(node, models, backend, made):
    save_model(models / "ladder", made())
    model = load_model("ladder")
    images = torch.rand(64, *model.config.image_shape, generator=torch.Generator().manual_seed(0))
    z = model.sample(64, torch.Generator().manual_seed(1))

    def encoder(pixels):
        return torch.cat(model.encode(pixels), dim=1)

    networks = [("decode", model.decode, z), ("encode", encoder, images)]
    assert_equal_to_pytorch(node, model_bytes("ladder"), networks, backend)


def test_the_assembled_kernel_is_its_source():
    text = re.search(r"const ASSEMBLED =(.*?);", (ENGINE / "wasm.js").read_text(), re.S)[1]
    assembled = base64.b64decode("".join(re.findall(r'"(.*?)"', text)))
    assert assembled == bytes(wasmtime.wat2wasm((ENGINE / "matvec.wat").read_text()))


def test_half_precision_widens_exactly(node):
    halves = np.arange(2**16, dtype=np.uint16)
    got = node.evaluate("""async () => {
      const { widen } = await import("/web/engine/safetensors.js");
      return Array.from(new Uint32Array(widen(Uint16Array.from({ length: 65536 }, (_, i) => i)).buffer));
    }""")
    expected = halves.view(np.float16).astype(np.float32)
    np.testing.assert_array_equal(np.array(got, np.uint32).view(np.float32), expected)  # NaN equals NaN here
