"""beta-TCVAE: a loss that weighs one of the three parts of the KL, the total correlation of the aggregate posterior.

Chen, Li, Grosse and Duvenaud, "Isolating Sources of Disentanglement in Variational Autoencoders" (2018),
https://arxiv.org/abs/1802.04942: equation 2, estimated by minibatch-stratified sampling (appendix C.2), which is
right on average over batches drawn without replacement. Three departures: the weight that the appendix gives to one
other image is shared by all of them, which keeps the mean and takes noise away; the KL itself is exact, only the total
correlation estimated; and what beta is above 1 weighs the total correlation, so that warm-up raises the KL first.

Axes: N images in a batch, P images in all, D latent dimensions.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from vae_core.model.objective import elbo_terms, training_loss
from vae_core.model.vae import VAE

LOG_2PI = math.log(2 * math.pi)


def log_stratified_weights(batch: int, images: int) -> Tensor:
    """Logarithms of how image j counts in the estimate of q(z) at a draw from image i, (N, N); the weights sum to 1.

    The image of the draw counts once among all P; each of the others in the batch stands for (P - 1) / (N - 1) images.
    Counting all alike would be biased: the draw is near its own image.

    Args:
        batch: N, at least 2.
        images: P, at least N.
    """
    weights = torch.full((batch, batch), (images - 1) / (images * (batch - 1)))
    return weights.fill_diagonal_(1 / images).log()


def total_correlation(z: Tensor, mu: Tensor, logvar: Tensor, log_weights: Tensor) -> Tensor:
    """log q(z) - sum over d of log q(z_d) at draws from the posteriors of a batch, in nats, (N,).

    Args:
        z: draws, (N, D), row i from the posterior of image i.
        mu: means, (N, D).
        logvar: log-variances, (N, D).
        log_weights: from `log_stratified_weights`, (N, N).
    """
    pairs = -0.5 * ((z[:, None] - mu) ** 2 * torch.exp(-logvar) + logvar + LOG_2PI)  # (N, N, D): draw, posterior
    joint = torch.logsumexp(log_weights + pairs.sum(2), 1)
    return joint - torch.logsumexp(log_weights[:, :, None] + pairs, 1).sum(1)


class TotalCorrelationLoss(nn.Module):
    """The loss of a batch, in the place of `TrainingLoss`."""

    def __init__(self, model: VAE, batch: int, images: int) -> None:
        super().__init__()
        self.model = model
        self.register_buffer("log_weights", log_stratified_weights(batch, images), persistent=False)

    def forward(
        self, x: Tensor, noise: Tensor, beta: float, free_bits: float, labels: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """The loss and the mean ELBO at beta 1, in nats per image; what is given is as in `TrainingLoss`."""
        q = self.model.posterior(x)
        terms = elbo_terms(self.model, x, noise=noise[0], q=q)
        above = total_correlation(terms.z, q.mu, q.logvar, self.log_weights).mean()
        loss = training_loss(terms, min(beta, 1.0), free_bits) + max(beta - 1.0, 0.0) * above
        return loss, terms.elbo.detach().mean()
