"""Computes the atlas of a model from its test images: once, after training, never in a request.

Axes: N test images, D latent dimensions.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from vae_core.atlas import Atlas
from vae_core.data import ImageData
from vae_core.distortion import local_distortion
from vae_core.model import VAE
from vae_core.objective import elbo_terms, likelihood_input
from vae_core.posterior import kl_to_standard_normal
from vae_core.projection import pca, tsne
from vae_core.support import support_quantiles

BATCH = 1000


def compute_atlas(
    model: VAE,
    data: ImageData,
    seed: int = 0,
    on_progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> Atlas:
    """Encodes `data` in chunks and maps its codes.

    Args:
        model: on the CPU.
        data: the test split.
        seed: of the binarisation, the posterior draw and t-SNE.
        on_progress: called with the stage, the units done and their total.
    """
    codes, logvar, nats, recon_nats = _encode(model, data.images, seed, on_progress)
    maps = {"tsne": tsne(codes, seed, on_progress=lambda done, total: on_progress("t-SNE", done, total))}
    maps["pca"] = pca(codes)
    statistics = {}
    for done, (name, placed) in enumerate(maps.items()):
        on_progress("distortion", done, len(maps))
        statistics[f"{name}_trust"], statistics[f"{name}_continuity"] = local_distortion(codes, placed)
    return Atlas(
        codes=codes,
        logvar=logvar,
        labels=data.labels,
        class_names=data.class_names,
        nats=nats,
        recon_nats=recon_nats,
        kl_per_dim=kl_to_standard_normal(torch.tensor(codes), torch.tensor(logvar)).mean(0).numpy(),
        support_quantiles=support_quantiles(codes),
        **maps,
        **statistics,
    )


def _encode(model: VAE, images: np.ndarray, seed: int, on_progress) -> tuple[np.ndarray, ...]:
    generator = torch.Generator().manual_seed(seed)
    rows: list[tuple[np.ndarray, ...]] = []
    for start in range(0, len(images), BATCH):
        batch = torch.from_numpy(images[start : start + BATCH])
        mu, logvar = model.encode(batch.float() / 255)  # codes are those of the grey image: no noise in the map
        with torch.no_grad():
            terms = elbo_terms(model, likelihood_input(model, batch, generator), generator)
        rows.append((mu.numpy(), logvar.numpy(), -terms.elbo.numpy(), -terms.recon.numpy()))
        on_progress("encode", min(start + BATCH, len(images)), len(images))
    return tuple(np.concatenate(column) for column in zip(*rows, strict=True))
