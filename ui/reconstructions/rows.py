"""Images beside what the model keeps of them, what each costs, and the mean costs of every class."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from ui import loaders, pictures
from ui.fetch import offer_subject
from ui.figure_cards import PictureCard, picture_cards
from ui.originals import images_of
from ui.words import text
from vae_core.store.atlas import Atlas


def rows(name: str, atlas: Atlas, chosen: np.ndarray) -> None:
    """Draws a card for each of the chosen images: original, reconstruction, difference and cost, as far as known."""
    import torch  # not on the way to the first picture

    decoded = loaders.model(name).decode(torch.from_numpy(atlas.codes[chosen])).numpy()
    images = images_of(name)
    if images is None:
        offer_subject(name, text("reconstructions.small_digits"), key="small-digits")
        st.caption(text("reconstructions.only_reconstructions"))
    else:
        st.caption(text("reconstructions.three"))
    originals = [None] * len(chosen) if images is None else images[chosen] / np.float32(255)
    picture_cards(
        PictureCard(_pictures(*pair), _title(atlas, index), _cost(atlas, index))
        for index, *pair in zip(chosen, originals, decoded, strict=True)
    )
    if atlas.nats.size:
        with st.expander(text("reconstructions.costs_mean")):
            st.markdown(text("reconstructions.note"))


def _pictures(original: np.ndarray | None, decoded: np.ndarray) -> list[tuple[np.ndarray, str]]:
    reconstruction = (decoded, text("reconstructions.reconstruction"))
    if original is None:
        return [reconstruction]
    difference = (pictures.difference(original, decoded), text("reconstructions.difference"))
    return [(original, text("reconstructions.original")), reconstruction, difference]


def _title(atlas: Atlas, index: int) -> str:
    return text(
        f"reconstructions.image_{atlas.measured_split}", name=atlas.class_names[atlas.labels[index]], index=index
    )


def _cost(atlas: Atlas, index: int) -> str:
    if not atlas.nats.size:
        return ""
    total, picture = atlas.nats[index], atlas.recon_nats[index]
    return text("reconstructions.cost", total=total, picture=picture, code=total - picture)


def by_class(atlas: Atlas) -> None:
    """Draws the table of classes, the costliest first."""
    if not atlas.nats.size:
        st.caption(text("model.no_likelihood"))
        return
    st.markdown(text(f"reconstructions.by_class_{atlas.measured_split}"))
    nats, recon_nats = atlas.nats[atlas.measured], atlas.recon_nats[atlas.measured]
    costs = {"elbo": nats, "distortion": recon_nats, "rate": nats - recon_nats}
    groups = pd.DataFrame(costs | {"label": atlas.labels[atlas.measured]}).groupby("label")
    table = groups.mean().assign(images=groups.size()).sort_values("elbo", ascending=False)
    table["class"] = [atlas.class_names[label] for label in table.index]
    columns = {name: text(f"reconstructions.column_{name}") for name in ("class", "images")}
    for name in costs:
        title = text(f"reconstructions.column_{name}")
        columns[name] = st.column_config.NumberColumn(title, format=text("reconstructions.nats"))
    st.dataframe(table[list(columns)], hide_index=True, column_config=columns)
