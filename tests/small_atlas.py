"""An atlas of random numbers, of the right shapes."""

from __future__ import annotations

import numpy as np

from vae_core.store.atlas import Atlas

N, D = 40, 3


def small_atlas(**changes) -> Atlas:
    rng = np.random.default_rng(0)
    arrays = {name: rng.normal(size=(N, D)).astype("f4") for name in ("codes", "logvar")}
    arrays |= {name: rng.normal(size=(N, 2)).astype("f4") for name in ("tsne", "pca")}
    arrays |= {name: rng.normal(size=N).astype("f4") for name in ("nats", "recon_nats")}
    trust = ("tsne_trust", "tsne_continuity", "pca_trust", "pca_continuity")
    arrays |= {name: rng.random(N).astype("f2").astype("f4") for name in trust}
    arrays["prior_samples"] = rng.normal(2, 1, (20, D)).astype("f2").astype("f4")
    arrays["logvar"] = arrays["logvar"].astype("f2").astype("f4")
    arrays |= {"kl_per_dim": rng.random(D).astype("f4")}
    arrays |= {"labels": rng.integers(0, 2, N), "class_names": ("a cat", "ein Hund")}
    return Atlas(**arrays | changes)
