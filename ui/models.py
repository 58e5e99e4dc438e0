"""The cards from which a visitor chooses a model: a small picture, plain words, what it is good for."""

from __future__ import annotations

from urllib.parse import quote

from ui.words import has_text, text
from vae_core.store.folder import CheckpointError, list_models, load_config
from vae_core.store.thumbnail import thumbnail_version

FIRST = (
    "mnist-2d",
    "mnist-16d",
    "mnist-conv",
    "mnist-flow",
    "mnist-cvae",
    "mnist-m2",
    "mnist-ebm",
    "digits-2d",
)  # cards in order; others follow


def cards() -> list[dict[str, str | None]]:
    """Name, title, line and address of the picture of every model, the shipped ones first."""
    names = list_models()
    known = [name for name in FIRST if name in names]
    return [_card(name) for name in [*known, *(name for name in names if name not in known)]]


def _card(name: str) -> dict[str, str | None]:
    version = thumbnail_version(name)
    picture = None if version is None else f"thumbnails/{quote(name, safe='')}.png?{version}"
    line = text(f"models.line_{name}") if has_text(f"models.line_{name}") else _numbers(name)
    return {"name": name, "title": title_of(name), "line": line, "picture": picture}


def title_of(name: str) -> str:
    """What a model is called: the title of its card."""
    return text(f"models.title_{name}") if has_text(f"models.title_{name}") else name


def _numbers(name: str) -> str:
    try:
        return text("models.numbers", n=load_config(name).latent_dim)
    except CheckpointError:
        return text("models.damaged")
