"""The choices of the Train page beside the images: network, latent size, prior, recipe."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import streamlit as st

from ui.train.images import Images
from ui.train.kept import kept
from ui.words import text
from vae_core.model import config
from vae_core.training import recipes
from vae_core.training.recipes import TRAINING, usual_latent_dim, usual_of

NETWORKS = ("small", "mlp", "conv")
PRIORS = tuple(config.PRIORS)
POSTERIORS = config.POSTERIORS
FAMILIES = config.FAMILIES
OBJECTIVES = recipes.OBJECTIVES
LIKELIHOODS = ("usual", *config.LIKELIHOODS)
CLASSIFIERS = config.NETWORKS
MOST_OF_AN_MLP = 32  # pixels a side: its first layer has a weight for each of them and each hidden unit
SIZES = ("own", 8, 16, 28, 32, 48, 64, 96, 128)  # pixels a side
USUAL_LABELS, MOST_LABELS = 100, 100_000
MOST_SHIFT, MOST_TURN, MOST_SHARPNESS = 4, 45.0, 10.0
MOST_DIMENSIONS, MOST_EPOCHS, MOST_BETA, MOST_GAMMA, LARGEST_SEED = 64, 2000, 20.0, 100.0, 10**6


def choose_settings(images: Images) -> tuple[str, dict[str, Any]]:
    """Draws the widgets; the recipe, and what was chosen beside it: options of `Experiment` by name."""
    left, right = st.columns([1.25, 1])
    usual_network = "small" if images.kind == "digits" else "conv" if images.shape()[1] > MOST_OF_AN_MLP else "mlp"
    with left:
        recipe = _network(f"train-network-{usual_network}", usual_network)
    with right:
        place = st.empty()  # what the family has usually comes once the family is chosen
    options: dict[str, Any] = {}
    left, right = st.columns([1.25, 1])
    with left:
        options["family"] = _family()
    with place:
        options |= _latent_dim(options["family"], recipe, images.shape()[0])
    with right:
        options["prior"] = _prior()
    if options["family"] in config.INFERRING:
        options |= _few_labels()
    left, right = st.columns(2)
    with left:
        options["beta"] = _number("beta", kept("train-beta", 1.0), 0.0, MOST_BETA, step=0.5)
    with right:  # a key per network: each keeps its own number
        key = kept(f"train-epochs-{recipe}", TRAINING[recipe].epochs)
        options["epochs"] = _number("epochs", key, 1, MOST_EPOCHS)
    with st.expander(text("train.more")):
        options |= _more(recipe)
        options |= _objective() if options["family"] == "plain" else {}
    usual = {
        "image_size": None,
        "family": "plain",
        "prior": "standard",
        "posterior": "diagonal",
        "likelihood": "usual",
        "classifier": CLASSIFIERS[0],
        **asdict(TRAINING[recipe]),
    }
    return recipe, {name: value for name, value in options.items() if value != usual.get(name)}


def _more(recipe: str) -> dict[str, Any]:
    """What few visitors change."""
    options: dict[str, Any] = {"posterior": _posterior(), "likelihood": _likelihood(), "image_size": _image_size()}
    left, right = st.columns(2)
    with left:
        key = kept(f"train-lr-{recipe}", TRAINING[recipe].lr)
        options["lr"] = _number("lr", key, 1e-5, 1.0, step=1e-4, format="%.4g")
    with right:
        options["seed"] = _number("seed", kept("train-seed", 0), 0, LARGEST_SEED)
    return options


def _objective() -> dict[str, Any]:
    """What beta weighs; of a critic's objective, its own weight."""
    left, right = st.columns(2)
    with left:
        key = kept("train-objective", "elbo")
        chosen = {"objective": _one_of("objective", OBJECTIVES, lambda name: text(f"train.objective_{name}"), key)}
    with right:
        if chosen["objective"] == "factor":
            chosen["gamma"] = _number("gamma", kept("train-gamma", 6.4), 0.0, MOST_GAMMA, step=0.1)
    return chosen


def _network(key: str, usual: str) -> str:
    return _one_of("network", NETWORKS, lambda name: text(f"train.network_{name}"), kept(key, usual))


def _family() -> str:
    return _one_of("family", FAMILIES, lambda name: text(f"train.family_{name}"), kept("train-family", "plain"))


def _few_labels() -> dict[str, Any]:
    """What a model that infers the class is told, by which network it infers it, and what leaves the class as it is."""
    left, right = st.columns(2)
    with left:
        options = {"labels": _number("labels", kept("train-labels", USUAL_LABELS), 0, MOST_LABELS, step=10)}
    with right:
        options["classifier"] = _classifier()
    left, right = st.columns(2)
    with left:
        options["shifts"] = _number("shifts", kept("train-shifts", 0), 0, MOST_SHIFT)
    with right:
        options["turns"] = _number("turns", kept("train-turns", 0.0), 0.0, MOST_TURN, step=1.0, format="%.0f")
    if options["shifts"] or options["turns"]:  # it is of what a moved image is taught
        key = kept("train-sharpness", 1.0)
        options["sharpness"] = _number("sharpness", key, 1.0, MOST_SHARPNESS, step=0.5, format="%.1f")
    return options


def _classifier() -> str:
    key = kept("train-classifier", CLASSIFIERS[0])
    return _one_of("classifier", CLASSIFIERS, lambda name: text(f"train.classifier_{name}"), key)


def _prior() -> str:
    return _one_of("prior", PRIORS, lambda name: text(f"train.prior_{name}"), kept("train-prior", "standard"))


def _posterior() -> str:
    key = kept("train-posterior", "diagonal")
    return _one_of("posterior", POSTERIORS, lambda name: text(f"train.posterior_{name}"), key)


def _likelihood() -> str:
    key = kept("train-likelihood", "usual")
    return _one_of("likelihood", LIKELIHOODS, lambda name: text(f"train.likelihood_{name}"), key)


def _image_size() -> int | None:
    size = _one_of("image_size", SIZES, _size, kept("train-image-size", SIZES[0]))
    return None if size == SIZES[0] else size


def _size(size: int | str) -> str:
    return text("train.image_size_own") if size == SIZES[0] else text("train.image_size_of", n=size)


def _latent_dim(family: str, recipe: str, channels: int) -> dict[str, int]:
    """A key for each usual number: each keeps its own. Levels on maps have a number at every place of their map."""
    if family == "nvae" and recipe == "conv":
        st.caption(text("train.on_maps"))
        return {}
    of_family, of_images = usual_of(family).get("latent_dim"), "" if channels == 1 else "-colour"
    key = kept("train-latent" + (f"-{family}" if of_family else of_images), of_family or usual_latent_dim(channels))
    return {"latent_dim": _number("latent_dim", key, 1, MOST_DIMENSIONS)}


def _one_of(name: str, options: tuple, title: Any, key: str) -> Any:
    field, hint = text(f"train.field_{name}"), text(f"train.help_{name}")
    return st.selectbox(field, options, format_func=title, key=key, help=hint)


def _number(name: str, key: str, least: Any, most: Any, **look: Any) -> Any:
    """A number of the type of its limits."""
    field, hint = text(f"train.field_{name}"), text(f"train.help_{name}")
    return type(least)(st.number_input(field, least, most, key=key, help=hint, **look))
