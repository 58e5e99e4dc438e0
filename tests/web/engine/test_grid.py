"""A grid of codes in the browser: encoder, decoder and prior give the numbers of PyTorch, on both engines."""

import json

import pytest
import torch
from safetensors.torch import save
from small_vae import small_quantised

from vae_core.model.operations import operations
from vae_core.store.browser import model_bytes
from vae_core.store.checkpoint import load_model

RUN = """async ({ z, image }) => {
  const { createEngine } = await import("/web/engine/engine.js");
  const bytes = new Uint8Array(await (await fetch("/model")).arrayBuffer());
  const run = (backend) => {
    const engine = createEngine(bytes, { backend });
    return { pixels: [...engine.decode(z)], code: [...engine.encode(image).mu], logs: [...engine.logProbs(z)] };
  };
  return { js: run("js"), wasm: run("wasm") };
}"""


def small():
    model = small_quantised()
    spec = operations(model) | {"name": "small", "digest": "0", "lane": "all", "encoder_lane": "all"}
    weights = {name: value.contiguous() for name, value in model.state_dict().items()}
    return model, save(weights, metadata={"kind": "model", "spec": json.dumps(spec)})


def ours():
    return load_model("mnist-vq"), model_bytes("mnist-vq")


@pytest.mark.parametrize("made", [small, ours])
@torch.no_grad()
def test_encoder_decoder_and_prior_agree_with_pytorch(node, made):
    model, sent = made()
    image = torch.rand(1, *model.config.image_shape, generator=torch.Generator().manual_seed(1))
    z = model.sample(1, torch.Generator().manual_seed(2))
    expected = {"pixels": model.decode(z), "code": model.encode(image)[0], "logs": model.prior.log_probs(z)}
    node.files["/model"] = sent
    found = node.evaluate(RUN, {"z": z[0].tolist(), "image": image.flatten().tolist()})
    for backend, values in found.items():
        for name, value in expected.items():
            assert torch.allclose(torch.tensor(values[name]).float(), value.flatten(), atol=1e-4), (backend, name)
