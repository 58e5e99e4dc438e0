"""Model: what it is, its figures and what they mean, its dimensions and how it was trained."""

import numpy as np
import pandas as pd
import streamlit as st
import torch

from frontend import charts, loaders, pictures
from frontend import model_words as words
from frontend.deck import keep_state
from frontend.export_section import export_section
from frontend.place import place
from frontend.plain import plain
from frontend.session import choose_model, or_page_error
from vae_core import folder
from vae_core.config import PRIORS
from vae_core.label import without_folders

STEPS = 15  # pictures in a traversal
REACH = 2.5  # standard deviations of the codes on either side

name = choose_model(label_visibility="collapsed")
config = or_page_error(folder.load_config, name)
metrics = or_page_error(folder.load_metrics, name)
atlas = or_page_error(loaders.atlas, name)
model = or_page_error(loaders.model, name)
keep_state(name, config.latent_dim)
deviation = atlas.codes.std(0)
active = deviation**2 > 0.01

seconds = metrics.get("training_seconds", 0)
took = f"{seconds:.0f} seconds" if seconds < 90 else f"{seconds / 60:.1f} minutes"
data = without_folders(metrics.get("data", "an unnamed data set"))
st.markdown(
    f"**{plain(name)}**: {words.BODIES[config.network]}, {config.latent_dim} latent dimensions, "
    f"{config.likelihood} likelihood, {config.posterior} posterior, {words.prior(config)}, "
    f"beta {metrics.get('recipe', {}).get('beta', 1):g}. "
    f"Trained on {metrics.get('training_images', 0):,} images of {plain(data)}: "
    f"{metrics.get('epochs', 0)} epochs in {took} "
    f"on {plain(metrics.get('device', 'an unnamed device'))}."
)
figures = metrics.get("figures", [])
for column, figure in zip(st.columns(max(1, len(figures))), figures, strict=False):
    value = f"{figure['value']:.2f}" if figure["unit"].startswith("nats") else f"{figure['value']:.0f}"
    made = f"{figure['data']}, {figure['images']:,} images"
    meaning = words.MEANING.get(figure["name"], "").format(prior=PRIORS[config.prior])
    how = f"{made}, {figure['pixels']} pixels, draws from q(z|x) per image: {figure['samples']}."
    column.metric(plain(figure["name"]), value, help=plain(f"{meaning} {how}"))
    column.caption(plain(f"{figure['unit']}{', ' + figure['bound'] if figure['bound'] else ''}; {made}"))

left, right = st.columns(2, gap="large")
with left:
    st.markdown(f"**Information in each dimension**: {active.sum()} of {config.latent_dim} active")
    st.plotly_chart(charts.kl_bars(atlas.kl_per_dim, active), config={"displayModeBar": False})
    other = "" if config.prior == "standard" else f"The rate is to the {PRIORS[config.prior]}, not their sum."
    images = f"{atlas.split_in_words} images"
    images += ", of a Gaussian near each flow q" if config.posterior == "flow" else ""
    st.caption(f"Mean KL(q(z|x) || N(0, 1)) over the {images}. Hatched: inactive, its mean hardly moves. {other}")
with right:
    st.markdown("**Training**: -ELBO by epoch")
    if metrics.get("history"):
        st.plotly_chart(charts.training_curve(metrics["history"]), config={"displayModeBar": False})
    st.caption("Training: mean over the epoch. Validation: averaged weights at beta 1, images held out of training.")

st.markdown("**Traversals** from the present z: one dimension at a time, 2.5 standard deviations to either side")
z = np.array(place(name, config.latent_dim)["z"] or atlas.codes[0], dtype=np.float32)  # as on Explore
columns = st.columns(2, gap="large")
for rank, dim in enumerate(np.argsort(-atlas.kl_per_dim)):
    path = np.repeat(z[None], STEPS, 0)
    path[:, dim] = atlas.codes[:, dim].mean() + np.linspace(-REACH, REACH, STEPS) * deviation[dim]
    with columns[rank % 2]:
        decoded = model.decode(torch.from_numpy(path)).numpy()
        pictures.show(pictures.strip(decoded), f"z{dim + 1}: {atlas.kl_per_dim[dim]:.2f} nats")

export_section(name)
with st.expander("How it was made"):
    st.code(metrics.get("command", "unknown"), language="bash", wrap_lines=True)
    st.dataframe(pd.DataFrame(figures), hide_index=True)
