"""The aggregate posterior q(z) = 1/N sum over images of q(z|x_n), and how far it lies from the prior.

Hoffman and Johnson, "ELBO surgery" (2016): the rate splits exactly into the information that z carries about which of
the N images it came from, at most log N nats, and the gap KL(q(z) || p(z)) that samples from the prior suffer from.
So the gap cannot fall below rate - log N: where z tells all N images apart it says only that N is small.

Axes: N images, D latent dimensions.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor

from vae_core.posterior import DiagonalPosterior, Posterior

ROWS = 256  # draws at once: 256 x 10,000 doubles are 20 MB
FLOW_ROWS = 16  # 16 x 2000 passes through a network 64 wide are 8 MB a layer


@torch.no_grad()
def aggregate_gap(
    q: Posterior, log_prior: Callable[[Tensor], Tensor], generator: torch.Generator | None = None
) -> Tensor:
    """log q(z_n) - log p(z_n) at one draw z_n ~ q(z|x_n) per image; its mean estimates KL(q(z) || p(z)), in nats.

    Args:
        q: the posteriors of N images, whose aggregate is q(z).
        log_prior: log p(z), (N, D) -> (N,).
        generator: source of the draws.

    Returns:
        (N,). O(N² D) time, memory linear in N: 3 s for 10,000 diagonal posteriors in 16-D on one core; 15 s for
        2,000 flows.
    """
    z, _ = q.draw(generator)
    if isinstance(q, DiagonalPosterior):
        log_q = [_log_of_diagonals(rows, q.mu, q.logvar) for rows in z.split(ROWS)]
    else:
        log_q = [q.log_prob(rows.unsqueeze(1)).logsumexp(1) - math.log(len(z)) for rows in z.split(FLOW_ROWS)]
    return torch.cat(log_q) - log_prior(z)


def _log_of_diagonals(z: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    # (z - mu)² / var as three matrix products, in double precision: the parts are larger than their sum
    z, mu, precision = z.double(), mu.double(), torch.exp(-logvar.double())
    squared = z.square() @ precision.T - 2 * z @ (mu * precision).T + (mu.square() * precision).sum(1)
    constant = (math.log(2 * math.pi) + logvar.double()).sum(1)
    return (torch.logsumexp(-0.5 * (squared + constant), 1) - math.log(len(mu))).float()
