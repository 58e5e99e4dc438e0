"""The VAE-GAN: a decoder that a critic holds to the look of real images, beside a plain one at the very same codes.

Larsen, Sonderby, Larochelle and Winther, "Autoencoding beyond pixels using a learned similarity metric" (2016),
https://arxiv.org/abs/1512.09300. One encoder, two decoders: the twin, which with the encoder is a plain VAE, and one
that learns from the critic. The flat z ends with a blend of the two, from 0, the twin, to 1. Its pictures have no
likelihood: the critic says how real one looks, and nothing says how probable it is.

Axes: N images, D latent dimensions, C H W.
"""

from __future__ import annotations

import copy

import torch
from torch import Tensor

from vae_core.model.config import ModelConfig
from vae_core.model.networks import CRITIC_FEATURES, build_critic, build_decoder
from vae_core.model.objective import ElboTerms
from vae_core.model.posterior import kl_to_standard_normal
from vae_core.model.vae import VAE

CERTAIN_LOGVAR = -20.0  # of the blend, which nobody infers
PERCENTS = 101  # of held-out images whose scores are kept, from the least to the highest
LEAST = 1e-7  # of a pixel's mean whose logit is taken: less is no difference in single precision


class AdversarialVAE(VAE):
    """A VAE with a second decoder, and a critic that scores pictures.

    Example:
        >>> config = ModelConfig(latent_dim=2, hidden=4, depth=0, network="conv", family="adversarial")
        >>> model = AdversarialVAE(config).eval()
        >>> mu, _ = model.encode(torch.zeros(3, 1, 28, 28))
        >>> tuple(mu.shape), tuple(model.decode(mu).shape), tuple(model.realness(model.decode(mu)).shape)
        ((3, 3), (3, 1, 28, 28), (3,))
    """

    has_likelihood = False

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config)
        self.twin = build_decoder(config)
        self.critic = build_critic(config)
        self.at = 1.0  # the blend of codes that have none of their own: 1, the adversarial decoder
        self.register_buffer("held_out_scores", torch.linspace(-1, 1, PERCENTS))

    def as_twin(self) -> AdversarialVAE:
        """The same model, whose codes are drawn by the twin unless they say otherwise."""
        twin = copy.copy(self)
        twin.at = 0.0
        return twin

    def flat(self, z: Tensor) -> Tensor:
        """Codes with the blend beside them: (N, D) -> (N, D + 1)."""
        return torch.cat([z, z.new_full((len(z), 1), self.at)], 1)

    def sample(self, count: int, generator: torch.Generator | None = None) -> Tensor:
        """Flat codes drawn from the prior, (count, D + 1)."""
        return self.flat(self.prior.sample(count, generator))

    def logits(self, z: Tensor) -> Tensor:
        """Logits of the blended pixel means, (N, D + 1), or (N, D) without a blend, -> (N, C, H, W)."""
        z = z if z.shape[1] > self.config.latent_dim else self.flat(z)
        z, blend = z[:, : (D := self.config.latent_dim)], z[:, D:].clamp(0, 1)
        own, twin = torch.sigmoid(self.decoder(z).float()), torch.sigmoid(self.twin(z).float())
        return torch.logit(twin + blend[:, :, None, None] * (own - twin), LEAST)

    def terms(self, x: Tensor, generator: torch.Generator | None = None, noise: Tensor | None = None) -> ElboTerms:
        """The bound of the twin, by which encoder and twin learn; it is none of the adversarial decoder."""
        q = self.posterior(x)
        z, _ = q.draw(generator, noise)
        kl_per_dim = kl_to_standard_normal(*q)
        recon = self.likelihood.log_prob(x, self.twin(z).float())
        return ElboTerms(recon, kl_per_dim.sum(1), kl_per_dim, z)

    def judged(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """What the critic sees of pictures in [0, 1], (N, F), and its score of each, (N,): the higher the more real."""
        seen = self.critic[:CRITIC_FEATURES](pictures)
        return seen.flatten(1).float(), self.critic[CRITIC_FEATURES:](seen).float()[:, 0]

    @torch.no_grad()
    def realness(self, pictures: Tensor) -> Tensor:
        """Share of held-out real images that the critic scores lower than each picture, (N, C, H, W) -> (N,)."""
        scores = self.judged(pictures)[1].contiguous()
        return torch.searchsorted(self.held_out_scores, scores) / PERCENTS

    @torch.no_grad()
    def calibrate(self, images: Tensor) -> None:
        """Keeps what the critic's scores of held-out images are, uint8, (N, C, H, W)."""
        scores = torch.cat([self.judged(part.float() / 255)[1] for part in images.split(1000)])
        self.held_out_scores.copy_(scores.quantile(torch.linspace(0, 1, PERCENTS, device=scores.device)))

    def _codes(self, images: Tensor, labels: Tensor | None) -> tuple[Tensor, Tensor]:
        mu, logvar = self.posterior(images).gaussian()
        return self.flat(mu), torch.cat([logvar, torch.full_like(logvar[:, :1], CERTAIN_LOGVAR)], 1)
