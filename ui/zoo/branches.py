"""The branches of the family tree: what each adds to the plain VAE, the models that have it, and its price."""

from __future__ import annotations

from typing import Any

from ui.always_here import is_whole
from ui.models import cards
from ui.words import text
from ui.zoo.price import MIG, price
from vae_core.model.config import ModelConfig
from vae_core.model.parts import BLEND, CLASS, GRID, LEVEL, part_of_kind
from vae_core.store.folder import CheckpointError, load_config, load_metrics

ROOT = "plain"
ORDER = (
    ROOT,
    "learned_prior",
    "energy",
    "flow_posterior",
    "conditional",
    "semi_supervised",
    "ladder",
    "codes",
    "adversarial",
    "factors",
)  # the first is the trunk, the others grow from it
NATURAL = {
    ROOT: "mnist-16d",
    "semi_supervised": "mnist-m2",
    "ladder": "mnist-ladder",
    "factors": "shapes-tcvae",
}  # what a branch is shown by, where it is here; else its first


def branches() -> list[dict[str, Any]]:
    """Those that have a model here that can be shown, the trunk first; small JSON for the browser."""
    members: dict[str, list[dict[str, Any]]] = {key: [] for key in ORDER}
    for card in cards():
        if key := _branch_of_model(card["name"]):
            members[key].append(card)
    found = [_branch(key, members[key]) for key in ORDER]
    return [branch for branch in found if branch]


def branch_of(config: ModelConfig) -> str:
    """What such a model adds to the plain VAE: a class, levels, a grid, a critic, a flow, an energy, a prior."""
    if part_of_kind(config.parts, CLASS):
        return "semi_supervised" if config.infers_class else "conditional"
    if part_of_kind(config.parts, LEVEL):
        return "ladder"
    if part_of_kind(config.parts, GRID):
        return "codes"
    if part_of_kind(config.parts, BLEND):
        return "adversarial"
    if config.posterior == "flow":
        return "flow_posterior"
    if config.prior == "energy":
        return "energy"
    return ROOT if config.prior == "standard" else "learned_prior"


def _branch_of_model(name: str) -> str | None:
    try:
        branch = branch_of(load_config(name))
    except (CheckpointError, OSError):
        return None  # every page of its own says what is wrong with it
    return "factors" if branch == ROOT and _asks_for_factors(name) else branch


def _asks_for_factors(name: str) -> bool:
    """Whether a plain body was trained with a loss that asks each number for one factor, on images whose are known."""
    try:
        metrics = load_metrics(name)
    except (CheckpointError, OSError):
        return False
    recipe = metrics.get("recipe", {})
    asks = recipe.get("objective", "elbo") != "elbo" or recipe.get("beta", 1) > 1
    return asks and any(figure["name"] == MIG for figure in metrics.get("figures", []))


def _branch(key: str, members: list[dict[str, Any]]) -> dict[str, Any] | None:
    natural = NATURAL.get(key)
    first = sorted(members, key=lambda card: card["name"] != natural)
    shown = next((card for card in first if is_whole(card["name"])), None)
    if not shown:
        return None
    return {
        "key": key,
        "title": text(f"zoo.title_{key}"),
        "adds": text(f"zoo.adds_{key}"),
        "live": text(f"zoo.live_{key}"),
        "one_by_one": key == "factors",
        "model": shown["name"],
        "models": [{"name": card["name"], "title": card["title"]} for card in members],
        "price": price(shown["name"]),
    }
