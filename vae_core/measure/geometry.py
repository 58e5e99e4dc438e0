"""What pictures are compared by: the geometry that a decoder gives its latent space.

Everything is measured through an *embedding*: a function from codes (N, D) to points (N, P) whose Euclidean
distance says how different two pictures are. `pixel_embedding` compares pixel means; `fisher_rao_embedding`
compares the Bernoullis they stand for. Any other callable (a feature network, a test surface) works as well.

Source: G. Arvanitidis et al., "Pulling back information geometry" (AISTATS 2022, arXiv 2106.05367). Departure: where
that paper sums KL divergences along a curve, we use that product Bernoullis are flat in the angles 2 arcsin sqrt(p),
so that the Fisher-Rao distance is Euclidean and exact, and no logarithm of a saturated pixel is ever taken.
"""

from collections.abc import Callable

import torch
from torch import Tensor

from vae_core.model.held import Held
from vae_core.model.vae import VAE

Embedding = Callable[[Tensor], Tensor]  # (N, D) -> (N, ...), differentiable


def picture_embedding(model: VAE | Held) -> Embedding:
    """What pictures of a model are compared by: Fisher-Rao angles of a Bernoulli decoder, else pixel means."""
    return fisher_rao_embedding(model.logits) if _in_nats(model) else pixel_embedding(model.logits)


def unit_of(model: VAE | Held) -> str:
    """Unit of the distances between pictures of a model, as `picture_embedding` measures them."""
    return "√nats" if _in_nats(model) else "pixel values"


def _in_nats(model: VAE | Held) -> bool:
    return model.has_likelihood and model.config.likelihood == "bernoulli"


def pixel_embedding(logits: Embedding) -> Embedding:
    """Pixel means in [0, 1], (N, D) -> (N, P), from a decoder's logits (N, C, H, W).

    Example:
        >>> pixel_embedding(lambda z: z[:, :, None, None])(torch.zeros(1, 2)).tolist()
        [[0.5, 0.5]]
    """
    return lambda z: torch.sigmoid(logits(z)).flatten(1)


def fisher_rao_embedding(logits: Embedding) -> Embedding:
    """Angles 2 arcsin sqrt(p) in (0, pi), (N, D) -> (N, P), from the logits of a Bernoulli decoder.

    The pull-back of this embedding is J^T diag(p (1 - p)) J with J the Jacobian of the logits, and the squared
    distance of two pictures is, to second order, their KL(p || q) + KL(q || p) in nats. The angle is computed as
    pi / 2 + 2 arctan tanh(logit / 4), which is the same and keeps its gradient where p rounds to 0 or 1.
    """
    return lambda z: torch.pi / 2 + 2 * torch.atan(torch.tanh(logits(z).flatten(1) / 4))
