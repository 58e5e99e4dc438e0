"""A model's parts and figures in plain words, for the Model page."""

from __future__ import annotations

from typing import Any

from vae_core.model.config import PRIORS, ModelConfig
from vae_core.model.prior import DEFAULT_COMPONENTS

MEANING = {  # of a figure; {prior} is what PRIORS calls it
    "-ELBO": "An upper bound on -log p(x): distortion plus rate, at beta 1. Lower is better.",
    "-log p(x)": "The importance-weighted bound with K draws an image: lower than -ELBO, and still higher than -log "
    "p(x). Where few of the draws count, more of them would lower it.",
    "-log p(x), reference": "The same bound, once, with many more draws: it shows what K still hides.",
    "-ELBO of the same images": "-ELBO over the few images that -log p(x) is measured on, at the same pixels and "
    "draws.",
    "distortion -log p(x|z)": "What the picture still costs once z is known.",
    "rate KL(q(z|x) || p(z))": "What z itself costs: what it tells about the image, plus how far the codes of all "
    "images together lie from the {prior}.",
    "information I(x; z)": "What z tells about which of these images it came from: a lower bound on what it tells "
    "about images at large, and never more than the logarithm of their number. The rate is an upper bound. At its "
    "ceiling it says only that z tells all these images apart.",
    "gap KL(q(z) || p(z))": "How far the codes of all images together lie from the {prior}: the rest of the rate. It "
    "falls as more images are taken, so it reads high; where their number does not settle it, it is left out. A "
    "small gap is necessary for samples to look like data, and not enough: a model whose z says nothing has none.",
    "active units": "Dimensions whose posterior mean varies over the images by more than 0.01 (variance). Nothing in "
    "it is drawn.",
    "calibration error of grey pixels": "Of the pixels that the decoder gives p, a share p should be on. The mean "
    "difference, over pixels given 5 % to 95 %. 0 is best.",
    "calibration error of fresh pixels": "The same probabilities against a new binarisation of the image. It is larger "
    "where z remembers which pixels happened to be on: the picture is then surer than the image.",
    "Fréchet distance of prior samples": "How far pictures decoded from the {prior} are from test images, in the "
    "features of a classifier. Lower is better; compare it with the distance of training images.",
    "Fréchet distance of reconstructions": "The same for test images encoded, drawn from q(z|x) and decoded.",
    "Fréchet distance of training images": "The same for real images that no decoder has touched: as near as can be "
    "hoped for.",
}
ORDER = {name: place for place, name in enumerate(MEANING)}  # on the page
MADE_OF = {  # a prior that is not N(0, I), with the number of its components
    "diagonal": "a learned mean and variance in every dimension",
    "mixture": "{} learned normals",
    "vamp": "the posteriors of {} learned images, mixed",
    "flow": "N(0, I) taken through {} learned couplings",
}
BODIES = {"mlp": "residual MLP", "conv": "residual convolutional network"}
DIMENSIONS = (
    "Dark: what z_d tells of the image (mutual information). The whole bar: its mean distance from the prior's own "
    "marginal, KL(q(z_d|x) || p(z_d)). What is light is mismatch: codes that lie elsewhere than the prior says. "
    "Hatched: collapsed, q(z_d|x) is the prior for almost every image."
)


def prior(config: ModelConfig) -> str:
    """What the prior is and, where it is not N(0, I), what it is made of."""
    named = PRIORS[config.prior]
    if config.prior == "standard":
        return named
    return f"{named} ({MADE_OF[config.prior].format(config.components or DEFAULT_COMPONENTS.get(config.prior))})"


def value(figure: dict[str, Any]) -> str:
    """A figure's number and its spread, with as many digits as the spread leaves certain, three at most."""
    if "dimensions" in figure["unit"]:
        return f"{figure['value']:.0f}"
    if abs(figure["value"]) >= 1e7:
        return f"{figure['value']:.3g}"
    spread = figure.get("spread")
    digits = 3 if figure["unit"] == "of 1" or (spread is not None and spread < 0.005) else 2
    error = "" if spread is None else f" ± {spread:.{digits}f}" if spread >= 0.0005 else " ± <0.001"
    return f"{figure['value']:.{digits}f}{error}"


def made(figure: dict[str, Any]) -> str:
    """In a line under the number: unit, bound, how much of its sample counts, images."""
    parts = [figure["unit"]] if figure["unit"] != "of 1" else []
    parts += [figure["bound"]] if figure["bound"] else []
    parts += [_with(figure, "effective_samples", f"{{:.0f}} of {figure.get('samples', 0):,} draws count")]
    parts += [_with(figure, "ceiling", "at most {:.2f}")]
    parts += [f"{figure['images']:,} images"]
    return " · ".join(part for part in parts if part)


def how(figure: dict[str, Any], named_prior: str) -> str:
    """What it means, and how it was made."""
    meaning = MEANING.get(figure["name"], "").format(prior=named_prior)
    draws = f", {figure['samples']:,} draw(s) from q(z|x) each" if figure.get("samples") else ""
    seeds = figure.get("seeds", 1)
    sentences = [meaning, f"{figure['data']}: {figure['images']:,} images, {figure['pixels']}{draws}."]
    if seeds > 1:
        sentences.append(f"The mean of {seeds} binarisations and draws; ±: standard deviation from one to another.")
    sentences.append(_with(figure, "std_error", "Standard error of the mean over images: {:.2f}."))
    sentences.append(f"Features: {figure['features']}." if figure.get("features") else "")
    return " ".join(sentence for sentence in sentences if sentence)


def dimensions(latent_dim: int) -> str:
    """ "1 latent dimension", "16 latent dimensions"."""
    return f"{latent_dim} latent dimension{'s' * (latent_dim != 1)}"


def _with(figure: dict[str, Any], field: str, words: str) -> str:
    number = figure.get(field)
    return "" if number is None else words.format(number)
