"""The live explorer of a model folder as a notebook's widget: an anywidget around the browser's own modules.

What travels by itself is small: z, the selected rows and the program's text. Weights and atlas are sent as bytes when a
cell asks for them, so that no notebook stores them.
"""

from __future__ import annotations

import base64
from functools import cache
from tempfile import TemporaryDirectory
from typing import Any

import anywidget
import numpy as np
import torch
import traitlets
from numpy.typing import NDArray

from vae_core.export.bundle import bundle
from vae_core.measure.neighbours import nearest
from vae_core.notebook.cell import HEIGHT_PX
from vae_core.notebook.picture import picture_of
from vae_core.places import WEB
from vae_core.store.atlas import load_atlas
from vae_core.store.browser import atlas_bytes, model_bytes
from vae_core.store.checkpoint import load_model


class Explorer(anywidget.AnyWidget):
    """Map, sliders, picture and trust meter of a model; `observe` hears of `z` and `selection` as of any trait.

    Attributes:
        model: a shipped name, or a folder.
        z: where the explorer is, float32 (D,); a drag sets it when it ends, and what is set here moves the explorer.
        selection: rows of the map that are selected, int64; to be set as well.
        height: of the widget, px.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    model = traitlets.Unicode(read_only=True).tag(sync=True)
    height = traitlets.Int(HEIGHT_PX).tag(sync=True)
    z = traitlets.TraitType(np.empty(0, np.float32)).tag(
        sync=True, to_json=lambda z, _: z.tolist(), from_json=lambda z, _: z
    )
    selection = traitlets.TraitType(np.empty(0, np.int64)).tag(
        sync=True, to_json=lambda rows, _: rows.tolist(), from_json=lambda rows, _: rows
    )

    def __init__(
        self, model: str, height: int = HEIGHT_PX, language: str = "en", kept: TemporaryDirectory | None = None
    ) -> None:
        """Reads the model.

        Args:
            model: a shipped name, or a folder.
            height: px.
            language: "en" or "zh".
            kept: a folder that goes with the widget.

        Raises:
            CheckpointError: if the model or its atlas is missing or damaged.
        """
        self._kept = kept
        self._bytes = {"model": model_bytes(model), "atlas": atlas_bytes(model)}
        self._network, self.atlas = load_model(model), load_atlas(model)
        self.set_trait("model", model)
        start = {"z": self.atlas.codes[0], "selection": ()}
        super().__init__(_esm=_program(language), height=height, **start)
        self.on_msg(self._answer)

    @property
    def image(self) -> NDArray[np.float32]:
        """The picture at z as PyTorch decodes it, (C, H, W) in [0, 1]."""
        with torch.no_grad():
            return self._network.decode(torch.from_numpy(self.z)[None])[0].numpy()

    def nearest(self, k: int = 6) -> NDArray[np.int64]:
        """The k rows of the map whose codes are nearest to z, nearest first, (k,)."""
        return nearest(self.z[None], self.atlas.codes, k)[0][0]

    @traitlets.validate("z")
    def _code(self, proposal: Any) -> NDArray[np.float32]:
        wanted = self.atlas.codes.shape[1:]
        z = _array(proposal["value"], np.float32)
        if z is None or z.shape != wanted or not np.isfinite(z).all():
            got = proposal["value"] if z is None else f"shape {z.shape}" if z.shape != wanted else "NaN or infinity"
            raise ValueError(f"z must be {wanted[0]} finite numbers; got {got}")
        return z

    @traitlets.validate("selection")
    def _rows(self, proposal: Any) -> NDArray[np.int64]:
        given, count = proposal["value"], len(self.atlas.codes)
        rows = _array(() if given is None else given, None)
        if rows is not None and rows.dtype == bool and rows.shape == (count,):
            rows = np.flatnonzero(rows)
        if rows is not None and not rows.size:
            return np.empty(0, np.int64)
        if rows is None or rows.ndim != 1 or rows.dtype.kind not in "iu" or rows.min() < 0 or rows.max() >= count:
            raise ValueError(f"selection must be rows of the map, whole numbers from 0 to {count - 1}")
        return rows.astype(np.int64)

    def _answer(self, _: Any, message: dict[str, Any], __: Any) -> None:
        wanted = message.get("wants", ())
        for part in (name for name in self._bytes if name in wanted):
            self.send({"part": part}, [self._bytes[part]])

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        """The widget, and beside it a picture for where no widget runs."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        picture = picture_of(self.atlas, self.z, self.image, self.selection)
        return data | {"image/png": base64.b64encode(picture).decode()}, metadata


@cache
def _program(language: str) -> str:
    return bundle(WEB / "notebook" / "main.js", language)


def _array(value: Any, dtype: Any) -> np.ndarray | None:
    """As an array on the CPU, or None where it is no array of numbers."""
    try:
        return np.array(value.detach().cpu().numpy() if hasattr(value, "detach") else value, dtype)
    except (ValueError, TypeError):
        return None
