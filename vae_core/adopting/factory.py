"""Somebody's modules by the name of what makes them, with their weights: data alone, never a pickle that runs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import nn

from vae_core.adopting.parts import Parts, parts_of
from vae_core.fault import Fault, shown
from vae_core.store.label import reason_of

NESTED = ("state_dict", "model_state_dict", "model")  # under which a checkpoint may keep its weights


def made_by(factory: str, weights: Path | None) -> Parts:
    """Encoder and decoder, in evaluation mode, and what their library says of them.

    Args:
        factory: "package.module:name", called without arguments: a module with `encode` and `decode` (or `encoder` and
            `decoder`), or a pair of modules.
        weights: safetensors, or a .pt of tensors; as made unless given.

    Raises:
        ValueError: one sentence.
    """
    made = _called(factory)
    whole = nn.ModuleDict(dict(zip(("encoder", "decoder"), made, strict=True))) if _is_pair(made) else made
    if not isinstance(whole, nn.Module):
        raise Fault("{factory} must make a torch.nn.Module or a pair of them; got {got}", factory=factory,
                    got=type(made).__name__)  # fmt: skip
    if weights is not None:
        _load(whole, weights)
    whole.eval()
    return Parts(*made) if _is_pair(made) else parts_of(made)


def _is_pair(made: Any) -> bool:
    return isinstance(made, tuple | list) and len(made) == 2 and all(isinstance(one, nn.Module) for one in made)


def _called(factory: str) -> Any:
    module, _, name = factory.partition(":")
    if not module or not name:
        raise Fault("expected package.module:factory; got {got}", got=shown(factory))
    try:
        return getattr(import_module(module), name)()
    except ModuleNotFoundError as error:
        raise Fault("{factory} cannot be imported ({reason})", factory=factory, reason=reason_of(error)) from None
    except Exception as error:  # whatever somebody's code raises
        raise Fault("{factory} fails: {kind}: {reason}", factory=factory, kind=type(error).__name__,
                    reason=reason_of(error)) from None  # fmt: skip


def _load(module: nn.Module, path: Path) -> None:
    try:
        if path.suffix == ".safetensors":
            stored = load_file(path)
        else:
            stored = torch.load(path, map_location="cpu", weights_only=True)
    except UnpicklingError:
        raise Fault("{file} holds more than tensors, and loading it would run code: save model.state_dict() instead",
                    file=path.name) from None  # fmt: skip
    except (OSError, SafetensorError, RuntimeError, EOFError, ValueError) as error:
        unreadable = "{file} cannot be read as weights: expected safetensors, or a .pt of tensors alone ({reason})"
        raise Fault(unreadable, file=path.name, reason=reason_of(error)) from None
    for key in NESTED:
        stored = stored[key] if isinstance(stored, dict) and isinstance(stored.get(key), dict) else stored
    try:
        module.load_state_dict(stored)
    except (RuntimeError, TypeError, AttributeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise Fault("{file} does not fit the module ({reason})", file=path.name, reason=reason) from None
