"""A model's parts and figures in plain words, for the Model page."""

from __future__ import annotations

from vae_core.config import PRIORS, ModelConfig
from vae_core.prior import DEFAULT_COMPONENTS

MEANING = {  # of a figure; {prior} is what PRIORS calls it
    "-ELBO": "Upper bound on -log p(x): distortion plus rate. Lower is better.",
    "distortion -log p(x|z)": "What the picture still costs once z is known.",
    "rate KL(q(z|x) || p(z))": "What z itself costs: what it tells about the image. p(z) is the {prior}.",
    "gap KL(q(z) || p(z))": "How far the codes of all images together are from the {prior}. 0: samples look like data.",
    "-log p(x)": "Importance-weighted bound with K draws: closer to the likelihood than the ELBO.",
    "active units": "Dimensions whose posterior mean varies over the test set by more than 0.01 (variance).",
}
MADE_OF = {  # a prior that is not N(0, I), with the number of its components
    "diagonal": "a learned mean and variance in every dimension",
    "mixture": "{} learned normals",
    "vamp": "the posteriors of {} learned images, mixed",
    "flow": "N(0, I) taken through {} learned couplings",
}
BODIES = {"mlp": "residual MLP", "conv": "residual convolutional network"}


def prior(config: ModelConfig) -> str:
    """What the prior is and, where it is not N(0, I), what it is made of."""
    named = PRIORS[config.prior]
    if config.prior == "standard":
        return named
    return f"{named} ({MADE_OF[config.prior].format(config.components or DEFAULT_COMPONENTS.get(config.prior))})"
