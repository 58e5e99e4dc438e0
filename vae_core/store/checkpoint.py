"""The weights of a model folder: `model.safetensors`, read only after its header fits `config.json`.

Weights are stored in half precision and computed in single: rounding them costs less than 0.01 nats and
halves the folder. The figures in metrics.json belong to the rounded weights. The file's metadata holds both networks as
graphs (graph/kinds.py), so that the browser runs the very file that PyTorch loads; older files hold chains of layers,
which are brought to the same form when they are read (graph/chain.py). PyTorch replays the graph of other code, and
builds our own networks, which must train.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from vae_core.fault import Fault
from vae_core.graph.chain import upgraded
from vae_core.graph.kinds import SCHEMA
from vae_core.graph.replay import Replay, ReplayedLogits
from vae_core.model.config import ADOPTED, ModelConfig
from vae_core.model.families import build_model
from vae_core.model.likelihood import build_likelihood
from vae_core.model.operations import operations
from vae_core.model.parts import encoder_shapes
from vae_core.model.vae import VAE
from vae_core.store.folder import CheckpointError, check_size, checkpoint_dir, load_config, write_json, write_whole
from vae_core.store.label import reason_of
from vae_core.store.model_spec import checked_spec


def load_model(name_or_path: str | Path) -> VAE:
    """A trained model, ready to encode and decode (evaluation mode, single precision, CPU).

    Args:
        name_or_path: a shipped name, or a folder.

    Raises:
        CheckpointError: if the folder is missing, or its config or weights are missing, damaged, of another
            shape or not finite. Nothing is built before the header of the weights has been compared.
    """
    folder = checkpoint_dir(name_or_path)
    config = load_config(folder)
    model = _load_adopted(folder, config) if config.network == ADOPTED else _load_ours(folder, config)
    model.folder = folder
    return model


def _load_ours(folder: Path, config: ModelConfig) -> VAE:
    with torch.device("meta"):  # shapes without memory: a hostile config allocates nothing
        expected = {name: tuple(value.shape) for name, value in build_model(config).state_dict().items()}
    weights = _read_weights(folder, expected)
    model = build_model(config)
    model.load_state_dict(weights)
    return model.eval()


def save_model(folder: Path, model: VAE) -> None:
    """Writes config and weights; the weights are rounded to half precision."""
    weights = {name: value.detach().half().contiguous() for name, value in model.state_dict().items()}
    spec = operations(model)
    shapes = {name: tuple(value.shape) for name, value in weights.items()}
    spec = upgraded(spec, shapes, encoder_shapes(spec)[0])
    metadata = {"kind": "model", "spec": json.dumps(spec)}
    write_whole(folder / "model.safetensors", lambda path: save_file(weights, path, metadata))
    write_json(folder / "config.json", model.config.to_json())


def save_adopted(
    folder: Path, config: ModelConfig, networks: dict[str, dict], weights: dict[str, torch.Tensor]
) -> None:
    """Writes a model of other code: its networks as graphs, its weights in single precision."""
    spec = {"schema": SCHEMA, "latent_dim": config.latent_dim, "image_shape": list(config.image_shape)}
    spec |= {"likelihood": config.likelihood, "posterior": config.posterior} | networks
    metadata = {"kind": "model", "spec": json.dumps(spec)}
    kept = {name: value.detach().float().contiguous() for name, value in weights.items()}
    write_whole(folder / "model.safetensors", lambda path: save_file(kept, path, metadata))
    write_json(folder / "config.json", config.to_json())


def adopted_model(config: ModelConfig, networks: dict[str, dict], weights: dict[str, torch.Tensor]) -> VAE:
    """A model whose bodies replay graphs; weights are named as in the file."""
    decoder = ReplayedLogits(networks["decoder"], weights, config.image_shape)
    model = VAE(config, Replay(networks["encoder"], weights), decoder)
    model.load_state_dict(weights)
    return model.eval()


def _load_adopted(folder: Path, config: ModelConfig) -> VAE:
    path = folder / "model.safetensors"
    check_size(path)
    try:
        with safe_open(path, framework="pt") as stored:
            spec = json.loads((stored.metadata() or {})["spec"])
            shapes = {name: tuple(stored.get_slice(name).get_shape()) for name in stored.keys()}  # noqa: SIM118
            if spec["latent_dim"] != config.latent_dim or spec["image_shape"] != list(config.image_shape):
                raise Fault("config.json belongs to another model")
            spec = checked_spec(spec, shapes)
            expected = {name: shape for name, shape in shapes.items() if name.startswith(("encoder.", "decoder."))}
            of_pixels = build_likelihood(config.likelihood).state_dict()
            expected |= {f"likelihood.{name}": tuple(value.shape) for name, value in of_pixels.items()}
        return adopted_model(config, spec, _read_weights(folder, expected))
    except CheckpointError:
        raise
    except (SafetensorError, OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        damaged = "{model}: model.safetensors is damaged ({reason})"
        raise CheckpointError(damaged, model=folder.name, reason=reason_of(error)) from None


def _read_weights(folder: Path, expected: dict[str, tuple[int, ...]]) -> dict[str, torch.Tensor]:
    path = folder / "model.safetensors"
    if not os.path.isfile(path):
        raise CheckpointError(
            "{model}: model.safetensors is missing (pickled weights are never read)", model=folder.name
        )
    try:
        with safe_open(path, framework="pt") as stored:
            found = {name: tuple(stored.get_slice(name).get_shape()) for name in stored.keys()}  # noqa: SIM118
            if found != expected:
                raise _unlike(folder.name, expected, found)
            weights = {name: stored.get_tensor(name).float() for name in expected}
    except (SafetensorError, OSError) as error:
        raise CheckpointError(
            "{model}: model.safetensors is damaged or truncated ({reason})", model=folder.name, reason=error
        ) from None
    for name, value in weights.items():
        if not torch.isfinite(value).all():
            raise CheckpointError(
                "{model}: the weights hold NaN or infinity (first in {name})", model=folder.name, name=name
            )
    return weights


def _unlike(model: str, expected: dict[str, tuple], found: dict[str, tuple]) -> CheckpointError:
    """Says which weight is the first whose shape is another."""
    name = min(name for name in expected | found if expected.get(name) != found.get(name))
    wanted, got = expected.get(name), found.get(name)
    if got is None:
        sentence = "{model}: config.json asks for weight {name} of shape {wanted}; the file has none"
    elif wanted is None:
        sentence = "{model}: the file has weight {name} of shape {got}; config.json asks for none"
    else:
        sentence = "{model}: config.json asks for weight {name} of shape {wanted}; the file has {got}"
    return CheckpointError(sentence, model=model, name=name, wanted=wanted, got=got)
