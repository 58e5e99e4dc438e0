"""Learn: what a VAE is, told with the live model: one image's posterior, its two terms, beta, blur, mistakes."""

import base64

import streamlit as st

from ui import loaders, pictures
from ui.host import part
from ui.learn import one_image
from ui.learn.betas import betas_section
from ui.learn.symbols import coloured
from ui.link import number_in_link
from ui.originals import images_of, why_none
from ui.plain import plain
from ui.point import point
from ui.session import needed, send_model, this_model
from ui.words import text
from vae_core.store import folder


def lesson(name: str, index: int) -> None:
    """The live lesson of one image, and where its numbers are not what the formulas say."""
    config, images = folder.load_config(name), images_of(name)
    image = None if images is None else base64.b64encode(images[index].tobytes()).decode()
    rate = one_image.rate(name, index)
    part("lesson", "lesson", **point(name, config.latent_dim), index=index, image=image, rate=rate)
    if images is None:
        st.caption(plain(why_none(name)))
        st.caption(text("learn.stand_in"))
    if config.likelihood != "bernoulli":
        st.caption(text("learn.not_bernoulli"))
    if rate:
        st.caption(text("learn.rate_is_estimated", rate=rate["title"]))
    if config.posterior == "flow":
        st.caption(text("learn.flow_posterior"))


def blur(name: str, index: int, split: str) -> None:
    """What the decoder shows at a code, beside the mean of the images around it where they are here."""
    st.markdown(coloured(text("learn.blur")))
    shown = [(one_image.decoded_mean(name, index), text("learn.decoded"))]
    mean = one_image.mean_of_nearest(name, index)
    if mean is not None:
        st.markdown(text("learn.blur_beside"))
        shown.insert(0, (mean, text(f"learn.nearest_{split}", n=one_image.AVERAGED)))
    for column, (picture, caption) in zip(st.columns([1, 1, 3]), shown, strict=False):
        with column:
            pictures.show(picture, caption)


columns = st.columns([2, 1, 4], vertical_alignment="bottom")
with columns[0]:
    name = this_model("learn")
atlas = needed(loaders.atlas, name)
send_model(name)
with columns[1]:
    index = number_in_link(text(f"learn.image_{atlas.split}"), len(atlas.labels) - 1, key=f"learn-{name}")
st.markdown(coloured(text("learn.one_image")))
needed(lesson, name, index)
st.markdown(coloured(text("learn.two_terms")))
st.markdown(coloured(text("learn.beta")))
betas_section()
needed(blur, name, index, atlas.split)
st.markdown(text("learn.mistakes"))
