"""p(z): the parts that can stand for the prior, each with `log_prob` and `sample`.

A mixture sums over dimensions first and takes the log-sum-exp over components after: the other order
would be a product of one-dimensional mixtures. VampPrior: Tomczak and Welling, "VAE with a VampPrior"
(2018), https://arxiv.org/abs/1705.07120. Flow: the affine couplings of couplings.py, learned with
the VAE. Energy: Pang, Han, Nijkamp, Zhu and Wu, "Learning Latent Space Energy-Based Prior Model" (2020),
https://arxiv.org/abs/2006.08205, fitted as in Aneja, Schwing, Kautz and Vahdat, "A Contrastive Learning Approach for
Training Variational Autoencoder Priors" (2021), https://arxiv.org/abs/2010.02917.

Axes: N draws, D latent dimensions, K components.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import softplus

from vae_core.model.config import ModelConfig
from vae_core.model.couplings import Couplings, log_det
from vae_core.model.posterior import log_prob_diagonal, sample_diagonal

DEFAULT_COMPONENTS = {"mixture": 100, "vamp": 200, "flow": 8, "energy": 64}
FLOATS = 4_000_000  # of (N, K, D) held at once, 16 MB: above it the N draws are scored in parts
PROPOSALS = 2**16  # draws from N(0, I) over which the normaliser of an energy is estimated
TRIED = 256  # of them, for each draw from the prior


class StandardNormal(nn.Module):
    """N(0, I)."""

    def __init__(self, latent_dim: int) -> None:
        super().__init__()
        self.register_buffer("origin", torch.zeros(latent_dim), persistent=False)  # says where the model is

    def log_prob(self, z: Tensor) -> Tensor:
        """Log density in nats, (..., D) -> (...)."""
        return -0.5 * (math.log(2 * math.pi) + z.square()).sum(-1)

    def sample(self, count: int, generator: torch.Generator | None = None) -> Tensor:
        """Draws, (count, D), where the model is; the generator may be elsewhere."""
        return _noise(self.origin.expand(count, -1), generator)


class DiagonalNormal(nn.Module):
    """One Gaussian with a learned mean and log-variance in every dimension."""

    def __init__(self, latent_dim: int) -> None:
        super().__init__()
        self.mu = nn.Parameter(torch.zeros(latent_dim))
        self.logvar = nn.Parameter(torch.zeros(latent_dim))

    def log_prob(self, z: Tensor) -> Tensor:
        """Log density in nats, (..., D) -> (...)."""
        return log_prob_diagonal(z, self.mu, self.logvar)

    def sample(self, count: int, generator: torch.Generator | None = None) -> Tensor:
        """Draws, (count, D)."""
        mu = self.mu.expand(count, -1)
        return sample_diagonal(mu, self.logvar, noise=_noise(mu, generator))


class Mixture(nn.Module):
    """K diagonal Gaussians with learned means, log-variances and weights."""

    def __init__(self, latent_dim: int, components: int) -> None:
        super().__init__()
        self.mu = nn.Parameter(torch.randn(components, latent_dim))
        self.logvar = nn.Parameter(torch.zeros(components, latent_dim))
        self.weight_logits = nn.Parameter(torch.zeros(components))

    def log_prob(self, z: Tensor) -> Tensor:
        """Log density in nats, (..., D) -> (...)."""
        return _log_mixture(z, self.mu, self.logvar, self.weight_logits)

    def sample(self, count: int, generator: torch.Generator | None = None) -> Tensor:
        """Draws, (count, D)."""
        return _sample_mixture(count, self.mu, self.logvar, self.weight_logits, generator)


class VampPrior(nn.Module):
    """The mixture of the posteriors of K learned pseudo-inputs."""

    def __init__(self, encode: Callable[[Tensor], tuple[Tensor, Tensor]], image_shape: tuple, components: int) -> None:
        super().__init__()
        self.encode = encode  # the model's own encoder: its parameters stay the model's
        self.pseudo_logits = nn.Parameter(torch.randn(components, *image_shape) - 1)
        self.weight_logits = nn.Parameter(torch.zeros(components))

    def log_prob(self, z: Tensor) -> Tensor:
        """Log density in nats, (..., D) -> (...)."""
        return _log_mixture(z, *self.encode(self.pseudo_inputs()), self.weight_logits)

    def sample(self, count: int, generator: torch.Generator | None = None) -> Tensor:
        """Draws, (count, D)."""
        return _sample_mixture(count, *self.encode(self.pseudo_inputs()), self.weight_logits, generator)

    def pseudo_inputs(self) -> Tensor:
        """The learned images in [0, 1], (K, C, H, W)."""
        return torch.sigmoid(self.pseudo_logits)


class RealNVP(Couplings):
    """N(0, I) seen through K affine couplings, each changing one half of the dimensions, alternately."""

    def log_prob(self, z: Tensor) -> Tensor:
        """Log density in nats, (..., D) -> (...)."""
        z, log_scales = self(z)
        return log_det(log_scales) - 0.5 * (math.log(2 * math.pi) + z.square()).sum(-1)

    def sample(self, count: int, generator: torch.Generator | None = None) -> Tensor:
        """Draws, (count, D)."""
        return self.inverse(_noise(self.masks[:1].expand(count, -1), generator))[0]


class EnergyPrior(nn.Module):
    """N(0, I) exp(-E) / Z, with E a small network.

    E learns to tell draws from the posteriors of images from draws from N(0, I). The logit that does so best is the log
    of the ratio of the two densities, so -E becomes what the aggregate posterior has and N(0, I) lacks
    (noise-contrastive estimation: Gutmann and Hyvarinen, 2010). Encoder and decoder know nothing of it: they are
    trained with the prior N(0, I), and the energy beside them.
    """

    def __init__(self, latent_dim: int, hidden: int) -> None:
        super().__init__()
        self.base = StandardNormal(latent_dim)
        self.energy = nn.Sequential(
            nn.Linear(latent_dim, hidden), nn.SiLU(), nn.Linear(hidden, hidden), nn.SiLU(), nn.Linear(hidden, 1)
        )
        self._estimated: tuple[list[tuple[int, int]], tuple[Tensor, Tensor]] | None = None  # of which weights, and it

    def log_prob(self, z: Tensor) -> Tensor:
        """Log density in nats, (..., D) -> (...), by the estimate of log Z."""
        return self.base.log_prob(z) - self.energy_of(z) - self._estimate()[0]

    def energy_of(self, z: Tensor) -> Tensor:
        """E in nats, (..., D) -> (...)."""
        return self.energy(z)[..., 0]

    @torch.no_grad()
    def sample(self, count: int, generator: torch.Generator | None = None) -> Tensor:
        """Draws, (count, D): each is one of 256 from N(0, I), chosen by its weight exp(-E)."""
        chosen = [self._choose(min(TRIED, count - start), generator) for start in range(0, count, TRIED)]
        return torch.cat(chosen) if chosen else self.base.sample(0, generator)

    def normaliser(self) -> tuple[float, float]:
        """log Z in nats, and the effective number of the 65,536 draws from N(0, I) over which it is estimated."""
        log_z, effective = self._estimate()
        return float(log_z), float(effective)

    @torch.no_grad()
    def _estimate(self) -> tuple[Tensor, Tensor]:
        state = [(id(weights), weights._version) for weights in self.parameters()]
        if self._estimated is None or self._estimated[0] != state:
            draws = self.base.sample(PROPOSALS, torch.Generator().manual_seed(0))
            weights = -self.energy_of(draws)
            total = weights.logsumexp(0)
            effective = torch.exp(2 * total - (2 * weights).logsumexp(0))
            self._estimated = state, (total - math.log(PROPOSALS), effective)
        return self._estimated[1]

    def fitting_loss(self, z: Tensor, noise: Tensor) -> Tensor:
        """How badly E tells draws from posteriors, z, from draws from N(0, I), both (N, D); z gets no gradient."""
        return softplus(self.energy_of(z.detach())).mean() + softplus(-self.energy_of(noise)).mean()

    def _choose(self, count: int, generator: torch.Generator | None) -> Tensor:
        tried = self.base.sample(count * TRIED, generator).unflatten(0, (count, TRIED))
        chance = torch.softmax(-self.energy_of(tried), 1)
        device = generator.device if generator else chance.device
        chosen = torch.multinomial(chance.to(device), 1, generator=generator).to(tried.device)
        return tried.gather(1, chosen[:, :, None].expand(-1, -1, tried.shape[2]))[:, 0]


def build_prior(config: ModelConfig, encode: Callable[[Tensor], tuple[Tensor, Tensor]]) -> nn.Module:
    """The prior that `config.prior` names; `encode` serves the VampPrior."""
    components = config.components or DEFAULT_COMPONENTS.get(config.prior, 0)
    builders = {
        "standard": lambda: StandardNormal(config.latent_dim),
        "diagonal": lambda: DiagonalNormal(config.latent_dim),
        "mixture": lambda: Mixture(config.latent_dim, components),
        "vamp": lambda: VampPrior(encode, config.image_shape, components),
        "flow": lambda: RealNVP(config.latent_dim, components),
        "energy": lambda: EnergyPrior(config.latent_dim, components),
    }
    return builders[config.prior]()


def _log_mixture(z: Tensor, mu: Tensor, logvar: Tensor, weight_logits: Tensor) -> Tensor:
    log_weights = torch.log_softmax(weight_logits, 0)
    parts = z.reshape(-1, z.shape[-1]).split(max(1, FLOATS // mu.numel()))  # (N, D) each
    logs = [torch.logsumexp(log_prob_diagonal(part.unsqueeze(1), mu, logvar) + log_weights, -1) for part in parts]
    return torch.cat(logs).view(z.shape[:-1])


def _noise(like: Tensor, generator: torch.Generator | None) -> Tensor:
    """Draws from N(0, 1) of the shape and device of a tensor, by a generator of any device."""
    device = generator.device if generator else like.device
    return torch.randn(like.shape, generator=generator, device=device).to(like.device)


def _sample_mixture(
    count: int, mu: Tensor, logvar: Tensor, weight_logits: Tensor, generator: torch.Generator | None
) -> Tensor:
    weights = weight_logits.softmax(0).to(generator.device if generator else mu.device)
    chosen = torch.multinomial(weights, count, replacement=True, generator=generator).to(mu.device)
    return sample_diagonal(mu[chosen], logvar[chosen], noise=_noise(mu[chosen], generator))
