"""What a model is and how it was trained, in two sentences."""

from __future__ import annotations

from typing import Any

from ui.plain import plain
from ui.stored_words import said
from ui.words import paragraph, text
from vae_core.model.config import ADOPTED, ModelConfig
from vae_core.model.parts import GRID, LEVEL, Part, part_of_kind
from vae_core.model.prior import DEFAULT_COMPONENTS
from vae_core.store.label import without_folders

MINUTES_FROM = 90  # seconds


def what_it_is(name: str, config: ModelConfig, beta: float) -> str:
    """Markdown: network, latent dimensions, likelihood, posterior, prior; beta where it is known."""
    if config.network == ADOPTED:
        return text(
            "model.about_adopted",
            name=plain(name),
            dimensions=text("model.dimensions", n=config.latent_dim),
            likelihood=text(f"model.likelihood_{config.likelihood}"),
        )
    given = []
    if n := config.classes:
        given = [text("model.inferred_classes", n=n) if config.infers_class else text("model.given_classes", n=n)]
    if levels := [str(part.size) for part in config.parts if part.kind == LEVEL]:
        given.append(text("model.levels", n=len(levels), sizes=", ".join(levels)))
    if not config.has_likelihood:
        return _with_a_critic(name, config)
    if grid := part_of_kind(config.parts, GRID):
        return _a_grid(name, config, grid)
    return paragraph(
        text(
            "model.about",
            name=plain(name),
            body=text(f"model.body_{config.network}"),
            dimensions=text("model.dimensions", n=config.latent_dim),
            likelihood=text(f"model.likelihood_{config.likelihood}"),
            posterior=text(f"model.posterior_{config.posterior}"),
            prior=prior(config),
            beta=beta,
        ),
        *given,
    )


def _a_grid(name: str, config: ModelConfig, grid: Part) -> str:
    return paragraph(
        text(
            "model.about_grid",
            name=plain(name),
            body=text(f"model.body_{config.network}"),
            likelihood=text(f"model.likelihood_{config.likelihood}"),
            prior=prior(config),
        ),
        text("model.given_grid", rows=grid.size // grid.columns, columns=grid.columns, codes=grid.codes),
    )


def _with_a_critic(name: str, config: ModelConfig) -> str:
    about = text(
        "model.about_critic",
        name=plain(name),
        body=text(f"model.body_{config.network}"),
        dimensions=text("model.dimensions", n=config.latent_dim),
        prior=prior(config),
    )
    return paragraph(about, text("model.given_critic"), text("model.no_likelihood"))


def how_it_was_trained(metrics: dict[str, Any]) -> str:
    """Markdown: data, images, epochs, time and device; what a folder does not say is unnamed or 0."""
    if adopted := metrics.get("adopted"):
        return text(
            "model.adopted", encoder=plain(adopted.get("encoder", "")), decoder=plain(adopted.get("decoder", ""))
        )
    images, epochs = metrics.get("training_images", 0), metrics.get("epochs", 0)
    data = plain(without_folders(metrics.get("data", text("model.unnamed_data"))))
    time, device = (
        duration(metrics.get("training_seconds", 0)),
        plain(said(metrics.get("device", text("model.unnamed_device")))),
    )
    held_out = metrics.get("validation_images")
    if held_out is None:
        return text("model.trained", images=images, data=data, epochs=epochs, time=time, device=device)
    return text("model.trained_held_out", images=images, held_out=held_out, data=data, epochs=epochs, time=time,
                device=device)  # fmt: skip


def prior(config: ModelConfig) -> str:
    """What the prior is and, where it is not N(0, I), what it is made of."""
    match config.prior_known:
        case "codes":
            return text("model.learned_codes")
        case "standard":
            return text("model.prior_standard")
        case "diagonal":
            return text("model.learned_diagonal")
    components = config.components or DEFAULT_COMPONENTS[config.prior]
    return text(f"model.made_of_{config.prior}", n=components)


def duration(seconds: float) -> str:
    """How long a training took."""
    return text("model.seconds", n=seconds) if seconds < MINUTES_FROM else text("model.minutes", n=seconds / 60)
