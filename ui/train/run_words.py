"""Where a run stands and what it trains, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ui.train.choices import CLASSIFIERS, FAMILIES, NETWORKS, OBJECTIVES, PRIORS
from ui.train.images import FOLDER, KINDS
from ui.words import paragraph, text, translated
from vae_core.runs import runs
from vae_core.runs.runs import WISHES, Run

# Said where they were chosen.
NUMBERS = ("labels", "shifts", "turns", "sharpness", "beta", "gamma", "lr", "seed", "batch_size")


def where_it_stands(run: Run, known: list[Run]) -> str:
    """A sentence or two for the bar of a run; of one that waits, for which of the known runs."""
    if ahead := runs.waits_for(run, known):
        return text("train.waits", name=run.name, other=ahead.name, where=_where(ahead))
    if run.state == "training" and run.wish != WISHES[0]:
        return _wish(run.wish)
    detail = translated(run.template, run.holes, run.sentence)
    if run.state not in ("training", "paused", "interrupted"):
        return paragraph(text(f"train.state_{run.state}"), detail)
    where = _reached(run) if run.step else text("train.before_the_first_epoch")
    return paragraph(text(f"train.at_{run.state}", where=where), detail if run.state == "interrupted" else "")


def _wish(wish: str) -> str:
    """What the process of a run has been asked and not done yet."""
    match wish:
        case "pause":
            return text("train.pausing")
        case "stop":
            return text("train.finishing")
    return text("train.discarding")


def _where(run: Run) -> str:
    """Where another run stands, for one that waits for it."""
    if run.state == "paused":
        return text("train.epoch_paused", epoch=min(run.epoch, run.epochs), epochs=run.epochs)
    return _reached(run) if run.state == "training" else text(f"train.is_{run.state}")


def _reached(run: Run) -> str:
    epoch = min(run.epoch + (run.state == "training"), run.epochs)
    if run.state == "training" and math.isfinite(run.seconds_left):
        return text("train.epoch_and_time", epoch=epoch, epochs=run.epochs, time=spoken(run.seconds_left))
    return text("train.epoch", epoch=epoch, epochs=run.epochs)


def settings(run: Run) -> str:
    """Data, network, latent size, and what was not left as usual."""
    return " · ".join(_settings(run)) if run.experiment else text("train.unreadable")


def _settings(run: Run) -> Iterator[str]:
    yield _data(run)
    recipe = run.experiment.recipe
    if size := run.chosen("image_size"):
        yield text("train.image_size_of", n=size)
    yield text(f"train.network_{recipe}") if recipe in NETWORKS else recipe
    if dimensions := run.chosen("latent_dim"):
        yield text("train.latent_size", n=dimensions)
    if (family := run.chosen("family")) in FAMILIES:
        yield text(f"train.family_{family}")
    if (prior := run.chosen("prior")) in PRIORS:
        yield text(f"train.prior_{prior}")
    if (objective := run.chosen("objective")) in OBJECTIVES:
        yield text(f"train.short_objective_{objective}")
    if posterior := run.chosen("posterior"):
        yield text(f"train.short_posterior_{posterior}")
    if likelihood := run.chosen("likelihood"):
        yield text(f"train.short_likelihood_{likelihood}")
    if (classifier := run.chosen("classifier")) in CLASSIFIERS:
        yield text(f"train.short_classifier_{classifier}")
    for name in NUMBERS:
        if (value := run.chosen(name)) is not None:
            yield text(f"train.setting_{name}", value=value)


def _data(run: Run) -> str:
    """What a run trains on: a data set, a zip, or the last two folders of a path."""
    data = run.experiment.data
    if data == str(runs.upload_dir(run.name)):
        return text("train.called_zip")
    if data in KINDS and data != FOLDER:
        return text(f"train.called_{data}")
    return data.rstrip("/").rsplit("/", 2)[-1]


def spoken(seconds: float) -> str:
    """A duration in words, as precise as an estimate deserves."""
    if seconds < 8:
        return text("train.a_few_seconds")
    if seconds < 90:
        return text("train.seconds", n=max(10, round(seconds / 10) * 10))
    minutes = round(seconds / 60)
    if minutes < 90:
        return text("train.minutes", n=minutes)
    return text("train.hours", hours=minutes // 60, minutes=minutes % 60)
