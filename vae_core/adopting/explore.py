"""The live explorer in a notebook's cell, of a model folder or of any trained VAE, which is adopted first."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from torch import Tensor, nn

from vae_core.adopting.adopt import Adopted, adopt
from vae_core.fault import Fault
from vae_core.model.vae import VAE
from vae_core.notebook.cell import HEIGHT_PX, explorer_of, need_widgets

if TYPE_CHECKING:
    from vae_core.notebook.explorer import Explorer


def explore(
    model: Any,
    images: np.ndarray | Tensor | None = None,
    labels: np.ndarray | Tensor | None = None,
    *,
    latent_dim: int | None = None,
    height: int = HEIGHT_PX,
    language: str = "en",
    **more: Any,
) -> Explorer:
    """A widget: map, sliders, picture and trust meter of a model, live in the cell.

    Args:
        model: a shipped name, a folder, what `adopt` or `load_model` gave, or a module with `encode` and `decode`.
        images: uint8, (N, C, H, W), for a module: it is adopted, in a folder that goes with the widget.
        labels: whole numbers, (N,), or None.
        latent_dim: D; what the module's encoder makes unless given.
        height: px.
        language: "en" or "zh".
        more: what else `adopt` takes: class_names, likelihood, output, input_range.

    Raises:
        Fault: one sentence on what is missing or wrong.
    """
    if isinstance(model, Adopted | VAE) and model.folder:
        model = model.folder
    if isinstance(model, str | Path):
        if images is not None or labels is not None or latent_dim is not None or more:
            raise Fault("a model folder has its own map: images and labels go with a module")
        return explorer_of(model, height=height, language=language)
    need_widgets()  # before a minute of work
    kept = TemporaryDirectory(prefix="latent-lens-", ignore_cleanup_errors=True)
    if not isinstance(model, nn.Module) or images is None:
        raise Fault("explore takes a name, a folder, or a module with encode and decode, and images; got {got}",
                    got=type(model).__name__)  # fmt: skip
    made = adopt(model=model, latent_dim=latent_dim, images=images, labels=labels,
                 out=Path(kept.name) / type(model).__name__, **more)  # fmt: skip
    return explorer_of(made.folder, height=height, language=language, kept=kept)
