"""A figure of a model in words: what it is called, what it means, how it was made."""

from __future__ import annotations

import re
from typing import Any

from ui.stored_words import said
from ui.words import text
from vae_core.model.config import LIKELIHOODS
from vae_core.store.seeds import OverSeeds

KNOWN = {  # names in metrics.json and those of their texts, in the order of the page
    "-ELBO": "elbo",
    "-ELBO summed over classes": "elbo_summed",
    "-ELBO with the class inferred": "elbo_inferred",
    "gain from the class": "gain",
    "images whose class it tells": "right",
    "images whose class q(y|x) tells": "believed",
    "-ELBO per dimension": "elbo_bits",
    "-log p(x)": "bound",
    "-log p(x) per dimension": "bound_bits",
    "-log p(x), reference": "reference",
    "-ELBO of the same images": "elbo_same",
    "distortion -log p(x|z)": "distortion",
    "rate KL(q(z|x) || p(z))": "rate",
    "information I(x; z)": "information",
    "gap KL(q(z) || p(z))": "gap",
    "active units": "active",
    "log Z of the energy": "normaliser",
    "codes in use": "used",
    "perplexity of the codes": "perplexity",
    "MIG": "mig",
    "DCI disentanglement": "dci_disentanglement",
    "DCI completeness": "dci_completeness",
    "DCI informativeness": "dci_informativeness",
    "SAP": "sap",
    "calibration error of grey pixels": "calibration",
    "calibration error of fresh pixels": "calibration_fresh",
    "Fréchet distance of prior samples": "frechet_prior",
    "Fréchet distance of reconstructions": "frechet_reconstructions",
    "Fréchet distance of training images": "frechet_training",
    "Fréchet distance of prior samples, twin": "frechet_prior_twin",
    "Fréchet distance of reconstructions, twin": "frechet_reconstructions_twin",
    "squared error of reconstructions": "error",
    "squared error of reconstructions, twin": "error_twin",
}
OF_LEVEL = re.compile(r"rate of level (\d+)")  # 1 is the lowest
WEIGHTED = re.compile(r"IW-(\d+)")
LOW_MIG = 0.2
ORDER = {name: index for index, name in enumerate(KNOWN)}


def title(figure: dict[str, Any]) -> str:
    """What it is called: by us where we know it, else by its folder."""
    known = KNOWN.get(figure["name"])
    if level := OF_LEVEL.fullmatch(figure["name"]):
        return text("model.level_rate", n=int(level[1]))
    return text(f"model.figure_{known}") if known else figure["name"]


def value(figure: dict[str, Any]) -> str:
    """Its number and its spread, with as many digits as the spread leaves certain, three at most."""
    if "dimensions" in figure["unit"] or figure.get("name") == "codes in use":
        return f"{figure['value']:.0f}"
    if abs(figure["value"]) >= 1e7:
        return f"{figure['value']:.3g}"
    spread = figure.get("spread")
    digits = (
        4
        if figure.get("name", "").startswith("squared")
        else 3
        if figure["unit"] == "of 1" or (spread is not None and spread < 0.005)
        else 2
    )
    number = f"{figure['value']:.{digits}f}"
    if spread is None:
        return number
    return f"{number} ± {spread:.{digits}f}" if spread >= 0.0005 else f"{number} ± <0.001"


def made(figure: dict[str, Any], over: OverSeeds | None = None) -> str:
    """In a line under the number: over seeds, unit, bound, how much of its sample counts, images."""
    facts = [text("model.over_seeds", value=value(figure | over.as_figure()), n=over.trainings)] if over else []
    facts += [said(figure["unit"]) if figure["unit"] != "of 1" else text("model.unit_share"), _bound(figure)]
    if not figure["images"]:
        facts.append(text("model.of_draws", n=figure["samples"]))
    if (effective := figure.get("effective_samples")) is not None:
        facts.append(text("model.draws_count", effective=effective))
    if (ceiling := figure.get("ceiling")) is not None:
        facts.append(text("model.at_most", ceiling=ceiling))
    if figure["images"]:
        facts.append(text("model.images", n=figure["images"]))
    return " · ".join(fact for fact in facts if fact)


def _bound(figure: dict[str, Any]) -> str:
    """Of what it is a bound, in words; the two terms of -ELBO are none by themselves."""
    if found := WEIGHTED.fullmatch(figure["bound"]):
        return text("model.bound_weighted", n=int(found[1]))
    if figure["bound"] == "ELBO":
        return text("model.bound_elbo") if figure["name"].startswith("-ELBO") else ""
    return figure["bound"]


def explained(figure: dict[str, Any], over: OverSeeds | None = None) -> list[str]:
    """What it means, and how it was made, a sentence or a paragraph each."""
    known = KNOWN.get(figure["name"])
    parts = [text(f"model.meaning_{known}")] if known else []
    if known == "mig" and figure["value"] < LOW_MIG:
        parts += [text("model.mig_is_low")] if over else [text("model.mig_is_low"), text("model.one_training")]
    parts += [text("model.over_seeds_means", n=over.trainings)] if over else []
    parts += [text("model.level_rate_means")] if OF_LEVEL.fullmatch(figure["name"]) else []
    parts.append(_how(figure))
    if (likelihood := figure.get("likelihood")) in LIKELIHOODS:
        parts.append(text(f"model.how_likelihood_{likelihood}"))
    if (seeds := figure.get("seeds", 1)) > 1:
        parts.append(text("model.how_seeds", n=seeds))
    if (error := figure.get("std_error")) is not None:
        parts.append(text("model.how_std_error", error=error))
    if features := figure.get("features"):
        parts.append(text("model.how_features", features=said(features)))
    return parts


def _how(figure: dict[str, Any]) -> str:
    draws, data, pixels = figure.get("samples", 0), said(figure["data"]), said(figure["pixels"])
    if not figure["images"]:
        return text("model.how_of_prior", n=draws, data=data)
    images = text("model.images", n=figure["images"])
    if draws:
        return text("model.how_draws", n=draws, data=data, images=images, pixels=pixels)
    return text("model.how", data=data, images=images, pixels=pixels)
