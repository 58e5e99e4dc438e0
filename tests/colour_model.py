"""A small colour model whose pictures are full of colour, with an atlas of random codes."""

import numpy as np
import torch
from small_atlas import N, small_atlas
from small_vae import small_vae

from vae_core.store.checkpoint import save_model
from vae_core.store.folder import write_json

CHANNELS = 3


def colour_model(folder, **changes):
    """Writes the model folder and returns the model; every pixel of it has channels of its own."""
    config = {"image_shape": (CHANNELS, 8, 12), "likelihood": "gaussian", "network": "conv", "latent_dim": 3} | changes
    model = small_vae(**config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.startswith("decoder") and parameter.ndim == 1:
                parameter.mul_(2)  # far from grey
    save_model(folder, model)
    rng = np.random.default_rng(3)
    codes = rng.normal(size=(N, config["latent_dim"])).astype("f4")
    names = tuple(f"kind {i}" for i in range(4))
    logvar = rng.normal(-2, 0.1, codes.shape).astype("f2").astype("f4")
    kl = rng.random(config["latent_dim"]).astype("f4")
    prior = np.empty((0, config["latent_dim"]), "f4")
    small_atlas(
        codes=codes, logvar=logvar, labels=np.arange(N) % 4, class_names=names, kl_per_dim=kl, prior_samples=prior
    ).save(folder)
    write_json(folder / "metrics.json", {"data": "/home/somebody/holiday photos", "figures": []})
    return model
