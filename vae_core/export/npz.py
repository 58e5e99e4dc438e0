"""A model's codes, maps, figures and traversals as one NumPy archive that describes itself.

`numpy.load(path, allow_pickle=False)` reads it; the array `about` is JSON that says what every other array is.
Axes: N test images, D latent dimensions, T steps, C H W.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from vae_core.model.parts import GRID, part_of_kind
from vae_core.model.vae import VAE
from vae_core.store import folder
from vae_core.store.atlas import Atlas, load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.walks.latent import traversal

STEPS = 11
SWEPT = ("traversal_values", "traversals")  # not of a grid: an index is not a coordinate
REACH = 2.5  # standard deviations of the codes to either side: past 3 few codes are left

ABOUT = {
    "codes": "(N, D) float32: mu of every image of the map, in the order of the data set",
    "logvar": "(N, D) float32: log-variance of q(z|x), or of a Gaussian near it where it is a flow",
    "labels": "(N,) int64: index into class_names",
    "dimension_names": "names of the D dimensions, in their order",
    "class_names": "names of the classes",
    "tsne": "(N, 2) float32: t-SNE of the codes",
    "pca": "(N, 2) float32: first two principal components of the codes",
    "nats": "(N,) float32: -ELBO of each image in nats, beta 1, one posterior draw; none without a likelihood",
    "recon_nats": "(N,) float32: its first term, -log p(x|z); nats - recon_nats is KL(q(z|x) || p(z))",
    "kl_per_dim": "(D,) float32: mean KL of each dimension of q(z|x), or of that Gaussian, to N(0, 1), nats",
    "tsne_trust": "(N,) float32 in [0, 1]: trustworthiness of each point on the t-SNE map",
    "tsne_continuity": "(N,) float32 in [0, 1]: continuity of each point on the t-SNE map",
    "pca_trust": "(N,) float32 in [0, 1]: trustworthiness on the PCA map",
    "pca_continuity": "(N,) float32 in [0, 1]: continuity on the PCA map",
    "prior_samples": "(M, D) float32: draws from the model's own prior; none where it is N(0, I)",
    "traversal_values": "(D, T) float32: coordinate that dimension d takes at step t",
    "traversals": "(D, T, C, H, W) float32 in [0, 1]: decoded from the mean code with only dimension d moved",
}


def write_npz(name: str, out: Path, dimension_names: Sequence[str] | None = None) -> dict[str, tuple[int, ...]]:
    """Writes the archive whole or not at all, and returns the shape of every array in it.

    Args:
        name: a shipped model or a folder.
        out: the file.
        dimension_names: D of them; "z1", "z2", ... unless given.

    Raises:
        CheckpointError: if the model or its atlas is missing or damaged.
    """
    model, atlas = load_model(name), load_atlas(name)
    swept = {} if part_of_kind(model.parts, GRID) else dict(zip(SWEPT, traversals(model, atlas), strict=True))
    arrays = atlas.arrays() | {
        "dimension_names": np.array(dimension_names or [f"z{dim + 1}" for dim in range(atlas.codes.shape[1])]),
        "class_names": np.array(atlas.class_names),
        **swept,
        "about": np.array(json.dumps({"model": folder.checkpoint_dir(name).name, "arrays": ABOUT}, indent=1)),
    }
    folder.write_whole(out, lambda path: _save(path, arrays))
    return {field: array.shape for field, array in arrays.items()}


def traversals(model: VAE, atlas: Atlas) -> tuple[np.ndarray, np.ndarray]:
    """Every dimension swept 2.5 standard deviations of its codes to either side of the mean code.

    Returns:
        Values (D, T) and decoded pictures (D, T, C, H, W) in [0, 1], both float32.
    """
    mean, deviation = atlas.codes.mean(0), atlas.codes.std(0)
    values = mean[:, None] + np.linspace(-REACH, REACH, STEPS)[None] * deviation[:, None]
    values = values.astype(np.float32)  # (D, T)
    start = torch.from_numpy(mean)
    pictures = [model.decode(traversal(start, dim, torch.from_numpy(row))).numpy() for dim, row in enumerate(values)]
    return values, np.stack(pictures)


def _save(path: Path, arrays: dict[str, np.ndarray]) -> None:
    with path.open("wb") as file:  # given a path, numpy would add .npz to a name that lacks it
        np.savez_compressed(file, **arrays)
