"""The scores of images side by side: larger for stranger. Each has its unit and its source where it is computed.

| name | what | unit | source |
|---|---|---|---|
| elbo | -ELBO | nats | Kingma and Welling, 2014; for strangers, C. Bishop, 1994, of densities |
| recon | -log p(x|z) at the mean of the posterior | nats | J. An and S. Cho, 2015, without their draws |
| error_per_ink | squared error over the sum of the image | none | pictures.py |
| knn | mean distance to the ten nearest ordinary codes | standard deviations of a posterior | S. Ramaswamy, 2000 |
| rarity | -log of the aggregate posterior at the code | nats | measure/mixture.py |
| near_error | squared error beside pictures of ordinary codes | squared grey | ordinary.py |
| feature_error | squared error of the encoder's features | none | K. H. Kim et al., 2020, of one layer; pictures.py |
| feature_distance | cosine distance of features beside pictures of ordinary codes | none | ordinary.py |
| complexity | -ELBO less the compressed image | nats | complexity.py |
| entropy | -ELBO less the pixels' own entropy, of a Bernoulli likelihood | nats | complexity.py |
| regret | what a posterior of its own would gain | nats | regret.py |
| both | the fixed combination | none | `both` |

Axes: N images, M ordinary codes, D latent dimensions.
"""

from __future__ import annotations

import numpy as np

from vae_core.model.vae import VAE
from vae_core.strange.complexity import compressed_nats, pixel_entropy
from vae_core.strange.ordinary import Ordinary
from vae_core.strange.pictures import ink_of, see

BOTH, REGRET = "both", "regret"


def score(
    model: VAE, images: np.ndarray, ordinary: Ordinary, own: np.ndarray | None = None, seed: int = 0
) -> dict[str, np.ndarray]:
    """Every score but the regret, which takes as long as a training, by name; (N,) each.

    Args:
        model: any VAE whose pictures have a likelihood.
        images: uint8, (N, C, H, W).
        ordinary: codes of ordinary images of the same model.
        own: the ordinary code that is each image's own, (N,), -1 for none; None where no image is ordinary by itself.
        seed: of the draws of the ELBO.

    Raises:
        ValueError: for a model without a likelihood.
    """
    seen = see(model, images, seed=seed)
    neighbours, far = ordinary.neighbours(seen.codes, own)
    near_error, feature_distance = ordinary.beside(images, neighbours)
    return {
        BOTH: both(near_error, far.mean(1), images),
        "feature_error": seen.feature_error,
        "feature_distance": feature_distance,
        "near_error": near_error,
        "knn": far.mean(1),
        "rarity": ordinary.rarity(seen.codes, own),
        "error_per_ink": seen.error_per_ink,
        "recon": seen.recon,
        "elbo": seen.negative_elbo,
        "complexity": seen.negative_elbo - compressed_nats(images),
        **({"entropy": seen.negative_elbo - pixel_entropy(images)} if model.config.likelihood == "bernoulli" else {}),
    }


def both(near_error: np.ndarray, knn: np.ndarray, images: np.ndarray) -> np.ndarray:
    """The fixed combination: the geometric mean of the near error, per root of the ink, and of the k-NN distance, (N,).

    The near error overlooks thin strokes, and per ink it is drowned by them: the root lies between. It was chosen on
    MNIST without a 0, 2, 3, 6 or 8, among about 35 such combinations; benchmarks/anomaly.py reports it on the rest.
    """
    return np.sqrt(near_error / np.sqrt(ink_of(images)) * knn)
