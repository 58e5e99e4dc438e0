"""Makes the widget where the package that it needs is there, and says so in one sentence where it is not."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from vae_core.fault import Fault

if TYPE_CHECKING:
    from vae_core.notebook.explorer import Explorer

HEIGHT_PX = 680  # map, picture and four sliders without scrolling


def need_widgets() -> None:
    """Raises Fault where anywidget, which only notebooks need, is missing."""
    try:
        import anywidget  # noqa: F401
    except ModuleNotFoundError:
        raise Fault(
            "the explorer in a notebook needs anywidget: run `pip install anywidget`, then restart the kernel"
        ) from None


def explorer_of(
    model: str | Path, height: int = HEIGHT_PX, language: str = "en", kept: TemporaryDirectory | None = None
) -> Explorer:
    """The widget of a shipped model or a folder.

    Raises:
        Fault: if the package or the model is missing, or the model is damaged.
    """
    need_widgets()
    from vae_core.notebook.explorer import Explorer

    return Explorer(str(model), height, language, kept)
