"""Adopts a VAE that other code trained: two modules and some images in, a model folder like any other out.

Everything is checked before anything is written, and the folder appears whole or not at all. What travels is data:
the networks as graphs, the weights as safetensors; no pickle is written or read.
"""

from __future__ import annotations

import contextlib
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from vae_core.adopting import given
from vae_core.adopting.folder import write_folder
from vae_core.adopting.guess import guess_ranges, guess_spread, range_that_runs
from vae_core.adopting.parts import AUTO, Parts, parts_of
from vae_core.adopting.trials import check_picture, latent_shape, latent_width
from vae_core.adopting.wrapped import WrappedDecoder, WrappedEncoder, on_cpu
from vae_core.fault import Fault, Sentence
from vae_core.graph.export import write_down
from vae_core.measure.sampling import at_most
from vae_core.model.config import ADOPTED, ModelConfig
from vae_core.model.likelihood import MIN_LOG_SCALE, MIN_LOG_SIGMA, DiscretisedLogistic
from vae_core.model.vae import VAE
from vae_core.notebook.cell import HEIGHT_PX, explorer_of
from vae_core.store.beside import Beside
from vae_core.store.checkpoint import adopted_model
from vae_core.store.model_spec import checked_spec

if TYPE_CHECKING:
    from vae_core.notebook.explorer import Explorer

PARITY_CODES = 32
TRIED = 8  # codes, before anything else
MOST_TRIED = 512  # images, of which ranges are guessed: 100 MB of the largest
MOST_DIFFERENCE = 1e-3  # of a pixel: rounding is 1e-6, a wrong graph is 1e-1


@dataclass(frozen=True)
class Adopted:
    """A model that was adopted."""

    folder: Path
    parity: float  # largest difference of a pixel between the graph and the module, over new z
    engine_parity: float | None  # the same of the browser's engine; None without Node, or where Python decodes
    guessed: tuple[str, ...]  # what was not said and was guessed, each in words

    def model(self) -> VAE:
        """As `load_model` gives it."""
        from vae_core.store.checkpoint import load_model

        return load_model(self.folder)

    def explore(self, height: int = HEIGHT_PX, language: str = "en") -> Explorer:
        """A widget for a notebook: map, sliders, picture and trust meter, live in the cell."""
        return explorer_of(self.folder, height, language)


def adopt(
    *,
    images: np.ndarray | Tensor,
    model: Any = None,
    encoder: nn.Module | Callable | None = None,
    decoder: nn.Module | Callable | None = None,
    name: str | None = None,
    latent_dim: int | Sequence[int] | None = None,
    labels: np.ndarray | Tensor | None = None,
    class_names: Sequence[str] | None = None,
    likelihood: str = AUTO,
    output: str = AUTO,
    input_range: Any = AUTO,
    out: str | Path | None = None,
    data: str = "",
    split: str = "test",
    on_progress: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> Adopted:
    """Checks, writes down and maps a trained VAE.

    Args:
        images: uint8, (N, C, H, W): what the map shows.
        model: a module with `encode` and `decode`, diffusers' and pythae's among them; or both parts by themselves:
        encoder: images to mu, (mu, log-variance) or one tensor of both; a module or a method of one, in eval mode.
        decoder: z to a picture of the images' size; as `encoder`.
        name: of the model; that of its class unless given.
        latent_dim: D, or a shape (C, h, w); what the encoder makes unless given.
        labels: whole numbers, (N,), or None.
        class_names: one for each label; the numbers unless given.
        likelihood: "bernoulli", "gaussian" or "logistic": by what its nats are counted; where "auto" what the
            library of the model says, and else "bernoulli".
        output: what the decoder makes: "pixels" in [0, 1], "logits" or "tanh" in [-1, 1]; guessed where "auto".
        input_range: what the encoder takes: (0, 1), (-1, 1) or ("mean", "std"); guessed where "auto".
        out: folder; the models' own unless given.
        data: the name of the data set or folder that the images come from, for the record.
        split: "train" or "test", what they are of it.
        on_progress: called with the stage, the units done and their total.

    Returns:
        Where it lies, how exactly it is the same, and what was guessed.

    Raises:
        ValueError: one sentence on what is wrong; nothing has been written then.
    """
    given.choices(likelihood, output, input_range)
    parts = _parts(model, encoder, decoder)
    folder = given.model_folder(name or _named(parts.encoder).partition(".")[0], out)
    size = None if latent_dim is None else given.latent_size(latent_dim)
    shown, said = given.images_and_labels(images, labels, class_names)
    on_progress("checks", 0, 1)
    chosen = parts.input_range if input_range == AUTO else input_range
    chosen = chosen if isinstance(chosen, str) else tuple(chosen)
    output = parts.output if output == AUTO else output
    likelihood = parts.likelihood if likelihood == AUTO else likelihood
    with contextlib.redirect_stdout(io.StringIO()):  # what their code prints is not ours to show
        x, theirs, pictures, more = _understood(parts, size, shown.images, output, chosen)
        size = theirs.latent_dim
        config = ModelConfig(latent_dim=size, image_shape=x.shape[1:], network=ADOPTED,
                             likelihood="bernoulli" if likelihood == AUTO else likelihood)  # fmt: skip
        networks, weights = _written(theirs, pictures, config, x)
        model = adopted_model(config, networks, weights)
        z, parity = new_codes(size), _parity(model, pictures, theirs, x)
        with torch.no_grad():
            new = {"z": z.numpy(), "pictures": pictures(z).flatten(1).numpy()}
    said += more
    made = {"guessed": said, "parity": parity, "encoder": _named(parts.encoder), "decoder": _named(parts.decoder)}
    made |= {"data": data, "split": split}
    beside = Beside(folder)
    with beside as temporary:
        engine = write_folder(temporary, config, networks, weights, shown, new, made, on_progress)
        beside.put()
    return Adopted(folder, parity, engine, tuple(map(str, said)))


def _parts(model: Any, encoder: Any, decoder: Any) -> Parts:
    if (model is None) == (encoder is None and decoder is None):
        raise Fault("adopt takes a model with encode and decode, or an encoder and a decoder")
    if model is not None:
        return parts_of(model)
    return Parts(encoder, decoder)


def _understood(
    parts: Parts, size: int | None, images: np.ndarray, output: str, input_range: Any
) -> tuple[Tensor, WrappedEncoder, WrappedDecoder, list[Sentence]]:
    """The images in [0, 1], both modules in our form, tried, with their ranges set, and what was guessed."""
    x = torch.from_numpy(images[at_most(len(images), MOST_TRIED)]).float() / 255
    encoder, decoder = on_cpu(parts.encoder, "encoder"), on_cpu(parts.decoder, "decoder")
    theirs = WrappedEncoder(encoder, size or parts.latent_dim or 0).eval()
    theirs.takes(range_that_runs(theirs, x) if input_range == AUTO else input_range, x)
    if not theirs.latent_dim:
        theirs.latent_dim = given.latent_size(latent_width(theirs, decoder, x))
    shape = latent_shape(theirs, x)
    pictures = WrappedDecoder(decoder, shape, images.shape[1:]).eval()
    check_picture(pictures, new_codes(theirs.latent_dim)[:TRIED])
    said = [*guess_ranges(theirs, pictures, x, input_range, output), *guess_spread(theirs, x)]
    return x, theirs, pictures, said


def _written(
    encoder: WrappedEncoder, decoder: WrappedDecoder, config: ModelConfig, x: Tensor
) -> tuple[dict[str, Any], dict[str, Tensor]]:
    """Both networks and their weights, held to what Python can bear."""
    z = torch.zeros(1, config.latent_dim)
    parts = {"encoder": write_down(encoder, x[:1], "encoder"), "decoder": write_down(decoder, z, "decoder")}
    networks = {part: network for part, (network, _) in parts.items()}
    weights = {name: value for _, of in parts.values() for name, value in of.items()}
    if config.likelihood == "gaussian":
        weights["likelihood.log_sigma"] = _log_sigma(encoder, decoder, x)
    if config.likelihood == "logistic":
        weights["likelihood.log_scale"] = _log_scale(encoder, decoder, x)
    spec = {"schema": 2, "latent_dim": config.latent_dim, "image_shape": list(config.image_shape)} | networks
    checked_spec(spec, {name: tuple(value.shape) for name, value in weights.items()})
    return networks, weights


@torch.no_grad()
def _log_sigma(encoder: WrappedEncoder, decoder: WrappedDecoder, x: Tensor) -> Tensor:
    """The one sigma under which the reconstructions' errors are likeliest, as the likelihood keeps it."""
    mu = encoder(x[:256]).chunk(2, 1)[0]
    log_sigma = 0.5 * (decoder(mu) - x[:256]).square().mean().clamp(min=math.exp(2 * MIN_LOG_SIGMA) * 1.01).log()
    return MIN_LOG_SIGMA + torch.log(torch.expm1(log_sigma - MIN_LOG_SIGMA))  # the inverse of its softplus


@torch.no_grad()
def _log_scale(encoder: WrappedEncoder, decoder: WrappedDecoder, x: Tensor) -> Tensor:
    """The one scale under which the reconstructions are likeliest, among steps of 5 %, as the likelihood keeps it."""
    likelihood, logits = DiscretisedLogistic(), decoder(encoder(x[:256]).chunk(2, 1)[0]).logit(1e-6)

    def nats(log_scale: Tensor) -> float:
        likelihood.log_scale.copy_(log_scale)
        return float(likelihood.log_prob(x[:256], logits).sum())

    return max(torch.arange(MIN_LOG_SCALE - 3, 0, 0.05), key=nats)


@torch.no_grad()
def _parity(model: VAE, decoder: WrappedDecoder, encoder: WrappedEncoder, x: Tensor) -> float:
    """Largest difference of a pixel over new z; raises where it, or that of a code, is no rounding."""
    z = new_codes(model.config.latent_dim)
    parity = float((model.decode(z) - decoder(z)).abs().max())
    theirs = encoder(x[:PARITY_CODES])
    codes = float((model.encoder(x[:PARITY_CODES]) - theirs).abs().max() / (1 + theirs.abs().max()))
    if max(parity, codes) > MOST_DIFFERENCE:
        raise Fault("the graph differs from the module by {difference:.1e}; at most {most}: it cannot be adopted",
                    difference=max(parity, codes), most=MOST_DIFFERENCE)  # fmt: skip
    return parity


def new_codes(latent_dim: int) -> Tensor:
    """z that no image has, (32, D)."""
    generator = torch.Generator().manual_seed(1)
    return torch.randn(PARITY_CODES, latent_dim, generator=generator)


def _named(module: Any) -> str:
    owner = module if isinstance(module, nn.Module) else getattr(module, "__self__", module)
    return type(owner).__name__ + ("" if owner is module else f".{module.__name__}")
