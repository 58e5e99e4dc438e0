"""Model: what it is, its figures and what they mean, its dimensions and how it was trained."""

import numpy as np
import pandas as pd
import streamlit as st

from frontend import charts, loaders, pictures
from frontend.session import choose_model, or_page_error, present_z
from vae_core import folder

MEANING = {
    "-ELBO": "Upper bound on -log p(x): distortion plus rate. Lower is better.",
    "distortion -log p(x|z)": "What the picture still costs once z is known.",
    "rate KL(q(z|x) || p(z))": "What z itself costs: the information it carries about the image.",
    "-log p(x)": "Importance-weighted bound with K draws: closer to the likelihood than the ELBO.",
    "active units": "Dimensions whose posterior mean varies over the test set by more than 0.01 (variance).",
}
STEPS = 11  # pictures in a traversal
REACH = 2.5  # standard deviations of the codes on either side

name = choose_model()
config = or_page_error(folder.load_config, name)
metrics = or_page_error(folder.load_metrics, name)
atlas = or_page_error(loaders.atlas, name)
model = or_page_error(loaders.model, name)
variance = atlas.codes.var(0)

st.subheader(f"{name}: a {config.network} VAE with {config.latent_dim} latent dimensions")
st.caption(
    f"Trained on {metrics.get('data', 'an unnamed data set')} ({metrics.get('training_images', 0):,} images), "
    f"{config.likelihood} likelihood, {config.prior} prior, beta {metrics.get('recipe', {}).get('beta', 1):g}, "
    f"{metrics.get('epochs', 0)} epochs in {metrics.get('training_seconds', 0) / 60:.1f} minutes "
    f"on {metrics.get('device', 'an unnamed device')}."
)

left, right = st.columns(2, gap="large")
with left:
    st.markdown("**Figures**")
    rows = [
        {
            "figure": figure["name"],
            "value": f"{figure['value']:.2f}" if figure["bound"] else f"{figure['value']:.0f}",
            "error": f"± {figure['std_error']:.2f}" if figure["std_error"] else "",
            "unit": figure["unit"],
            "bound": figure["bound"],
            "data": f"{figure['data']}, {figure['pixels']}, {figure['images']:,} images",
            "meaning": MEANING.get(figure["name"], ""),
        }
        for figure in metrics.get("figures", [])
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")
    st.markdown("**How it was trained**")
    st.code(metrics.get("command", "unknown"), language="bash", wrap_lines=True)
    if metrics.get("history"):
        st.plotly_chart(charts.training_curve(metrics["history"]), config={"displayModeBar": False})
with right:
    st.markdown(f"**Information in each dimension** ({int((variance > 0.01).sum())} of {config.latent_dim} active)")
    st.plotly_chart(charts.kl_bars(atlas.kl_per_dim, variance > 0.01), config={"displayModeBar": False})
    st.caption("Mean KL(q(z|x) || N(0, 1)) over the test set; hatched: inactive, its posterior mean hardly moves.")

st.markdown("**Traversals** from the present z, one dimension at a time, over ± 2.5 standard deviations of the codes")
z = np.array(present_z(config.latent_dim), dtype=np.float32)
columns = st.columns(2, gap="large")
for place, dim in enumerate(np.argsort(-atlas.kl_per_dim)):
    import torch

    path = np.repeat(z[None], STEPS, 0)
    path[:, dim] = atlas.codes[:, dim].mean() + np.linspace(-REACH, REACH, STEPS) * np.sqrt(variance[dim])
    with columns[place % 2]:
        caption = f"z{dim + 1}, {atlas.kl_per_dim[dim]:.2f} nats"
        pictures.show(pictures.strip(model.decode(torch.from_numpy(path)).numpy()), caption)
