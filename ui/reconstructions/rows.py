"""Images beside what the model keeps of them, what each costs, and the mean costs of every class."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from ui import loaders, pictures
from ui.fetch import offer_originals
from ui.originals import images_of, why_none
from ui.plain import plain
from ui.reconstructions.choice import SHOWN
from ui.words import text
from vae_core.store.atlas import Atlas


def rows(name: str, atlas: Atlas, chosen: np.ndarray) -> None:
    """Draws original, reconstruction and difference of the chosen images, or the reconstruction alone."""
    import torch  # not on the way to the first picture

    decoded = loaders.model(name).decode(torch.from_numpy(atlas.codes[chosen])).numpy()
    images = images_of(name)
    if images is None:
        st.info(plain(why_none(name)))
        offer_originals(name)
        _row(text("reconstructions.reconstruction"), decoded)
        return
    shown = images[chosen] / np.float32(255)
    _row(text("reconstructions.original"), shown)
    _row(text("reconstructions.reconstruction"), decoded)
    _row(text("reconstructions.difference"), [pictures.difference(*pair) for pair in zip(shown, decoded, strict=True)])


def _row(title: str, images: np.ndarray | list[np.ndarray]) -> None:
    st.caption(title)
    for column, image in zip(st.columns(SHOWN), images, strict=False):
        with column:
            pictures.show(image, title)


def costs(atlas: Atlas, chosen: np.ndarray) -> None:
    """Draws what each of the chosen images costs, under its column."""
    for column, index in zip(st.columns(SHOWN), chosen, strict=False):
        label, total, picture = atlas.class_names[atlas.labels[index]], atlas.nats[index], atlas.recon_nats[index]
        column.markdown(text(f"reconstructions.image_{atlas.split}", name=plain(label), index=index))
        column.caption(text("reconstructions.cost", total=total, picture=picture, code=total - picture))
    st.caption(text("reconstructions.note"))


def by_class(atlas: Atlas) -> None:
    """Draws the table of classes, the costliest first."""
    st.markdown(text(f"reconstructions.by_class_{atlas.split}"))
    costs = {"elbo": atlas.nats, "distortion": atlas.recon_nats, "rate": atlas.nats - atlas.recon_nats}
    groups = pd.DataFrame(costs | {"label": atlas.labels}).groupby("label")
    table = groups.mean().assign(images=groups.size()).sort_values("elbo", ascending=False)
    table["class"] = [atlas.class_names[label] for label in table.index]
    columns = {name: text(f"reconstructions.column_{name}") for name in ("class", "images")}
    for name in costs:
        title = text(f"reconstructions.column_{name}")
        columns[name] = st.column_config.NumberColumn(title, format=text("reconstructions.nats"))
    st.dataframe(table[list(columns)], hide_index=True, column_config=columns)
