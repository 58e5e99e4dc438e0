"""The networks of a model with two decoders as operations on named values, for the browser: a blend of two pictures.

The twin of the blend in adversarial.py.
"""

from __future__ import annotations

from typing import Any

from vae_core.graph.chain import Writer, of_chain
from vae_core.graph.kinds import SCHEMA
from vae_core.model.adversarial import AdversarialVAE
from vae_core.model.layer_list import list_operations


def blend_networks(model: AdversarialVAE, encoder: list[dict], decoder: list[dict]) -> dict[str, Any]:
    """`encoder`, `decoder` (z and the blend -> pixels), `critic` (pixels -> score) and `schema`."""
    shapes = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    image = model.config.image_shape
    return {
        "schema": SCHEMA,
        "encoder": of_chain(encoder, shapes, image),
        "decoder": _decoder(model, decoder, Writer(shapes)),
        "critic": of_chain(list_operations(model.critic, "critic"), shapes, image),
    }


def _decoder(model: AdversarialVAE, own: list[dict], write: Writer) -> dict[str, Any]:
    D, length = model.config.latent_dim, model.config.code_length
    z, blend = write.columns("x", 0, D), write.columns("x", D, length)
    blend = write.view(write.act_of(blend, "clamp", 0.0, 1.0), (1, 1, 1, 1))[1]
    _, twin = write.through(list_operations(model.twin, "twin"), (1, D), z)
    twin = write.act_of(twin, "sigmoid")
    _, made = write.through(own, (1, D), z)
    blended = write.of_two("add", twin, write.of_two("mul", write.of_two("sub", made, twin), blend))
    return {"input": "x", "shape": [1, length], "ops": write.ops, "output": blended}
