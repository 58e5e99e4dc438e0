"""Why pictures blur: what the decoder shows at a code, beside the mean of the real images around it."""

from __future__ import annotations

import streamlit as st

from ui import loaders, pictures
from ui.learn import one_image
from ui.learn.article import passage
from ui.words import text

WIDTH_PX = 168  # two of them fit on a phone


def blur(subject: str, index: int) -> None:
    """Draws both; nothing where the images are not on this machine."""
    mean = one_image.mean_of_nearest(subject, index)
    if mean is None:
        return
    passage(text("learn.blur_beside"))
    split = loaders.atlas(subject).measured_split
    nearest = text(f"learn.nearest_{split}", n=one_image.averaged(subject, index))
    shown = [(mean, nearest), (one_image.decoded_mean(subject, index), text("learn.decoded"))]
    with st.container(horizontal=True):
        for picture, caption in shown:
            pictures.show(picture, caption, caption, width=WIDTH_PX)
