"""The evidence lower bound, term by term, one value per image, in nats; beta is never folded in.

Axes: N images, D latent dimensions, K importance samples.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from vae_core.fault import Fault
from vae_core.model.config import ModelConfig
from vae_core.model.ladder import LadderPosterior
from vae_core.model.posterior import DiagonalPosterior, Posterior, kl_to_standard_normal
from vae_core.model.prior import DiagonalNormal, EnergyPrior, StandardNormal
from vae_core.model.vae import VAE

FACTORISED = ("standard", "diagonal")  # priors that are a product over the dimensions
NO_PARTS = (
    "free bits count the KL of each dimension, and only that of a diagonal posterior to a standard or diagonal prior "
    "has such parts: leave them out, or change the other of the two"
)


@dataclass(frozen=True)
class ElboTerms:
    """ELBO = recon - kl, in nats per image."""

    recon: Tensor  # (N,) log p(x|z) at one draw z ~ q(z|x)
    kl: Tensor  # (N,) KL(q(z|x) || p(z)); one-draw estimate where it has no parts
    kl_per_dim: Tensor | None  # (N, D) its parts, where posterior and prior are normals, level by level at the draw
    z: Tensor | None = None  # (N, D) the draw

    @property
    def elbo(self) -> Tensor:
        """(N,), in nats."""
        return self.recon - self.kl


def elbo_terms(
    model: VAE,
    x: Tensor,
    generator: torch.Generator | None = None,
    noise: Tensor | None = None,
    q: Posterior | None = None,
) -> ElboTerms:
    """The two terms of the ELBO of each image, at one draw from its posterior.

    Args:
        model: any VAE, or one given the classes of the images.
        x: what the likelihood scores, (N, C, H, W): binarised images for a Bernoulli, grey ones for a Gaussian.
        generator: source of the draw.
        noise: the draw itself, (N, D) from N(0, I), in place of the generator's.
        q: `model.posterior(x)`, where it is known.
    """
    if own := getattr(model, "terms", None):  # of a family whose bound has another form
        return own(x, generator, noise)
    q = q or model.posterior(x)
    if isinstance(q, LadderPosterior):
        z, kl_per_dim = q.draw_with_kl(generator, noise)
        return ElboTerms(model.likelihood.log_prob(x, model.logits(z)), kl_per_dim.sum(1), kl_per_dim, z)
    z, log_q = q.draw(generator, noise)
    prior = model.prior.base if isinstance(model.prior, EnergyPrior) and model.prior.training else model.prior
    kl_per_dim = _kl_per_dim(q, prior)
    kl = log_q() - prior.log_prob(z) if kl_per_dim is None else kl_per_dim.sum(1)
    return ElboTerms(model.likelihood.log_prob(x, model.logits(z)), kl, kl_per_dim, z)


def training_loss(terms: ElboTerms, beta: float = 1.0, free_bits: float = 0.0) -> Tensor:
    """Mean over N of -recon + beta * KL, in nats: what the optimiser sees, not what is reported.

    Args:
        terms: from `elbo_terms`.
        beta: weight of the KL (Higgins et al., "beta-VAE", 2017); 1 is the ELBO.
        free_bits: nats that each dimension may use at no cost, on average over the batch (Kingma et al.,
            "Improved Variational Inference with Inverse Autoregressive Flow", 2016, appendix C.8).

    Raises:
        ValueError: if there are free bits and the KL has no parts.
    """
    if not free_bits:
        return beta * terms.kl.mean() - terms.recon.mean()
    if terms.kl_per_dim is None:
        raise Fault(NO_PARTS)
    return beta * terms.kl_per_dim.mean(0).clamp(min=free_bits).sum() - terms.recon.mean()


def check_free_bits(config: ModelConfig) -> None:
    """Raises ValueError if the KL of such a model has no parts that free bits could count."""
    if config.posterior == "flow" or config.prior_known not in FACTORISED:
        raise Fault(NO_PARTS)


def _kl_per_dim(q: Posterior, prior: nn.Module) -> Tensor | None:
    """KL(q || p) of each dimension, (N, D); None where one of the two is no product of normals."""
    if not isinstance(q, DiagonalPosterior):
        return None
    if isinstance(prior, StandardNormal):
        return kl_to_standard_normal(*q)
    if isinstance(prior, DiagonalNormal):
        # N(mu, var) against N(m, v) is N((mu - m) / sqrt v, var / v) against N(0, 1)
        return kl_to_standard_normal((q.mu - prior.mu) * torch.exp(-0.5 * prior.logvar), q.logvar - prior.logvar)
    return None


def log_weights(model: VAE, x: Tensor, z: Tensor, log_q: Callable[[], Tensor]) -> Tensor:
    """log p(x, z) - log q(z|x), in nats, of K draws from q per image; x (N, C, H, W), z (K, N, D) -> (K, N)."""
    logits = model.logits(z.flatten(0, 1))
    repeated = x.expand(len(z), *x.shape).flatten(0, 1)  # (K N, C, H, W)
    recon = model.likelihood.log_prob(repeated, logits).view(z.shape[:2])
    return recon + model.prior.log_prob(z) - log_q()


class TrainingLoss(nn.Module):
    """The loss of a batch as a module's forward, which DistributedDataParallel and autocast can wrap."""

    def __init__(self, model: VAE) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, x: Tensor, noise: Tensor, beta: float, free_bits: float, labels: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """The loss and the mean ELBO at beta 1, in nats per image.

        Args:
            x: as in `elbo_terms`, (N, C, H, W).
            noise: draws from N(0, I), (K, N, D). With K above 1 the loss is that of the importance-weighted bound
                (Burda, Grosse and Salakhutdinov, 2016, equation 8), in which beta and free bits have no place.
            beta: as in `training_loss`.
            free_bits: as in `training_loss`.
            labels: classes of the images, (N,), for a model that takes them as given.
        """
        model = self.model.given(labels)
        if (own := self.model.own_loss(x)) is not None:
            return own
        if len(noise) == 1:
            terms = elbo_terms(model, x, noise=noise[0])
            loss = training_loss(terms, beta, free_bits)
            if isinstance(model.prior, EnergyPrior):
                loss = loss + model.prior.fitting_loss(terms.z, noise[0])
            return loss, terms.elbo.detach().mean()
        weights = log_weights(model, x, *model.posterior(x).draw(noise=noise))
        return math.log(len(noise)) - weights.logsumexp(0).mean(), weights.detach().mean()


def binarise(images: Tensor, generator: torch.Generator | None = None) -> Tensor:
    """Each grey byte as the probability of a one: uint8 (N, C, H, W) -> float 0 or 1 (N, C, H, W).

    Drawn anew at every call ("dynamic" binarisation: Burda, Grosse and Salakhutdinov, "Importance Weighted
    Autoencoders", 2016, https://arxiv.org/abs/1509.00519).
    """
    noise = torch.rand(images.shape, generator=generator, device=images.device)
    return (noise * 255 < images).float()


def binarise_quickly(images: Tensor, generator: torch.Generator | None = None) -> Tensor:
    """As `binarise`, from 16 random bits a pixel: each probability within 2^-16, in half of the time of a step's draw.

    Training uses it; figures are made with `binarise`.
    """
    noise = torch.empty((images.numel() + 3) // 4, dtype=torch.int64, device=images.device)
    noise.random_(-(2**63), None, generator=generator)  # all 64 bits
    levels = noise.view(torch.int16)[: images.numel()].view(images.shape) * (255 / 2**16) + 127.5  # in [0, 255)
    return (levels < images).float()


def likelihood_input(
    model: VAE,
    images: Tensor,
    generator: torch.Generator | None = None,
    draw: Callable[[Tensor, torch.Generator | None], Tensor] = binarise,
) -> Tensor:
    """What this model's likelihood scores: bytes binarised by `draw`, or bytes / 255; uint8 -> float (N, C, H, W)."""
    return draw(images, generator) if model.likelihood.binary else images.float() / 255


def scored_pixels(model: VAE) -> str:
    """What `likelihood_input` makes of the images, in words for a record."""
    if model.likelihood.binary:
        return "dynamically binarised"
    return "grey" if model.config.image_shape[0] == 1 else "colour"
