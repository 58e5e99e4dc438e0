"""What an atlas is made of. No torch here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vae_core.data.sets import DATASETS
from vae_core.fault import Fault, shown
from vae_core.measure.sampling import MANY
from vae_core.store.atlas import SPLITS


@dataclass(frozen=True)
class AtlasOf:
    """The images that are mapped, and the seed of the binarisation, the draws and t-SNE.

    Raises:
        ValueError: if there is no such split.
    """

    split: str | None = None  # as usual where it is None
    seed: int = 0

    def __post_init__(self) -> None:
        if self.split not in (None, *SPLITS):
            raise Fault("split must be {splits}; got {got}", splits=" or ".join(SPLITS), got=shown(self.split))

    def fitted(self, data: str, images: int) -> AtlasOf:
        """The same with the usual split written out: the test images of a known set, all of one's own.

        Above 20,000 images of one's own it is the test images as well: points are then drawn without a mark.

        Args:
            data: a data set's name or a folder of images.
            images: that it has.
        """
        usual = "test" if data in DATASETS or images > MANY else "all"
        return replace(self, split=self.split or usual)
