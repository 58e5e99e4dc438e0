"""The specification in a model file's metadata: checked, and brought to the present schema. No torch here."""

from __future__ import annotations

from typing import Any

from vae_core.fault import Fault
from vae_core.graph.chain import upgraded
from vae_core.graph.check import check_network
from vae_core.graph.kinds import SCHEMA, weights_of
from vae_core.graph.lane import lane_of
from vae_core.graph.price import for_python
from vae_core.graph.shapes import Shape
from vae_core.model.operations_check import OF_NETWORKS, check_operations
from vae_core.model.parts import GRID, classifier_end, encoder_shapes, part_of_kind, stored_parts


def checked_spec(spec: dict[str, Any], weights: dict[str, Shape]) -> dict[str, Any]:
    """The specification in the present schema, its networks held to the weights and to what Python can bear.

    It also says who runs them: `lane`, and `encoder_lane` of the encoder.

    Args:
        spec: `latent_dim` and `image_shape` have been checked.
        weights: shapes of those in the file, by name.

    Raises:
        ValueError: one sentence. KeyError and TypeError where something is no network at all.
    """
    schema = spec.get("schema", 1)
    if schema == 1:
        check_operations(spec, weights)
    elif schema != SCHEMA:
        raise Fault("its graph has schema {got!r}; this version reads 1 and {schema}", got=schema, schema=SCHEMA)
    taken, coded = encoder_shapes(spec)
    spec = upgraded(spec, weights, taken)
    code, image = (1, spec["latent_dim"]), (1, *spec["image_shape"])
    lanes = []
    networks = [("decoder", code, image), ("encoder", (1, *taken), (1, *coded))]
    if "classifier" in spec:
        networks.append(("classifier", image, (1, *classifier_end(spec))))
    if grid := part_of_kind(stored_parts(spec), GRID):
        networks.append(("prior", code, (1, grid.size, grid.codes)))
    if "critic" in spec:
        networks.append(("critic", image, (1, 1)))
    if "energy" in spec:
        networks.append(("energy", code, (1, 1)))
    for part, start, end in networks:
        network, price = spec[part], for_python()
        made = check_network(network, weights, price)
        lanes.append(lane_of(network, price))
        if tuple(network["shape"]) != start or made != end:
            raise Fault("its {part} turns shape {start} into {made}; expected {expected} into {end}", part=part,
                        start=tuple(network["shape"]), made=made, expected=start, end=end)  # fmt: skip
    used = {name for part, *_ in networks for name in weights_of(spec[part])}
    named = (*OF_NETWORKS, "prior.") if grid else OF_NETWORKS
    left = [name for name in weights if name.startswith(named) and name not in used]
    if left:
        raise Fault("its graph leaves out {count} weights, first {first}", count=len(left), first=min(left)[:60])
    return spec | {"lane": lanes[0], "encoder_lane": lanes[1]}
