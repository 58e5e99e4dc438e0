"""A ladder's encoder and decoder as operations on named values, for the browser: two walks down the levels.

The twin of ladder.py's two walks, of which the encoder's keeps to the means.
"""

from __future__ import annotations

from typing import Any

from vae_core.graph.chain import Writer
from vae_core.graph.kinds import SCHEMA
from vae_core.model.ladder import LadderVAE
from vae_core.model.layer_list import list_operations


def ladder_networks(model: LadderVAE) -> dict[str, Any]:
    """`encoder` (pixels -> mean noise of all levels, then log-variances), `decoder` (noise -> pixels) and `schema`."""
    shapes = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    return {"schema": SCHEMA, "encoder": _encoder(model, Writer(shapes)), "decoder": _decoder(model, Writer(shapes))}


def _decoder(model: LadderVAE, writer: Writer) -> dict[str, Any]:
    down, length = model.decoder, model.config.latent_dim
    z = ""
    for level, of in enumerate(down.levels):
        noise = writer.columns("x", of.start, of.stop)
        z = _with(writer, z, *_prior(model, writer, level, z), noise) if level else noise
    _, logits = writer.through(list_operations(down.body, "decoder.body"), (1, length), z)
    return {"input": "x", "shape": [1, length], "ops": writer.ops, "output": writer.act_of(logits, "sigmoid")}


def _encoder(model: LadderVAE, writer: Writer) -> dict[str, Any]:
    image = (1, *model.config.image_shape)
    guesses, shape, name = [], image, "x"
    for level, (rung, head) in enumerate(zip(model.encoder.rungs, model.encoder.heads, strict=True)):
        shape, name = writer.through(list_operations(rung, f"encoder.rungs.{level}"), shape, name)
        guesses.append(writer.through(list_operations(head, f"encoder.heads.{level}"), shape, name)[1])
    means, logvars, z = [], [], ""
    for level, (of, guess) in enumerate(zip(model.decoder.levels, reversed(guesses), strict=True)):
        size = of.stop - of.start
        mean, logvar = writer.columns(guess, 0, size), writer.columns(guess, size, 2 * size)
        if level == 0:
            z = mean
        else:
            mu, of_prior = _prior(model, writer, level, z)
            mean, logvar = _merged(writer, mean, logvar, mu, of_prior)
            z = _with(writer, z, mu, of_prior, mean)
        means.append(mean)
        logvars.append(logvar)
    return {
        "input": "x",
        "shape": list(image),
        "ops": writer.ops,
        "output": writer.add("cat", [*means, *logvars], dim=1),
    }


def _prior(model: LadderVAE, writer: Writer, level: int, above: str) -> tuple[str, str]:
    """Mean and log-variance of a level given those above."""
    down, of = model.decoder, model.decoder.levels[level]
    chain, made = list_operations(down.priors[level - 1], f"decoder.priors.{level - 1}"), of.stop - of.start
    _, normal = writer.through(chain, (1, of.start), above)
    return writer.columns(normal, 0, made), writer.columns(normal, made, 2 * made)


def _with(writer: Writer, above: str, mu: str, logvar: str, noise: str) -> str:
    """The numbers above, and mu + sigma noise beside them."""
    sigma = writer.act_of(writer.of_two("mul", logvar, 0.5), "exp")
    return writer.add("cat", [above, writer.of_two("add", mu, writer.of_two("mul", sigma, noise))], dim=1)


def _merged(writer: Writer, mean: str, logvar: str, mu: str, of_prior: str) -> tuple[str, str]:
    """The noise that guess and prior make likely together: its mean and log-variance."""
    inverse = writer.act_of(writer.of_two("mul", of_prior, -0.5), "exp")
    weight = writer.act_of(writer.of_two("mul", logvar, -1.0), "sigmoid")
    away = writer.of_two("mul", writer.of_two("sub", mean, mu), inverse)
    return writer.of_two("mul", away, weight), writer.act_of(logvar, "log_sigmoid")
