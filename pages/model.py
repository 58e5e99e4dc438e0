"""Model: what it is, its figures and what they mean, its dimensions and how it was trained."""

import numpy as np
import pandas as pd
import streamlit as st

from ui import loaders
from ui.model import charts, traversals, words
from ui.model import figures as model_figures
from ui.model.export_section import export_section
from ui.model.meter_section import meter_section
from ui.plain import plain
from ui.point import point
from ui.session import choose_model, needed
from ui.share import share_state
from vae_core.store import folder
from vae_core.store.label import without_folders

name = choose_model(label_visibility="collapsed")
config = needed(folder.load_config, name)
metrics = needed(folder.load_metrics, name)
atlas = needed(loaders.atlas, name)
needed(loaders.model, name)
share_state(name, config.latent_dim)

seconds = metrics.get("training_seconds", 0)
took = f"{seconds:.0f} seconds" if seconds < 90 else f"{seconds / 60:.1f} minutes"
data = without_folders(metrics.get("data", "an unnamed data set"))
held_out = f", {metrics['validation_images']:,} more held out" if "validation_images" in metrics else ""
st.markdown(
    f"**{plain(name)}**: {words.BODIES[config.network]}, {words.dimensions(config.latent_dim)}, "
    f"{config.likelihood} likelihood, {config.posterior} posterior, {words.prior(config)}, "
    f"beta {metrics.get('recipe', {}).get('beta', 1):g}. "
    f"Trained on {metrics.get('training_images', 0):,} images of {plain(data)}{held_out}: "
    f"{metrics.get('epochs', 0)} epochs in {took} "
    f"on {plain(metrics.get('device', 'an unnamed device'))}."
)
figures = metrics.get("figures", [])
model_figures.grid(figures, config)

left, right = st.columns(2, gap="large")
with left:
    model_figures.dimensions(name, config, atlas.split_in_words)
with right:
    st.markdown("**Training**: -ELBO by epoch")
    if metrics.get("history"):
        st.plotly_chart(charts.training_curve(metrics["history"]), config=model_figures.CHART, key="model-training")
    st.caption("Training: mean over the epoch. Validation: averaged weights at beta 1, images held out of training.")
model_figures.behind(figures, name)

needed(meter_section, name, atlas)
export_section(name)

st.markdown("**Traversals** from the present z: one dimension at a time, 2.5 standard deviations to either side")
z = np.array(point(name, config.latent_dim)["z"] or atlas.codes[0], dtype=np.float32)  # as on Explore
information = loaders.dimensions(name).information
columns = st.columns(2, gap="large")
for rank, (dim, strip) in enumerate(traversals.strips(name, z)):
    columns[rank % 2].image(strip, f"z{dim + 1}: {information[dim]:.2f} nats", width="stretch")

with st.expander("How it was made"):
    st.code(without_folders(metrics.get("command", "unknown")), language="bash", wrap_lines=True)
    st.dataframe(pd.DataFrame(figures).drop(columns="curve", errors="ignore"), hide_index=True)
