"""The VAE: an encoder, a decoder, a prior, a posterior and a likelihood, composed.

Kingma and Welling, "Auto-Encoding Variational Bayes" (2014), https://arxiv.org/abs/1312.6114; at the same
time Rezende, Mohamed and Wierstra, "Stochastic Backpropagation" (2014), https://arxiv.org/abs/1401.4082.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from vae_core.model.config import ModelConfig
from vae_core.model.couplings import Couplings
from vae_core.model.likelihood import build_likelihood
from vae_core.model.networks import build_decoder, build_encoder
from vae_core.model.parts import Part
from vae_core.model.posterior import CONTEXT_DIM, COUPLINGS, HIDDEN, DiagonalPosterior, FlowPosterior, Posterior
from vae_core.model.prior import build_prior


class VAE(nn.Module):
    """A variational autoencoder.

    `encode` and `decode` are the two calls of a notebook: they check their input and keep no gradients.
    `posterior` and `logits` are the same computations for training.

    Example:
        >>> vae = VAE(ModelConfig(latent_dim=2, hidden=8, depth=1)).eval()
        >>> mu, logvar = vae.encode(torch.zeros(3, 1, 28, 28))
        >>> tuple(mu.shape), tuple(vae.decode(mu).shape)
        ((3, 2), (3, 1, 28, 28))
    """

    has_likelihood = True  # its decoded pictures

    def __init__(self, config: ModelConfig, encoder: nn.Module | None = None, decoder: nn.Module | None = None) -> None:
        """A network of ours, or the bodies of another's: images to (N, 2 D), z to logits (N, C, H, W)."""
        super().__init__()
        self.config = config
        self.folder: Path | None = None  # that it was loaded from
        self.encoder = encoder or build_encoder(config)
        self.decoder = decoder or build_decoder(config)
        self.likelihood = build_likelihood(config.likelihood)
        self.prior = build_prior(config, self.posterior)
        self.flow = None
        if config.posterior == "flow":
            self.flow = Couplings(config.latent_dim, COUPLINGS, HIDDEN, CONTEXT_DIM)

    @property
    def device(self) -> torch.device:
        """Where its weights are."""
        return next(self.parameters()).device

    @property
    def parts(self) -> tuple[Part, ...]:
        """What its flat z consists of."""
        return self.config.parts

    def given(self, labels: Tensor | None) -> VAE:
        """The model of images whose classes are known, (N,); the model itself where it takes no notice of them."""
        return self

    def flat(self, z: Tensor) -> Tensor:
        """The flat code of latent numbers, with what is given beside them: (N, D) -> (N, D)."""
        return z

    def sample(self, count: int, generator: torch.Generator | None = None) -> Tensor:
        """Flat codes drawn from the prior, (count, D)."""
        return self.prior.sample(count, generator)

    def posterior(self, x: Tensor) -> Posterior:
        """q(z|x) of every image, (N, C, H, W)."""
        return self.posterior_of(self.encoder(x).float())  # nats are in single precision under autocast too

    def posterior_of(self, encoded: Tensor) -> Posterior:
        """q(z|x) of what the encoder makes of the images, (N, 2 D), or (N, 2 D + H) for a flow."""
        mu, logvar, context = encoded.split((D := self.config.latent_dim, D, encoded.shape[1] - 2 * D), dim=1)
        diagonal = DiagonalPosterior(mu, logvar)
        return diagonal if self.flow is None else FlowPosterior(diagonal, self.flow, context)

    def features(self, x: Tensor) -> Tensor:
        """What the encoder's last layer is given; of an encoder that is no list, what it makes: images -> (N, F)."""
        body = self.encoder[:-2] if isinstance(self.encoder, nn.Sequential) else self.encoder  # the last bounds alone
        return body(x).float().flatten(1)

    def logits(self, z: Tensor) -> Tensor:
        """Logits of the pixel means, (N, D) -> (N, C, H, W)."""
        return self.decoder(z).float()

    def own_loss(self, x: Tensor) -> tuple[Tensor, Tensor] | None:
        """The loss of a batch and its mean ELBO, where a family learns by another than the bound alone; else None."""
        return None

    def calibrate(self, images: Tensor) -> None:
        """Keeps what a family must know of held-out images, uint8, (N, C, H, W); nothing here."""

    @torch.no_grad()
    def encode(self, images: Tensor, labels: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Mean and log-variance of q(z|x), or of a Gaussian near it where it is a flow: `FlowPosterior.gaussian`.

        Args:
            images: (N, C, H, W), float, in [0, 1].
            labels: their classes, (N,), of which a model without a class part takes no notice.

        Returns:
            Two tensors (N, D).

        Raises:
            ValueError: if the shape, the type or the range is another.
        """
        images = _floats(images, "images must be a float tensor in [0, 1]")
        expected = ", ".join(map(str, self.config.image_shape))
        if tuple(images.shape[1:]) != self.config.image_shape or images.ndim != 4:
            raise ValueError(f"images must have shape (N, {expected}); got {tuple(images.shape)}")
        if images.numel() and not (images.min() >= 0 and images.max() <= 1):
            raise ValueError(f"images must lie in [0, 1]; got {images.min():.3g} to {images.max():.3g}")
        return self._codes(images, labels)

    def _codes(self, images: Tensor, labels: Tensor | None) -> tuple[Tensor, Tensor]:
        return self.posterior(images).gaussian()

    @torch.no_grad()
    def decode(self, z: Tensor) -> Tensor:
        """Pixel means in [0, 1]; (N, D) -> (N, C, H, W).

        Raises:
            ValueError: if z has another shape or type, or holds a value that is not finite.
        """
        z = _floats(z, "z must be a float tensor")
        if z.ndim != 2 or z.shape[1] != self.config.code_length:
            raise ValueError(f"z must have shape (N, {self.config.code_length}); got {tuple(z.shape)}")
        if not torch.isfinite(z).all():
            raise ValueError("z must be finite; got NaN or infinity")
        return torch.sigmoid(self.logits(z))


def _floats(value: Tensor, demand: str) -> Tensor:
    if not isinstance(value, Tensor) or not value.is_floating_point():
        raise ValueError(f"{demand}; got {value.dtype if isinstance(value, Tensor) else type(value).__name__}")
    return value.float()
