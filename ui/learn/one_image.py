"""What PyTorch says of one test image on the Learn page; the rest of its lesson is computed in the browser."""

from __future__ import annotations

from typing import Any

import numpy as np

from ui import loaders
from ui.originals import images_of
from ui.words import text
from vae_core.model.parts import CLASS, part_of_kind
from vae_core.store import folder

DRAWS = 1024
MOST_AVERAGED, SHARE_AVERAGED = 40, 0.02  # images around a code: few enough to be near it


def decoded_mean(name: str, index: int) -> np.ndarray:
    """Pixel means at the code of a test image, (C, H, W)."""
    import torch  # not on the way to the first section

    return loaders.model(name).decode(torch.from_numpy(loaders.atlas(name).codes[index][None])).numpy()[0]


def mean_of_nearest(name: str, index: int) -> np.ndarray | None:
    """The mean of the original images whose codes are nearest to that of a test image, (C, H, W); None without them."""
    from vae_core.measure.neighbours import nearest  # torch

    atlas, images = loaders.atlas(name), images_of(name)
    if images is None:
        return None
    alike = _alike(name, index)
    near, _ = nearest(atlas.codes[index], atlas.codes[alike], averaged(name, index))
    return images[alike[near[0]]].mean(0) / 255


def averaged(name: str, index: int) -> int:
    """How many images that mean is of."""
    atlas = loaders.atlas(name)
    count = round(SHARE_AVERAGED * len(atlas.labels[atlas.measured]))
    return max(1, min(MOST_AVERAGED, count, len(_alike(name, index))))


def _alike(name: str, index: int) -> np.ndarray:
    """Rows of measured images that a decoder may take for one another: of one class, where the class is given to it."""
    atlas, classes = loaders.atlas(name), part_of_kind(folder.load_config(name).parts, CLASS)
    codes = atlas.codes[atlas.measured]
    if classes is None:
        return np.arange(len(codes))
    given = codes[:, classes.of].argmax(1)
    return np.flatnonzero(given == given[index])


def spread(name: str) -> float | None:
    """The learned width of the model's likelihood around a decoded pixel; None of a Bernoulli."""
    return None if folder.load_config(name).likelihood == "bernoulli" else loaders.model(name).likelihood.spread


def rate(name: str, index: int) -> dict[str, Any] | None:
    """The KL that has no formula, to another prior than N(0, I) or of a flow: its nats and a title; else None.

    As in the browser, x is the image in grey, or its reconstruction where the data set is not on this machine.
    """
    config = folder.load_config(name)
    if config.prior_known == "standard" and config.posterior == "diagonal":
        return None
    import torch

    from vae_core.measure.evaluate import rate_of_image

    images = images_of(name)
    x = decoded_mean(name, index) if images is None else images[index] / np.float32(255)
    nats, error = rate_of_image(loaders.model(name), torch.from_numpy(x), DRAWS)
    prior = text(f"model.prior_{config.prior_known}")
    return {"nats": nats, "title": text("learn.rate", prior=prior, n=DRAWS, error=error)}
