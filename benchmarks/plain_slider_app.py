"""The peer: an ordinary Streamlit explorer, `st.slider` per dimension, PyTorch decode, `st.image`, eager imports."""

import sys
from pathlib import Path

import pandas as pd  # noqa: F401  # what such apps import before they draw
import sklearn.manifold  # noqa: F401
import streamlit as st
import torch

sys.path.insert(0, str(Path(__file__).parents[1]))
from vae_core import load_model

NAME = "mnist-16d"
model = st.cache_resource(load_model)(NAME)
z = [st.slider(f"z{dim + 1}", -3.0, 3.0, 0.0) for dim in range(model.config.latent_dim)]
st.image(model.decode(torch.tensor([z]))[0, 0].numpy(), width=280, output_format="PNG")
