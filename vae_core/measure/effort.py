"""How much is spent on the figures of a model. No torch here."""

from __future__ import annotations

from dataclasses import dataclass, fields

from vae_core.fault import Fault


@dataclass(frozen=True)
class Effort:
    """The defaults suit two cores.

    Raises:
        ValueError: if a number is below 1, or one of the reference's below 0.
    """

    seeds: int = 5  # binarisations of every figure but the likelihood's
    iw_samples: int = 500  # K of the likelihood bound
    iw_images: int | None = 500  # images of it: 2 minutes for the default MLP; None for all
    iw_seeds: int = 2
    reference_samples: int = 0  # K of a bound that is made once, to show what a larger K would still give; 0 for none
    reference_images: int | None = None

    def __post_init__(self) -> None:
        for one in fields(self):
            value, least = getattr(self, one.name), 0 if one.name == "reference_samples" else 1
            if value is not None and value < least:
                raise Fault("{name} must be {least} or more; got {value}", name=one.name, least=least, value=value)
