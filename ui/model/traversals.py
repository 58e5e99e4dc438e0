"""One dimension at a time, as strips of decoded pictures, kept as files: a rerun decodes nothing."""

from __future__ import annotations

import numpy as np
import streamlit as st
import torch

from ui import loaders, pictures
from ui.point import point
from ui.words import text

STEPS = 15  # pictures in a strip
REACH = 2.5  # standard deviations of the codes on either side
MOST = 64  # dimensions


def traversals_section(name: str, latent_dim: int) -> None:
    """Draws the strips from where the visitor is, in two columns, folded: Explore has them under the hand."""
    z = point(name, latent_dim)["z"] or loaders.atlas(name).codes[0]  # as on Explore
    information = loaders.dimensions(name).information
    columns = st.expander(text("model.traversals", reach=REACH)).columns(2, gap="large")
    for rank, (dim, strip) in enumerate(strips(name, np.asarray(z, np.float32))):
        caption = text("model.traversal", dim=dim + 1, nats=information[dim])
        columns[rank % 2].image(strip, caption, width="stretch", alt=caption)


def strips(name: str, z: np.ndarray) -> list[tuple[int, bytes]]:
    """Dimensions and PNG strips of them, those that tell most of the image first; z is where the others stay, (D,)."""
    return _strips(name, loaders.stamp(name), tuple(np.asarray(z, np.float32).tolist()))


@st.cache_data(show_spinner=False, max_entries=32)
def _strips(name: str, stamp: loaders.Stamp, z: tuple[float, ...]) -> list[tuple[int, bytes]]:
    model, codes = loaders.model(name), loaders.atlas(name).codes
    mean, deviation = codes.mean(0), codes.std(0)
    made = []
    for dim in np.argsort(-loaders.dimensions(name).information)[:MOST]:
        path = np.repeat(np.array([z], np.float32), STEPS, 0)
        path[:, dim] = mean[dim] + np.linspace(-REACH, REACH, STEPS) * deviation[dim]
        decoded = model.decode(torch.from_numpy(path)).numpy()
        made.append((int(dim), pictures.png(pictures.strip(decoded))))
    return made
