"""The network as a short list of operations, for the browser.

The browser's twin is web/engine/network.js.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vae_core.model.adversarial import AdversarialVAE
from vae_core.model.blend_graph import blend_networks
from vae_core.model.couplings import Couplings
from vae_core.model.grid_graph import grid_networks
from vae_core.model.hierarchy import HierarchyVAE
from vae_core.model.hierarchy_graph import hierarchy_networks
from vae_core.model.ladder import LadderVAE
from vae_core.model.ladder_graph import ladder_networks
from vae_core.model.layer_list import list_operations
from vae_core.model.quantised import QuantisedVAE
from vae_core.model.vae import VAE

ENERGY = "prior.energy"  # how the names of its weights begin


def operations(model: VAE) -> dict[str, Any]:
    """Encoder and decoder as operation lists; weights are named as in `model.state_dict()`.

    Returns:
        `latent_dim` (numbers of the flat z), `image_shape`, `likelihood`, `posterior`, `parts` where z is no plain
        vector, and the lists `encoder` (pixels in C H W order, in [0, 1], then the weights of the classes where they
        are given -> mu, then log-variance of the vector) and `decoder` (z -> pixels in [0, 1]), with `classifier`
        (pixels -> logits of q(y|x)) of a model that infers the class and `energy` (z -> E) of one whose prior has one;
        or the networks of a grid (grid_graph.py) or of a blend (blend_graph.py); ready for `json.dumps`.

    Raises:
        ValueError: if a layer has no operation in the browser.
    """
    parts = [part.to_json() for part in model.parts]
    return {
        "latent_dim": model.config.code_length,
        "image_shape": list(model.config.image_shape),
        "likelihood": model.config.likelihood,
        "posterior": model.config.posterior,
        **({"parts": parts} if model.config.parts_are_told else {}),
        **_networks(model),
        **({"classifier": list_operations(model.classifier, "classifier")} if model.config.infers_class else {}),
        **({"energy": list_operations(model.prior.energy, ENERGY)} if model.config.prior == "energy" else {}),
    }


def _networks(model: VAE) -> dict[str, Any]:
    if isinstance(model, LadderVAE):
        return ladder_networks(model)
    if isinstance(model, HierarchyVAE):
        return hierarchy_networks(model)
    chains = _chains(model)
    if isinstance(model, AdversarialVAE):
        return blend_networks(model, **chains)
    return grid_networks(model, **chains) if isinstance(model, QuantisedVAE) else chains


def _chains(model: VAE) -> dict[str, Any]:
    return {
        "encoder": [*list_operations(model.encoder, "encoder"), *_couplings(model.flow)],
        "decoder": [*list_operations(model.decoder, "decoder"), {"op": "act", "fn": "sigmoid"}],
    }


def _couplings(flow: Couplings | None) -> Iterator[dict]:
    if flow is not None:
        nets = [list_operations(net, f"flow.nets.{index}") for index, net in enumerate(flow.nets)]
        yield {"op": "couplings", "dims": flow.latent_dim, "nets": nets}
