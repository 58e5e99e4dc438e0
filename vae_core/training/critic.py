"""FactorVAE: a critic tells codes from codes whose dimensions were shuffled; the model makes that hard.

Kim and Mnih, "Disentangling by Factorising" (2018), https://arxiv.org/abs/1802.05983, algorithm 2. The log odds of a
critic that does its best are the log ratio of q(z) and the product of its marginals, whose mean is the total
correlation. Departures: shuffled are the codes of the same batch, not of a second one; and the critic is smaller and
learns faster than the published one of six layers of 1,000 units, for trainings of minutes.

Axes: N images, D latent dimensions.
"""

from __future__ import annotations

import itertools

import torch
from torch import Tensor, nn
from torch.nn.functional import softplus

from vae_core.model.objective import elbo_terms, training_loss
from vae_core.model.vae import VAE

WIDTH, LAYERS = 128, 3
LR, MOMENTA = 1e-3, (0.5, 0.9)  # of Adam: the momenta are the paper's


def build_critic(latent_dim: int) -> nn.Sequential:
    """Codes (N, D) -> log odds that they are no shuffled ones, (N, 1)."""
    widths = [latent_dim, *[WIDTH] * LAYERS]
    layers = itertools.chain.from_iterable((nn.Linear(a, b), nn.LeakyReLU(0.2)) for a, b in itertools.pairwise(widths))
    return nn.Sequential(*layers, nn.Linear(WIDTH, 1))


def shuffled(z: Tensor, noise: Tensor) -> Tensor:
    """Each dimension of some codes in an order of its own, that of the noise, (N, D) and (N, D) -> (N, D)."""
    return z.gather(0, noise.argsort(0))


class CriticLoss(nn.Module):
    """The loss of a batch, in the place of `TrainingLoss`, and a critic that learns after each step of the model."""

    def __init__(self, model: VAE, gamma: float) -> None:
        super().__init__()
        self.model, self.gamma = model, gamma
        self.critic = build_critic(model.config.latent_dim).to(model.device)
        self.optimiser = torch.optim.Adam(self.critic.parameters(), LR, MOMENTA)
        self.seen: tuple[Tensor, Tensor] | None = None  # codes of the last batch, and the same shuffled

    @property
    def parts(self) -> dict:
        """What a run that is to be resumed keeps beside the model."""
        return {"critic": self.critic, "critic_optimiser": self.optimiser}

    def forward(
        self, x: Tensor, noise: Tensor, beta: float, free_bits: float, labels: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """The loss and the mean ELBO at beta 1, in nats per image; what is given is as in `TrainingLoss`."""
        terms = elbo_terms(self.model, x, noise=noise[0])
        self.seen = (codes := terms.z.detach()), shuffled(codes, noise[1])
        loss = training_loss(terms, beta, free_bits) + self.gamma * self.critic(terms.z).mean()
        return loss, terms.elbo.detach().mean()

    def learn(self) -> None:
        """One step of the critic on the codes of the last batch."""
        codes, mixed = self.seen
        wrong = softplus(-self.critic(codes)) + softplus(self.critic(mixed))
        self.optimiser.zero_grad(set_to_none=True)
        wrong.mean().backward()
        self.optimiser.step()
