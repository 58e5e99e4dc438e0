"""Reconstructions: what the model keeps of images, and what each one costs it."""

import numpy as np
import pandas as pd
import streamlit as st
import torch

from ui import loaders, pictures
from ui.link import index_in_link
from ui.plain import plain
from ui.session import choose_model, needed
from ui.share import share_state

SHOWN = 10
MOST_DRAWS = 10_000
ORDERS = ("random", "worst nats", "best nats")

controls = st.columns([2, 2, 3, 1.2], vertical_alignment="bottom")
with controls[0]:
    name = choose_model()
atlas = needed(loaders.atlas, name)
model = needed(loaders.model, name)
originals = needed(loaders.originals, name)
state = st.session_state
if "draw" not in state:
    state["draw"] = index_in_link("draw", MOST_DRAWS) or 0
with controls[1]:
    # by number: two classes of a folder may have one name, or be called "all"
    classes, names = range(-1, len(atlas.class_names)), ("all", *atlas.class_names)
    start = index_in_link("class", len(atlas.class_names))
    start = 0 if start is None else start + 1
    chosen = st.selectbox("Class", classes, start, format_func=lambda label: names[label + 1], key=f"class-{name}")
with controls[2]:
    start = ORDERS[index_in_link("pick", len(ORDERS)) or 0]
    order = st.segmented_control("Pick", ORDERS, default=start, required=True)
with controls[3]:
    if st.button("Draw again", disabled=order != "random", width="stretch"):
        state["draw"] = (state["draw"] + 1) % MOST_DRAWS
share_state(
    name,
    atlas.codes.shape[1],
    **{"class": chosen if chosen >= 0 else None, "pick": ORDERS.index(order) or None, "draw": state["draw"] or None},
)

wanted = np.arange(len(atlas.labels))
if chosen >= 0:
    wanted = wanted[atlas.labels == chosen]
if order == "random":
    wanted = np.random.default_rng(state["draw"]).permutation(wanted)
else:
    wanted = wanted[np.argsort(atlas.nats[wanted] * (-1 if order == "worst nats" else 1))]
wanted = wanted[:SHOWN]
decoded = model.decode(torch.from_numpy(atlas.codes[wanted])).numpy()

rows = {"Reconstruction: the decoded posterior mean": decoded}
if originals is None:
    st.info(plain(loaders.how_to_get_originals(name)))
else:
    shown = originals[wanted] / np.float32(255)
    differences = [pictures.difference(*pair) for pair in zip(shown, decoded, strict=True)]
    rows = {
        "Original": shown,
        **rows,
        "Difference: orange where the original is brighter, blue where the reconstruction is": differences,
    }
for title, images in rows.items():
    st.caption(title)
    for column, image in zip(st.columns(SHOWN), images, strict=False):
        with column:
            pictures.show(image)
for column, index in zip(st.columns(SHOWN), wanted, strict=False):
    picture, code = atlas.recon_nats[index], atlas.nats[index] - atlas.recon_nats[index]
    column.markdown(f"**{plain(atlas.class_names[atlas.labels[index]])}**, {atlas.split_in_words} {index}")
    column.caption(f"{picture + code:.1f} nats: {picture:.1f} picture, {code:.1f} code")
st.caption(
    "Nats: -ELBO of this one image at beta 1, one draw from its posterior, dynamically binarised pixels where the "
    "likelihood is Bernoulli. Picture: -log p(x|z). Code: KL(q(z|x) || p(z))."
)

st.markdown(f"**By class**, mean over the {atlas.split_in_words} images")
frame = pd.DataFrame({"label": atlas.labels, "-ELBO": atlas.nats, "distortion": atlas.recon_nats}).assign(
    rate=atlas.nats - atlas.recon_nats, images=1
)
table = frame.groupby("label").agg({"images": "sum", "-ELBO": "mean", "distortion": "mean", "rate": "mean"})
table.insert(0, "class", [atlas.class_names[label] for label in table.index])
nats = st.column_config.NumberColumn(format="%.1f nats")
st.dataframe(
    table.sort_values("-ELBO", ascending=False),
    hide_index=True,
    column_config={column: nats for column in ("-ELBO", "distortion", "rate")},
)
