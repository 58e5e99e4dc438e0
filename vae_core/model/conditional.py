"""The conditional VAE: p(x|z, y) and q(z|x, y) of an image whose class y is given, with p(z) = N(0, I) for every class.

Sohn, Lee and Yan, "Learning Structured Output Representation using Deep Conditional Generative Models" (2015). Theirs
learns p(z|y); here z has one prior for all classes, so that a style drawn once may be read in any class. The flat z is
the style, then a weight for every class: a one for the class, or a blend.

Axes: N images, D numbers of the style, K classes, C H W.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy, one_hot

from vae_core.fault import Fault
from vae_core.model.posterior import Posterior, kl_to_standard_normal
from vae_core.model.vae import VAE

CERTAIN_LOGVAR = -20.0  # of a class weight that is given: a sigma of 5e-5, which no picture shows
LEAST = 1e-7  # of a probability whose logarithm is taken: less is no difference in single precision


class ConditionalVAE(VAE):
    """A VAE whose encoder and decoder are told the class.

    `given(labels)` has the methods of a plain VAE over the style alone: bounds and training ask no more.

    Example:
        >>> from vae_core.model.config import ModelConfig
        >>> config = ModelConfig(latent_dim=2, hidden=8, depth=1, family="conditional", classes=10)
        >>> model = ConditionalVAE(config).eval()
        >>> mu, logvar = model.encode(torch.zeros(3, 1, 28, 28), torch.tensor([3, 1, 4]))
        >>> tuple(mu.shape), mu[:, 2:].argmax(1).tolist(), tuple(model.decode(mu).shape)
        ((3, 12), [3, 1, 4], (3, 1, 28, 28))
    """

    def given(self, labels: Tensor | None) -> Given:
        """The model of images of these classes, int (N,).

        Raises:
            ValueError: if there are none.
        """
        if labels is None:
            raise Fault("a conditional model needs the classes of the images")
        return Given(self, one_hot(labels.to(self.device).long(), self.config.classes).float())

    def posterior(self, x: Tensor) -> Posterior:
        """Raises ValueError: without the class there is no q(z|x, y). Ask `given(labels)`."""
        return self.given(None).posterior(x)

    def sample(self, count: int, generator: torch.Generator | None = None) -> Tensor:
        """Flat codes from p(z) p(y), every class as likely as another, (count, D + K)."""
        z = self.prior.sample(count, generator)
        where = generator.device if generator else z.device
        return self.given(torch.randint(self.config.classes, (count,), generator=generator, device=where)).flat(z)

    @torch.no_grad()
    def classify(self, images: Tensor) -> Tensor:
        """The class of each image with the least cross-entropy plus KL, at the mean of q(z|x, y); (N,).

        With a Bernoulli likelihood that is the bound, grey pixels being taken as probabilities so that no draw decides;
        another likelihood is judged by the same sum, which knows no sigma. web/engine/given_class.js is the twin.
        """
        return torch.stack([self._bound(images, k) for k in range(self.config.classes)], 1).argmax(1)

    def _bound(self, images: Tensor, k: int) -> Tensor:
        of = self.given(torch.full((len(images),), k))
        mu, logvar = of.posterior(images).gaussian()
        means = torch.sigmoid(of.logits(mu)).clamp(LEAST, 1 - LEAST)
        entropy = binary_cross_entropy(means, images, reduction="none").flatten(1).sum(1)
        return -entropy - kl_to_standard_normal(mu, logvar).sum(1)

    def _codes(self, images: Tensor, labels: Tensor | None) -> tuple[Tensor, Tensor]:
        of = self.given(self.classify(images) if labels is None else labels)
        mu, logvar = of.posterior(images).gaussian()
        certain = torch.full((len(mu), self.config.classes), CERTAIN_LOGVAR, device=mu.device)
        return of.flat(mu), torch.cat([logvar, certain], 1)


class Given:
    """A conditional model of images whose classes are known: what a bound asks of a VAE, over the style alone."""

    def __init__(self, model: ConditionalVAE, weights: Tensor) -> None:
        """The model, and the weights of the classes of every image, (N, K)."""
        self.model, self.weights = model, weights
        self.config, self.prior, self.likelihood = model.config, model.prior, model.likelihood
        self.device, self.posterior_of = model.device, model.posterior_of

    def encoder(self, x: Tensor) -> Tensor:
        """As the encoder of a plain VAE: (N, C, H, W) -> (N, 2 D)."""
        return self.model.encoder(self._told(x))

    def features(self, x: Tensor) -> Tensor:
        """As `VAE.features`: (N, C, H, W) -> (N, F)."""
        return self.model.features(self._told(x))

    def posterior(self, x: Tensor) -> Posterior:
        """q(z|x, y) of every image, (N, C, H, W)."""
        return self.posterior_of(self.encoder(x).float())

    def logits(self, z: Tensor) -> Tensor:
        """Logits of the pixel means at styles, (N, D) or K blocks of N, (K N, D)."""
        return self.model.logits(self.flat(z))

    def _told(self, x: Tensor) -> Tensor:
        return torch.cat([x.flatten(1), self.weights], 1)

    def flat(self, z: Tensor) -> Tensor:
        """Styles with the weights of their class: (N, D), or K blocks of N, -> (..., D + K)."""
        return torch.cat([z, self.weights.repeat(len(z) // max(1, len(self.weights)), 1)], 1)
