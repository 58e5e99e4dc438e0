"""Model: what it is, files to take away, its figures and what they mean, its dimensions, how it was trained."""

import pandas as pd
import streamlit as st

from ui import loaders
from ui.adopted import parity
from ui.glossary import glossary
from ui.model import figures as model_figures
from ui.model.about import how_it_was_trained, what_it_is
from ui.model.export_section import export_section
from ui.model.meter_section import meter_section
from ui.model.traversals import traversals_section
from ui.session import needed, this_model
from ui.share import share_state
from ui.words import paragraph, text
from vae_core.model.parts import GRID, part_of_kind
from vae_core.store import folder
from vae_core.store.label import without_folders

PROSE_PX = 860  # longer lines are hard to follow

name = this_model("model")
config = needed(folder.load_config, name)
metrics = needed(folder.load_metrics, name)
atlas = needed(loaders.atlas, name)
needed(loaders.model, name)
share_state(name, config.code_length)

beta = metrics.get("recipe", {}).get("beta", 1)
st.markdown(paragraph(what_it_is(name, config, beta), how_it_was_trained(metrics)), width=PROSE_PX)
lane = needed(loaders.lane, name)
parity(metrics, lane)
export_section(name, lane)
model_figures.grid(metrics)
left, right = st.columns(2, gap="large")
with left:
    if not part_of_kind(config.parts, GRID):
        model_figures.dimensions(name, config, atlas.measured_split)
    else:
        st.caption(text("model.no_dimensions"))
with right:
    if not config.has_likelihood:
        model_figures.no_bound()
    elif not metrics.get("adopted"):
        model_figures.training(metrics.get("history", []))
figures = metrics.get("figures", [])
model_figures.behind(figures, name)
needed(meter_section, name, atlas)
if not part_of_kind(config.parts, GRID):
    traversals_section(name, config.code_length)

with st.expander(text("model.details")):
    command = without_folders(metrics.get("command", text("model.unknown_command")))
    st.code(command, language="bash", wrap_lines=True)
    st.dataframe(pd.DataFrame(figures).drop(columns="curve", errors="ignore"), hide_index=True)
glossary("elbo", "nat", "kl", "prior", "posterior", "support")
