"""What an atlas is made of. No torch here."""

from __future__ import annotations

from dataclasses import dataclass

from vae_core.fault import Fault, shown
from vae_core.store.atlas import SPLITS


@dataclass(frozen=True)
class AtlasOf:
    """The images that are mapped, and the seed of the binarisation, the draws and t-SNE.

    Raises:
        ValueError: if there is no such split.
    """

    split: str = "test"
    seed: int = 0

    def __post_init__(self) -> None:
        if self.split not in SPLITS:
            raise Fault("split must be {splits}; got {got}", splits=" or ".join(SPLITS), got=shown(self.split))
