"""What a model costs, in words: nats of an image, beside its twin where it has one, and seconds of training."""

from __future__ import annotations

import math
from typing import Any

from ui.stored_words import said
from ui.words import text
from vae_core.measure.of_classes import BELIEVED, INFERRED, SUMMED
from vae_core.store.folder import CheckpointError, load_metrics
from vae_core.store.seeds import OverSeeds, scores_over_seeds

ELBO = "-ELBO"
MIG, SCORES = "MIG", ("MIG", "DCI disentanglement", "SAP")
LOW = 0.5  # a MIG below this: most numbers share their factors


def price(name: str) -> list[str]:
    """A line for each thing that is known of it; none of a folder without figures."""
    try:
        metrics = load_metrics(name)
    except (CheckpointError, OSError):
        return []
    figures = {figure["name"]: figure for figure in metrics.get("figures", [])}
    lines = [
        *_without_nats(figures, metrics),
        _nats(figures),
        _told(figures, metrics),
        _apart(figures, scores_over_seeds(metrics)),
        _twin(metrics.get("twins", {})),
        _seconds(metrics),
    ]
    return [line for line in lines if line]


def _nats(figures: dict[str, dict[str, Any]]) -> str | None:
    if ELBO not in figures:
        return None
    given = figures[ELBO]
    nats, data, images = given["value"], said(given["data"]), given["images"]
    if INFERRED in figures:
        inferred = figures[INFERRED]["value"]
        return text("zoo.nats_inferred", nats=nats, inferred=inferred, data=data, images=images)
    if SUMMED not in figures:
        return text("zoo.nats", nats=nats, data=data, images=images)
    return text("zoo.nats_given", nats=nats, summed=figures[SUMMED]["value"], data=data, images=images)


def _without_nats(figures: dict[str, dict[str, Any]], metrics: dict[str, Any]) -> list[str]:
    """What stands for nats of a model without a likelihood: distances of pictures, beside its twin's."""
    own, least = (figures.get(f"Fréchet distance of {of}") for of in ("prior samples", "training images"))
    twin = figures.get("Fréchet distance of prior samples, twin")
    if not (own and twin and least):
        return []
    distances = text("zoo.distances", own=own["value"], twin=twin["value"], least=least["value"])
    lines, twins = [text("zoo.unbounded"), distances], metrics.get("twins", {})
    if nearer := twins.get("nearer"):
        less, spread, n = (nearer[field] for field in ("less", "spread", "trainings"))
        lines.append(text("zoo.nearer", less=less, spread=spread, n=n, epochs=twins["epochs"]))
    return lines


def _told(figures: dict[str, dict[str, Any]], metrics: dict[str, Any]) -> str | None:
    """How far few labels reach, of a model that infers the class."""
    labels = metrics.get("recipe", {}).get("labels")
    if BELIEVED not in figures or not isinstance(labels, int) or not labels:
        return None
    return text("zoo.told", labels=labels, right=figures[BELIEVED]["value"])


def _apart(figures: dict[str, dict[str, Any]], over: dict[str, OverSeeds]) -> str | None:
    """How far each number stands for one true factor, where they are known; over seeds, where there are several."""
    if any(name not in figures for name in SCORES):
        return None
    scores = [over[name] for name in SCORES if name in over]
    if len(scores) < len(SCORES):
        scores = [OverSeeds(figures[name]["value"], 0, 1) for name in SCORES]
    mig, dci, sap = (_score(score) for score in scores)
    how = "low" if scores[0].mean < LOW else "well"
    return text(f"zoo.apart_{how}", mig=mig, dci=dci, sap=sap, n=scores[0].trainings)


def _score(score: OverSeeds) -> str:
    return f"{score.mean:.2f} ± {score.spread:.2f}" if score.trainings > 1 else f"{score.mean:.2f}"


def _twin(twins: dict[str, Any]) -> str | None:
    """The difference from a plain model of the same bodies and steps, over trainings."""
    values = [twins.get(field) for field in ("less", "spread", "trainings", "epochs")]
    if not all(isinstance(value, int | float) and math.isfinite(value) for value in values):
        return None
    less, spread, trainings, epochs = values
    if less < 0:
        return text("zoo.more_than_twin", more=-less, spread=spread, n=int(trainings), epochs=int(epochs))
    how = "summed" if SUMMED in twins else "whole"
    return text(f"zoo.twin_{how}", less=less, spread=spread, n=int(trainings), epochs=int(epochs))


def _seconds(metrics: dict[str, Any]) -> str | None:
    seconds = metrics.get("training_seconds")
    return text("zoo.seconds", seconds=seconds) if seconds else None
