"""The semi-supervised VAE called M2: p(x|z, y), q(z|x, y) and q(y|x) of images of which few have a class that is known.

Kingma, Rezende, Mohamed and Welling, "Semi-Supervised Learning with Deep Generative Models" (2014), equations 6 to 9,
https://arxiv.org/abs/1406.5298. Where the class is not known, the bound is summed over all classes, never drawn.
p(z) = N(0, I) and every class is as likely as another. With a class it is a conditional model, to the last number.

Axes: N images, D numbers of the style, K classes, C H W.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import linear

from vae_core.model.conditional import ConditionalVAE, Given
from vae_core.model.config import ModelConfig
from vae_core.model.networks import build_classifier
from vae_core.model.objective import ElboTerms
from vae_core.model.posterior import kl_to_standard_normal


class SemiSupervisedVAE(ConditionalVAE):
    """A conditional VAE that also infers the class: its classifier is q(y|x).

    `given(labels)` is a conditional model of images whose classes are known, `given(None)` one of images alone.

    Example:
        >>> config = ModelConfig(latent_dim=2, hidden=8, depth=1, family="semi-supervised", classes=10)
        >>> model = SemiSupervisedVAE(config).eval()
        >>> tuple(model.beliefs(torch.zeros(3, 1, 28, 28)).shape)
        (3, 10)
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__(config)
        self.classifier = build_classifier(config)

    def given(self, labels: Tensor | None) -> Given | Summed:
        """The model of images of these classes, int (N,), or of images whose classes nobody tells."""
        return Summed(self) if labels is None else super().given(labels)

    def log_beliefs(self, x: Tensor) -> Tensor:
        """log q(y|x) of every class, (N, C, H, W) -> (N, K)."""
        return self.classifier(x).float().log_softmax(1)

    @torch.no_grad()
    def beliefs(self, images: Tensor) -> Tensor:
        """q(y|x) of every class, (N, C, H, W) in [0, 1] -> (N, K)."""
        return self.log_beliefs(images).exp()

    @torch.no_grad()
    def classify(self, images: Tensor) -> Tensor:
        """The class of each image that q(y|x) holds likeliest, (N,)."""
        return self.log_beliefs(images).argmax(1)

    def by_class(self, x: Tensor, generator: torch.Generator | None = None, noise: Tensor | None = None) -> ByClass:
        """The two terms of the bound on log p(x|y) in every class, at one draw each from one noise for all classes.

        The pixels go through the encoder's first layer once: only what it adds for the class differs.
        """
        K, N = self.config.classes, len(x)
        first, pixels = self.encoder[1], x[0].numel()
        of_pixels = linear(x.flatten(1), first.weight[:, :pixels], first.bias)  # (N, H)
        hidden = of_pixels + first.weight[:, pixels:].T[:, None]  # (K, N, H)
        q = self.posterior_of(self.encoder[2:](hidden.flatten(0, 1)).float())
        if noise is None:
            noise = torch.randn((N, self.config.latent_dim), generator=generator, device=x.device)
        z, _ = q.draw(noise=noise.repeat(K, 1))
        weights = torch.eye(K, device=x.device).repeat_interleave(N, 0)
        logits = self.logits(torch.cat([z, weights], 1))
        recon = self.likelihood.log_prob(x.repeat(K, *[1] * (x.ndim - 1)), logits)
        return ByClass(recon.view(K, N).T, kl_to_standard_normal(*q).sum(1).view(K, N).T)


class ByClass(NamedTuple):
    """The terms of every image in every class, (N, K), in nats."""

    recon: Tensor
    kl: Tensor


class Summed:
    """A semi-supervised model of images whose classes nobody tells: what a bound asks of a VAE."""

    def __init__(self, model: SemiSupervisedVAE) -> None:
        """The model whose classes are summed over."""
        self.model, self.config, self.likelihood = model, model.config, model.likelihood

    def terms(self, x: Tensor, generator: torch.Generator | None = None, noise: Tensor | None = None) -> ElboTerms:
        """sum_y q(y|x) of the terms in every class, and KL(q(y|x) || p(y)) with the rest of the KL (equation 7)."""
        return summed(self.model.by_class(x, generator, noise), self.model.log_beliefs(x))


def summed(of: ByClass, log_beliefs: Tensor) -> ElboTerms:
    """The bound of images without a class: terms (N, K) and log q(y|x) (N, K) -> (N,).

    Example:
        >>> of = ByClass(torch.tensor([[-90.0, -100.0]]), torch.tensor([[20.0, 20.0]]))
        >>> summed(of, torch.tensor([[0.5, 0.5]]).log()).elbo
        tensor([-115.])
    """
    beliefs = log_beliefs.exp()
    of_class = (beliefs * log_beliefs).sum(1) + math.log(log_beliefs.shape[1])  # KL to p(y) = 1 / K
    return ElboTerms((beliefs * of.recon).sum(1), (beliefs * of.kl).sum(1) + of_class, None)
