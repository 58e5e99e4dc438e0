"""Reconstructions: what the model keeps of test images, and what each one costs it."""

import numpy as np
import pandas as pd
import streamlit as st
import torch

from frontend import loaders, pictures
from frontend.session import choose_model, or_page_error

SHOWN = 10
ORDERS = ("random", "worst nats", "best nats")

controls = st.columns([2, 2, 2, 1], vertical_alignment="bottom")
with controls[0]:
    name = choose_model()
atlas = or_page_error(loaders.atlas, name)
model = or_page_error(loaders.model, name)
originals = loaders.originals(name)
with controls[1]:
    chosen_class = st.selectbox("Class", ["all", *atlas.class_names], key=f"class-{name}")
with controls[2]:
    order = st.segmented_control("Pick", ORDERS, default="random", required=True)
with controls[3]:
    if st.button("Draw again", disabled=order != "random", width="stretch"):
        st.session_state["draw"] = st.session_state.get("draw", 0) + 1

wanted = np.arange(len(atlas.labels))
if chosen_class != "all":
    wanted = wanted[atlas.labels == atlas.class_names.index(chosen_class)]
if order == "random":
    wanted = np.random.default_rng(st.session_state.get("draw", 0)).permutation(wanted)
else:
    wanted = wanted[np.argsort(atlas.nats[wanted] * (-1 if order == "worst nats" else 1))]
wanted = wanted[:SHOWN]
decoded = model.decode(torch.from_numpy(atlas.codes[wanted])).numpy()

if originals is None:
    st.info(loaders.how_to_get_originals(name))
for column, index, reconstruction in zip(st.columns(SHOWN), wanted, decoded, strict=False):
    with column:
        if originals is not None:
            original = originals[index] / np.float32(255)
            pictures.show(original, "original")
            pictures.show(reconstruction, "reconstruction")
            pictures.show(pictures.difference(original, reconstruction), "difference")
        else:
            pictures.show(reconstruction, "reconstruction")
        st.markdown(f"**{atlas.class_names[atlas.labels[index]]}**, test {index}")
        st.caption(f"{atlas.nats[index]:.1f} nats: {atlas.recon_nats[index]:.1f} picture, "
                   f"{atlas.nats[index] - atlas.recon_nats[index]:.1f} code")
st.caption(
    "Nats: -ELBO of this one image at beta 1, one draw from its posterior, dynamically binarised pixels where the "
    "likelihood is Bernoulli. The reconstruction decodes the posterior mean. Difference: orange where the original "
    "is brighter, blue where the reconstruction is."
)

st.markdown("**By class**, mean over the test images")
frame = pd.DataFrame(
    {"class": [atlas.class_names[label] for label in atlas.labels], "-ELBO": atlas.nats, "distortion": atlas.recon_nats}
).assign(rate=atlas.nats - atlas.recon_nats, images=1)
table = frame.groupby("class", sort=False).agg(
    {"images": "sum", "-ELBO": "mean", "distortion": "mean", "rate": "mean"}
)
nats = st.column_config.NumberColumn(format="%.1f nats")
st.dataframe(
    table.sort_values("-ELBO", ascending=False).reset_index(),
    hide_index=True,
    column_config={column: nats for column in ("-ELBO", "distortion", "rate")},
)
