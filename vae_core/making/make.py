"""Makes pictures of chosen classes: draws, throws away what the trust meter finds too little supported, checks labels.

Codes are drawn and decoded in blocks of one size, so that the same seed gives the same bits however many are asked for.

Axes: K classes asked for, N made pictures, Q of a block, D numbers of a flat z, C H W.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from vae_core.fault import Fault
from vae_core.making.draw import Drawn, Source
from vae_core.making.label_check import Nearest, described, judged
from vae_core.making.wish import Wish, check_way, ways_of
from vae_core.measure.draws import decoder
from vae_core.measure.meter import Meter
from vae_core.measure.meter_build import load_judge, load_meter
from vae_core.model.vae import VAE
from vae_core.store.atlas import Atlas, load_atlas
from vae_core.store.checkpoint import load_model

BLOCK = 64
MOST_DRAWS = 30  # for one picture that is kept: a class of which fewer pass has none to give
THROWN_KEPT = 12  # of each class, to be looked at
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Made:
    """Pictures with all that is known of each; arrays in the order of the classes, then of their numbers."""

    wish: Wish
    class_names: tuple[str, ...]
    pixels: np.ndarray  # (N, C, H, W) uint8
    labels: np.ndarray  # (N,) int64, the class that was asked for
    number: np.ndarray  # (N,) int64: with seed and class it decides the code
    z: np.ndarray  # (N, D) float32
    percent: np.ndarray  # (N,) float32, of the meter
    judge: np.ndarray  # (N,) int64, the judge's class; -1 without one
    judge_probability: np.ndarray  # (N,) float32, of that class
    nearest: np.ndarray  # (N,) int64, the class of most of the nearest real pictures
    of: np.ndarray  # (N, 2) int64, images of the atlas that it was made of; -1 for none
    share: np.ndarray  # (N,) float32, how far from the first of them to the second
    drawn: dict[int, int]  # by class: how many were drawn until there were enough
    thrown: dict[int, np.ndarray]  # by class: some that were thrown away, (12 at most, C, H, W) uint8
    checks: dict[str, Any]  # label_check.described

    def agreement(self, check: str, label: int | None = None) -> float | None:
        """Per cent of the pictures that "judge" or "nearest" says are of their class; None without a judge."""
        found = getattr(self, check)
        rows = slice(None) if label is None else self.labels == label
        return None if (found < 0).any() else 100 * float((found[rows] == self.labels[rows]).mean())


def make(
    name_or_path: str | Path, wish: Wish, images: np.ndarray | None = None,
    on_progress: Progress = lambda done, total: None,
) -> Made:  # fmt: skip
    """Makes them: about a second for 200 pictures of MNIST.

    Args:
        name_or_path: a model with an atlas and a trust meter.
        wish: what.
        images: those of the atlas, uint8 (N, C, H, W), for the label check; decoded codes stand in for them.
        on_progress: called with the pictures kept so far and their total.

    Raises:
        ValueError: if the model cannot, or too few pictures reach the support that is asked for.
    """
    model, atlas = load_model(name_or_path), load_atlas(name_or_path)
    name = Path(name_or_path).name
    check_way(name, wish.how, ways_of(name, model.parts, atlas.class_names))
    meter, judge = load_meter(name_or_path), load_judge(name_or_path)
    if meter is None:
        raise Fault("{model} has no trust meter to filter by: run `python -m vae_core atlas {model}`", model=name)
    maker, parts, drawn, thrown = Maker(model, atlas, meter, wish), [], {}, {}
    for at, label in enumerate(wish.labels):
        tell = lambda done, at=at: on_progress(at * wish.count + done, wish.pictures)  # noqa: E731 - one line
        kept, drawn[label], thrown[label] = maker.of_class(label, tell)
        parts.append(kept)
    found = {field: np.concatenate([part[field] for part in parts]) for field in parts[0]}
    pictures, compared = found.pop("pictures"), Nearest(model, atlas, images)
    told, sure = judged(judge, pictures)
    return Made(
        wish=wish, class_names=atlas.class_names, pixels=as_bytes(pictures), judge=told, judge_probability=sure,
        nearest=compared.classes(pictures, found["of"]), drawn=drawn, thrown=thrown,
        checks=described(judge, compared), **found,
    )  # fmt: skip


class Maker:
    """Draws one class after the other."""

    def __init__(self, model: VAE, atlas: Atlas, meter: Meter, wish: Wish) -> None:
        self.model, self.atlas, self.meter, self.wish = model, atlas, meter, wish
        self._decode = decoder(model)

    def of_class(self, label: int, on_kept: Callable[[int], None]) -> tuple[dict[str, np.ndarray], int, np.ndarray]:
        """The pictures of a class that the meter lets through, how many were drawn for them, and some thrown away."""
        wish, source, blocks = self.wish, Source(self.atlas, self.model.parts, label, self.wish.how), []
        thrown: dict[int, np.ndarray] = {}
        kept = first = 0
        while kept < wish.count:
            if first >= MOST_DRAWS * wish.count + BLOCK:
                raise Fault(
                    "of {drawn:,} pictures drawn of class {name} only {kept:,} reach {least:g} % of support, and "
                    "{count:,} are asked for: ask for less support, or choose another way",
                    drawn=first, name=self.atlas.class_names[label], kept=kept, least=wish.least, count=wish.count,
                )  # fmt: skip
            block, passed = self._block(source.draw(wish.seed, first, BLOCK), first, label)
            thrown |= dict(zip(block["number"][~passed], as_bytes(block["pictures"][~passed]), strict=True))
            blocks.append({field: values[passed] for field, values in block.items()})
            kept, first = kept + int(passed.sum()), first + BLOCK
            on_kept(min(kept, wish.count))
        found = {field: np.concatenate([block[field] for block in blocks])[: wish.count] for field in blocks[0]}
        last = int(found["number"][-1])
        seen = [picture for number, picture in thrown.items() if number < last][:THROWN_KEPT]
        return found, last + 1, np.array(seen, np.uint8).reshape(-1, *self.model.config.image_shape)

    def _block(self, drawn: Drawn, first: int, label: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
        percent = self.meter.read(drawn.z, drawn.of).percent
        found = {
            "pictures": self._decode(torch.from_numpy(drawn.z)).numpy(),
            "labels": np.full(len(drawn.z), label, np.int64),
            "number": np.arange(first, first + len(drawn.z)),
            "percent": percent.astype(np.float32),
            **drawn._asdict(),
        }
        return found, percent >= self.wish.least


def as_bytes(pictures: np.ndarray) -> np.ndarray:
    """Pixels in [0, 1] as uint8."""
    return np.rint(np.clip(pictures, 0, 1) * 255).astype(np.uint8)
