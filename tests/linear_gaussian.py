"""A VAE whose likelihood is known in closed form: probabilistic PCA.

Tipping and Bishop, "Probabilistic Principal Component Analysis" (1999): x = W z + b + sigma noise. The columns of W are
orthogonal, so that the true posterior has a diagonal covariance.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.distributions import Independent, MultivariateNormal, Normal

from vae_core.model.config import ModelConfig
from vae_core.model.posterior import CONTEXT_DIM
from vae_core.model.vae import VAE

SIGMA, LATENT_DIM, PIXELS = 0.7, 3, 8
_generator = torch.Generator().manual_seed(0)
W = torch.linalg.qr(torch.randn(PIXELS, LATENT_DIM, generator=_generator))[0] * torch.tensor([2.0, 1.0, 0.3])
B = torch.randn(PIXELS, generator=_generator)
POSTERIOR_VARIANCE = SIGMA**2 / (W.square().sum(0) + SIGMA**2)  # (D,)


class LinearGaussian(nn.Module):
    """N(logits, SIGMA^2): no sigmoid, unlike the likelihoods of the product."""

    binary = False

    def log_prob(self, x: Tensor, logits: Tensor) -> Tensor:
        return Independent(Normal(logits, SIGMA), 3).log_prob(x)


class DrawnNormal(nn.Module):
    """N(0, I), which does not say so: the KL to it is estimated at a draw."""

    def log_prob(self, z: Tensor) -> Tensor:
        return Independent(Normal(torch.zeros(()), torch.ones(())).expand(z.shape[-1:]), 1).log_prob(z)


class LinearEncoder(nn.Module):
    """The true posterior, its mean moved by `shift` and its log-variance by `widen`, and the image as `context` values.

    (N, C, H, W) -> (N, 2 D + context).
    """

    def __init__(self, shift: float, widen: float, context: int = 0) -> None:
        super().__init__()
        self.shift, self.widen, self.context = shift, widen, context

    def forward(self, x: Tensor) -> Tensor:
        mu = (x.flatten(1) - B) @ W / SIGMA**2 * POSTERIOR_VARIANCE + self.shift
        context = x.flatten(1).repeat(1, self.context // PIXELS)
        return torch.cat([mu, (POSTERIOR_VARIANCE.log() + self.widen).expand_as(mu), context], dim=1)


def linear_vae(
    shift: float = 0.0, widen: float = 0.0, prior: str = "standard", posterior: str = "diagonal", bend: float = 0.0
) -> VAE:
    """The VAE; exact unless its posterior is moved or widened, or its flow bent. The prior may be "drawn"."""
    shape = {"image_shape": (1, 2, 4), "hidden": 1, "depth": 0}
    parts = {"prior": "standard" if prior == "drawn" else prior, "posterior": posterior}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)  # a flow's hidden layers are the same whichever tests ran before
        model = VAE(ModelConfig(latent_dim=LATENT_DIM, **shape, **parts))
    if prior == "drawn":
        model.prior = DrawnNormal()
    if model.flow is not None:
        for net in model.flow.nets:
            nn.init.normal_(net[-1].weight, std=bend, generator=torch.Generator().manual_seed(3))
    context = 0 if model.flow is None else CONTEXT_DIM
    model.encoder, model.likelihood = LinearEncoder(shift, widen, context), LinearGaussian()
    model.decoder = nn.Sequential(nn.Linear(LATENT_DIM, PIXELS), nn.Unflatten(1, (1, 2, 4)))
    with torch.no_grad():
        model.decoder[0].weight.copy_(W)
        model.decoder[0].bias.copy_(B)
    return model.eval()


def log_likelihood(x: Tensor) -> Tensor:
    """log N(x; b, W W' + sigma^2 I) in nats; (N, C, H, W) -> (N,)."""
    return MultivariateNormal(B, W @ W.T + SIGMA**2 * torch.eye(PIXELS)).log_prob(x.flatten(1))


def gap(shift: float, widen: float) -> float:
    """KL(q(z|x) || p(z|x)) of the moved posterior, in nats: what its ELBO lacks."""
    true = Normal(torch.zeros(LATENT_DIM), POSTERIOR_VARIANCE.sqrt())
    moved = Normal(torch.full((LATENT_DIM,), shift), (POSTERIOR_VARIANCE * torch.tensor(widen).exp()).sqrt())
    return float(torch.distributions.kl_divergence(moved, true).sum())
