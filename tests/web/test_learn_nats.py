"""What a picture costs on the Learn page, by each likelihood, against PyTorch."""

import numpy as np
import pytest
import torch

from vae_core.model.likelihood import build_likelihood

rng = np.random.default_rng(0)
X = np.concatenate([[0, 0, 1, 1], rng.integers(0, 256, 60) / 255]).astype(np.float32)
P = np.concatenate([[0.01, 0.99, 0.02, 0.98], rng.uniform(0.01, 0.99, 60)]).astype(np.float32)


@pytest.mark.parametrize("name", ["bernoulli", "gaussian", "logistic"])
@torch.no_grad()
def test_distortion_is_that_of_pytorch(node, name):
    likelihood = build_likelihood(name)
    spread = getattr(likelihood, "spread", None)
    x, logits = (torch.from_numpy(values)[None, :, None, None] for values in (X, np.log(P / (1 - P))))
    body = "async (given) => (await import('/web/latent/nats.js')).distortionNats(...given)"
    got = node.evaluate(body, [name, spread, X.tolist(), P.tolist()])
    assert got == pytest.approx(-float(likelihood.log_prob(x, logits)), rel=1e-4)
