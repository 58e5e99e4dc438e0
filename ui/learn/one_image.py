"""What PyTorch says of one test image on the Learn page; the rest of its lesson is computed in the browser."""

from __future__ import annotations

from typing import Any

import numpy as np

from ui import loaders
from vae_core.model.config import PRIORS
from vae_core.store import folder

DRAWS = 1024


def decoded_mean(name: str, index: int) -> np.ndarray:
    """Pixel means at the code of a test image, (C, H, W)."""
    import torch  # not on the way to the first section

    return loaders.model(name).decode(torch.from_numpy(loaders.atlas(name).codes[index][None])).numpy()[0]


def rate(name: str, index: int) -> dict[str, Any] | None:
    """The KL that has no formula, to another prior than N(0, I) or of a flow: its nats and a title; else None.

    As in the browser, x is the image in grey, or its reconstruction where the data set is not on this machine.
    """
    config = folder.load_config(name)
    if config.prior == "standard" and config.posterior == "diagonal":
        return None
    import torch

    from vae_core.measure.evaluate import rate_of_image

    originals = loaders.originals(name)
    x = decoded_mean(name, index) if originals is None else originals[index] / np.float32(255)
    nats, error = rate_of_image(loaders.model(name), torch.from_numpy(x), DRAWS)
    said = f"The rate is KL(q(z|x) || p(z)) to this model's {PRIORS[config.prior]}, estimated from {DRAWS:,} draws"
    return {"nats": nats, "title": f"{said}, ± {error:.2f} nats"}
