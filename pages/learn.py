"""Learn: what a VAE is, told with the live model: one image's posterior, its two terms, beta, blur, mistakes."""

import base64

import numpy as np
import pandas as pd
import streamlit as st

from ui import loaders, pictures
from ui.host import part
from ui.learn import one_image
from ui.learn.beta_words import what_beta_changed
from ui.learn.symbols import text
from ui.link import number_in_link
from ui.plain import plain
from ui.point import point
from ui.session import choose_model, needed, send_model
from vae_core.store import folder

BETAS = ("mnist-2d-beta05", "mnist-2d", "mnist-2d-beta4")  # one recipe and seed, three betas
AVERAGED = 40


columns = st.columns([2, 1, 4], vertical_alignment="bottom")
with columns[0]:
    name = choose_model()
atlas = needed(loaders.atlas, name)
send_model(name)
originals = needed(loaders.originals, name)
with columns[1]:
    title, last = f"{atlas.split_in_words.capitalize()} image", len(atlas.labels) - 1
    index = number_in_link(title, last, key=f"learn-{name}")
config = needed(folder.load_config, name)
latent_dim = config.latent_dim

st.markdown(text("one_image"))
image = None if originals is None else base64.b64encode(originals[index].tobytes()).decode()
rate = needed(one_image.rate, name, index)
part("lesson", "lesson", **point(name, latent_dim), index=index, image=image, rate=rate)
if originals is None:
    st.caption(plain(loaders.how_to_get_originals(name)) + " Until then x is its own reconstruction.")
if config.likelihood != "bernoulli":
    st.caption("The distortion counts a Bernoulli likelihood, which this model does not have.")
if rate:
    st.caption(f"{rate['title']}. The formula below and the table's KL hold for a Gaussian q and the prior N(0, I).")
if config.posterior == "flow":
    st.caption("This model's q(z|x) is a flow: μ and σ here and the draws are those of a Gaussian near it.")
st.markdown(text("two_terms"))

st.markdown(text("beta"))
here = [beta_name for beta_name in BETAS if beta_name in folder.list_models()]
rows = []
for beta_name in here:
    metrics = needed(folder.load_metrics, beta_name)
    figures = {figure["name"]: figure["value"] for figure in metrics.get("figures", [])}
    rows.append({"name": beta_name, "beta": metrics.get("recipe", {}).get("beta", 1)} | figures)
    send_model(beta_name, f"_{beta_name}")
part("betas", "betas", models=[{"name": row["name"], "beta": row["beta"]} for row in rows])
shown = ["name", "beta", "distortion -log p(x|z)", "rate KL(q(z|x) || p(z))", "-ELBO", "active units"]
nats = {column: st.column_config.NumberColumn(format="%.2f") for column in shown[2:5]}
st.markdown(what_beta_changed(rows))
st.dataframe(pd.DataFrame(rows).reindex(columns=shown), hide_index=True, column_config=nats)
st.caption("Nats per test image, one posterior draw, dynamically binarised pixels; -ELBO is counted at beta 1 for all.")

st.markdown(text("blur"))
averaged, decoded, _ = st.columns([1, 1, 3])
near = np.argsort(((atlas.codes - atlas.codes[index]) ** 2).sum(1))[:AVERAGED]
if originals is not None:
    with averaged:
        words = f"mean of the {AVERAGED} {atlas.split_in_words} images nearest to this code"
        pictures.show(originals[near].mean(0) / 255, words)
with decoded:
    pictures.show(needed(one_image.decoded_mean, name, index), "what the decoder shows there")
st.markdown(text("mistakes"))
