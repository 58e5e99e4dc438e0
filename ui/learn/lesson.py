"""The live lesson of one image, and where its numbers are not what the formulas say."""

from __future__ import annotations

import base64

import streamlit as st

from ui import loaders
from ui.fetch import offer_originals
from ui.host import part
from ui.learn import one_image
from ui.learn.subjects import is_one_cloud, why_another
from ui.link import number_in_link
from ui.originals import images_of, why_none
from ui.plain import plain
from ui.session import needed
from ui.words import paragraph, text
from vae_core.model.parts import CLASS, part_of_kind
from vae_core.store import folder


def choose_image(subject: str) -> int:
    """Draws the number of the image; returns it."""
    atlas = needed(loaders.atlas, subject)
    with st.columns([1, 2])[0]:
        return number_in_link(
            text(f"learn.image_{atlas.measured_split}"), len(atlas.labels[atlas.measured]) - 1, key=f"learn-{subject}"
        )


def lesson(name: str, subject: str, index: int) -> None:
    """Draws it, and why another model than the visitor's is its subject where that is so."""
    config, images = folder.load_config(subject), images_of(subject)
    image = None if images is None else base64.b64encode(images[index].tobytes()).decode()
    rate = one_image.rate(subject, index)
    spread = one_image.spread(subject)
    part("lesson", "lesson", of=subject, index=index, image=image, rate=rate, spread=spread)
    if subject != name:
        st.caption(plain(paragraph(why_another(name), text("learn.other_subject", name=subject))))
        if is_one_cloud(name):
            offer_originals(name)
    if images is None:
        st.caption(plain(paragraph(why_none(subject), text("learn.stand_in"))))
    if part_of_kind(config.parts, CLASS):
        st.caption(text("learn.class_given"))
    if spread is not None:
        st.caption(text(f"learn.scored_{config.likelihood}", spread=spread))
    if rate:
        st.caption(text("learn.rate_is_estimated", rate=rate["title"]))
    if config.posterior == "flow":
        st.caption(text("learn.flow_posterior"))
