"""Two decoders, their blend and a critic in the browser: the numbers of PyTorch, on both engines."""

import json

import pytest
import torch
from safetensors.torch import save
from small_vae import small_adversarial

from vae_core.model.operations import operations

RUN = """async ({ codes, image }) => {
  const { createEngine } = await import("/web/engine/engine.js");
  const bytes = new Uint8Array(await (await fetch("/model")).arrayBuffer());
  const run = (backend) => {
    const engine = createEngine(bytes, { backend });
    const score = engine.score(image);
    return { pixels: codes.map((z) => [...engine.decode(z)]), mu: [...engine.encode(image).mu], score,
      kept: [...engine.encode(image, codes[0]).mu], share: engine.realness(score) };
  };
  return { js: run("js"), wasm: run("wasm") };
}"""


@torch.no_grad()
def test_fader_critic_and_codes_agree_with_pytorch(node):
    model = small_adversarial()
    model.held_out_scores.copy_(torch.linspace(-20, 20, 101))
    spec = operations(model) | {"name": "small", "digest": "0", "lane": "all", "encoder_lane": "all"}
    weights = {name: value.contiguous() for name, value in model.state_dict().items()}
    node.files["/model"] = save(weights, metadata={"kind": "model", "spec": json.dumps(spec)})
    image = torch.rand(1, 1, 8, 8, generator=torch.Generator().manual_seed(1))
    z = torch.randn(1, 3, generator=torch.Generator().manual_seed(2))
    codes = [torch.cat([z[0], torch.tensor([blend])]) for blend in (0.0, 1.0, 0.25, -1.0, 2.0)]
    found = node.evaluate(RUN, {"codes": [code.tolist() for code in codes], "image": image.flatten().tolist()})
    twin, own = torch.sigmoid(model.twin(z)).flatten(), torch.sigmoid(model.decoder(z)).flatten()
    expected = [twin, own, 0.75 * twin + 0.25 * own, twin, own]
    mu = model.posterior(image).mu[0]
    for backend in found.values():
        for pixels, wanted, code in zip(backend["pixels"], expected, codes, strict=True):
            assert torch.allclose(torch.tensor(pixels), wanted, atol=1e-5)
            assert torch.allclose(model.decode(code[None]).flatten(), wanted, atol=1e-5)
        assert torch.allclose(torch.tensor(backend["mu"]), torch.cat([mu, torch.ones(1)]), atol=1e-4)
        assert torch.allclose(torch.tensor(backend["kept"]), torch.cat([mu, torch.zeros(1)]), atol=1e-4)
        assert backend["score"] == pytest.approx(float(model.critic(image)), abs=1e-4)
        assert backend["share"] == pytest.approx(float(model.realness(image)), abs=1e-6)
