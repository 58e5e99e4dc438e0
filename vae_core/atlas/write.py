"""Writes everything of a model folder that is made from codes: the atlas, the trust meter and the tour."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from vae_core.atlas.atlas_of import AtlasOf
from vae_core.atlas.build import compute_atlas
from vae_core.atlas.tour import find_stops
from vae_core.atlas.tour_file import save_tour
from vae_core.data.sets import ImageData, held_out_first
from vae_core.measure.meter_build import write_meter_of
from vae_core.model.parts import BLEND, CLASS, GRID
from vae_core.model.vae import VAE
from vae_core.store.atlas import load_atlas


def write_atlas(
    model: VAE,
    train: ImageData,
    test: ImageData,
    out: Path,
    on_progress: Callable[[str, int, int], None],
    of: AtlasOf | None = None,
    name: str = "",
) -> None:
    """Computes the atlas of a split, writes it and reads it back; then the trust meter, then the tour.

    Args:
        model: on the CPU.
        train: what the judge is trained on.
        test: what the judge is measured on.
        out: folder of the model.
        on_progress: called with the stage, the units done and their total.
        of: which of the two is mapped, or both, and with which seed; the test images unless given.
        name: of the data set; empty for the one that the model was trained on.
    """
    of = of or AtlasOf()
    split = of.split or "test"
    data = {"test": test, "train": train}.get(split) or held_out_first(test, train)
    trained = len(train) if split == "all" else 0
    compute_atlas(model, data, of.seed, on_progress, name, split, trained).save(out)
    atlas = load_atlas(out)
    write_meter_of(model, atlas, data.images, train, test, out, on_progress=on_progress)
    on_progress("tour", 0, 1)
    has_none = any(
        part.kind in (CLASS, GRID, BLEND) for part in model.parts
    )  # no plane shows every class, a grid, or two decoders
    save_tour(out, [] if has_none else find_stops(atlas, model))
