"""Computes the atlas of a model from images: once, after training, never in a request.

Memory is that of the result and of blocks of a fixed size, whatever N; above 20,000 codes distortion is
measured at 10,000 of them, evenly chosen, each among all.
Axes: N images, D latent dimensions.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch

from vae_core.data.sets import ImageData
from vae_core.measure.distortion import K, local_distortion
from vae_core.measure.kl import kl_per_number
from vae_core.measure.neighbours import knn_of_set
from vae_core.measure.projection import pca, tsne
from vae_core.measure.sampling import evenly
from vae_core.model.objective import elbo_terms, likelihood_input
from vae_core.model.parts import mapped
from vae_core.model.vae import VAE
from vae_core.store.atlas import Atlas

BATCH = 1000
PRIOR_SAMPLES = 1024  # 64 kB in 32 dimensions; more than a visitor draws


def compute_atlas(
    model: VAE,
    data: ImageData,
    seed: int = 0,
    on_progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
    name: str = "",
    split: str = "test",
    trained: int = 0,
) -> Atlas:
    """Encodes `data` in chunks and maps its codes.

    Args:
        model: on the CPU.
        data: a split of a data set.
        seed: of the binarisation, the draws and t-SNE.
        on_progress: called with the stage, the units done and their total.
        name: of the data set; empty for the one that the model was trained on.
        split: "test", "train" or "all", what `data` is.
        trained: of all, how many of them, the last ones, are training images.
    """
    codes, logvar, nats, recon_nats = encode_in_chunks(model, data.images, seed, on_progress, data.labels)
    placed_by = np.ascontiguousarray(mapped(model.parts, codes))
    maps = {"tsne": tsne(placed_by, seed, on_progress=lambda done, total: on_progress("t-SNE", done, total))}
    maps["pca"] = pca(placed_by)
    on_progress("distortion", 0, 1 + len(maps))
    near, _ = knn_of_set(placed_by, K, evenly(len(codes)))
    statistics = {}
    for done, (field, placed) in enumerate(maps.items()):
        on_progress("distortion", 1 + done, 1 + len(maps))
        quality = local_distortion(placed_by, placed, neighbours=near)
        statistics[f"{field}_trust"], statistics[f"{field}_continuity"] = quality
    measured = slice(0, len(codes) - trained)
    return Atlas(
        codes=codes,
        logvar=logvar,
        labels=data.labels,
        class_names=data.class_names,
        nats=nats,
        recon_nats=recon_nats,
        kl_per_dim=kl_per_number(model, codes[measured], logvar[measured]),
        data=name,
        split=split,
        trained=trained,
        prior_samples=prior_samples(model, seed),
        **maps,
        **statistics,
    )


@torch.no_grad()
def prior_samples(model: VAE, seed: int = 0) -> np.ndarray:
    """Draws from the model's own prior, float32, (1024, D), finite in half precision; (0, D) where it is N(0, I)."""
    count = 0 if model.config.prior_known == "standard" else PRIOR_SAMPLES
    draws = model.sample(count, torch.Generator().manual_seed(seed)).numpy()
    largest = np.finfo(np.float16).max
    return draws.clip(-largest, largest)


def encode_in_chunks(
    model: VAE,
    images: np.ndarray,
    seed: int = 0,
    on_progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
    labels: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Codes and nats of a set of any size; memory is that of the result and of 1,000 images.

    Args:
        model: on the CPU.
        images: uint8, (N, C, H, W), or anything with a length whose slices are that (a memory map, a generator of
            pictures).
        seed: of the binarisation and the posterior draw.
        on_progress: called with "encode", the images done and their total.
        labels: classes of the images, (N,), for a model that takes them as given.

    Returns:
        mu and log-variance, float32, (N, D), of the grey images; -ELBO and -log p(x|z) at one draw,
        float32, (N,), or none of a model without a likelihood.
    """
    generator = torch.Generator().manual_seed(seed)
    codes, logvar = np.empty((2, len(images), model.config.code_length), np.float32)
    nats, recon_nats = np.empty((2, len(images) if model.config.has_likelihood else 0), np.float32)
    for start in range(0, len(images), BATCH):
        rows = slice(start, min(start + BATCH, len(images)))
        batch = torch.from_numpy(images[rows])
        classes = None if labels is None else torch.from_numpy(labels[rows])
        codes[rows], logvar[rows] = model.encode(batch.float() / 255, classes)  # of the grey image: no noise in the map
        if model.config.has_likelihood:
            with torch.no_grad():
                terms = elbo_terms(model.given(classes), likelihood_input(model, batch, generator), generator)
            nats[rows], recon_nats[rows] = -terms.elbo, -terms.recon
        on_progress("encode", rows.stop, len(images))
    return codes, logvar, nats, recon_nats
