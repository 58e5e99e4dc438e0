"""Everything that decides what a training run makes, in one frozen dataclass that a run folder stores as JSON.

What is not chosen, the recipe and the images decide. Every field with an `option`, here, in `ModelConfig` and in
`Recipe`, may be chosen by its name: in Python, in JSON, as an argument of `python -m vae_core train` and in the app's
form. So a new option is a new field. No torch here; `run.py` carries an experiment out.
"""

from __future__ import annotations

import shlex
from dataclasses import MISSING, Field, asdict, dataclass, field, fields, replace
from typing import Any

from vae_core.atlas.atlas_of import AtlasOf
from vae_core.data.sets import DATASETS
from vae_core.data.sides import check_side
from vae_core.fault import Fault, shown
from vae_core.measure.effort import Effort
from vae_core.model.config import OF_CLASSES, ModelConfig
from vae_core.option import as_arguments, check_values, option, options_of
from vae_core.training.recipes import (
    ARCHITECTURES,
    Recipe,
    architecture,
    fitting_batch,
    training,
    usual_hidden,
    usual_latent_dim,
    usual_likelihood,
    usual_of,
)

SCHEMA = 1  # raised when an older reader could no longer carry it out
PARTS = {"architecture": ModelConfig, "training": Recipe}  # whose options are chosen one by one
WHOLE = {"evaluation": Effort, "atlas": AtlasOf}
USUAL_CLASSES = 10  # while the images are not known


@dataclass(frozen=True)
class Experiment:
    """A training run from the images to the model folder.

    Raises:
        ValueError: if a part has no such option, or a value is of the wrong type or out of range.

    Example:
        >>> experiment = Experiment.of("digits", recipe="small", latent_dim=3, epochs=5)
        >>> experiment.architecture, experiment.training
        ({'latent_dim': 3}, {'epochs': 5})
        >>> Experiment.from_json(experiment.to_json()) == experiment
        True
    """

    data: str = option(MISSING, f"{', '.join(DATASETS)}, or a folder of images")
    recipe: str = option("mlp", "what everything starts from that is not chosen", ARCHITECTURES)
    image_size: int | None = option(None, "pixels of a side, 8 to 128, that the images get; by default their own")
    architecture: dict[str, Any] = field(default_factory=dict)  # options of ModelConfig, where they are chosen
    training: dict[str, Any] = field(default_factory=dict)  # options of Recipe, where they are chosen
    evaluation: Effort = field(default_factory=Effort)
    atlas: AtlasOf = field(default_factory=AtlasOf)

    def __post_init__(self) -> None:
        for part, kind in PARTS.items():
            check_values(part, getattr(self, part), options_of(kind))
            object.__setattr__(self, part, dict(getattr(self, part)))
        if self.image_size is not None:
            check_side(self.image_size)
        unsized = {name: value for name, value in self.architecture.items() if name != "latent_dim"}
        if not self._config((1, 28, 28), USUAL_CLASSES, unsized).maps_of_levels:  # whose places the images decide
            self.config((1, 28, 28))
        self.full_recipe()

    @classmethod
    def of(cls, data: str, recipe: str = "mlp", **chosen: Any) -> Experiment:
        """An experiment by the names of its options, whatever part they belong to.

        Args:
            data: a data set's name or a folder of images.
            recipe: mlp, conv or small.
            chosen: options, and `image_size`, `evaluation` or `atlas`.

        Raises:
            ValueError: if there is no such option, or a value is of the wrong type or out of range.
        """
        whole = {name: chosen.pop(name) for name in (*WHOLE, "image_size") if name in chosen}
        parts = {part: {n: chosen.pop(n) for n in options_of(kind) if n in chosen} for part, kind in PARTS.items()}
        if chosen:
            known = ", ".join(name for kind in PARTS.values() for name in options_of(kind))
            raise Fault("an experiment has no {name}; it has {known}", name=shown(next(iter(chosen))), known=known)
        return cls(data, recipe, **parts, **whole)

    @property
    def chosen(self) -> dict[str, Any]:
        """The options that were chosen, by name."""
        size = {} if self.image_size is None else {"image_size": self.image_size}
        return size | self.architecture | self.training

    def fitted(self, images: int, image_shape: tuple[int, int, int], classes: int = USUAL_CLASSES) -> Experiment:
        """The experiment with what such images decide written out, where it is not as usual.

        That is the latent size, a likelihood for colour, a narrower network for large images, and a batch that the
        images fill four times.

        Args:
            images: for training, those held out included.
            image_shape: (C, H, W).
            classes: that they have.

        Raises:
            ValueError: if such images cannot be trained on so.
        """
        channels, recipe = image_shape[0], self.full_recipe()
        usual: dict[str, Any] = {"latent_dim": usual_latent_dim(channels, self.family)}
        network = architecture(self.recipe, self.family)["network"]
        usual |= usual_of(self.family, network, image_shape)
        usual |= {"likelihood": usual_likelihood(channels)} if channels > 1 else {}
        usual |= usual_hidden(network, max(image_shape[1:]))
        few = {"batch_size": fitting_batch(images)} if fitting_batch(images) < recipe.batch_size else {}
        fitted = replace(self, architecture=usual | self.architecture, training=few | self.training)
        fitted.config(image_shape, classes)
        return fitted

    def config(self, image_shape: tuple[int, int, int], classes: int = USUAL_CLASSES) -> ModelConfig:
        """The network for images of a shape, (C, H, W), and of so many classes, where these are given to it."""
        return self._config(image_shape, classes, self.architecture)

    def _config(self, image_shape: tuple[int, int, int], classes: int, options: dict[str, Any]) -> ModelConfig:
        channels, body = image_shape[0], architecture(self.recipe, self.family)
        usual = {"latent_dim": usual_latent_dim(channels, self.family), "likelihood": usual_likelihood(channels)}
        body |= usual_hidden(body["network"], max(image_shape[1:]))
        chosen = usual | body | usual_of(self.family, body["network"], image_shape) | options
        if self.family not in OF_CLASSES:
            return ModelConfig(image_shape=image_shape, **chosen)
        if classes < 2:
            raise Fault("a conditional model needs images of two classes or more: these have {n}", n=classes)
        return ModelConfig(image_shape=image_shape, classes=classes, **chosen)

    @property
    def family(self) -> str:
        """What is composed: vae_core/model/config.py."""
        return self.architecture.get("family", "plain")

    def full_recipe(self) -> Recipe:
        """How it is trained, with the values that the recipe gives."""
        return training(self.recipe, **self.training)

    def options(self) -> list[str]:
        """What was chosen as arguments of `python -m vae_core train`, without --out."""
        return as_arguments({"data": self.data, "recipe": self.recipe, **self.chosen})

    def command(self, name: str, *more: str) -> str:
        """The command line that carries it out, with more arguments, into `checkpoints/` by a name.

        Example:
            >>> Experiment.of("digits", recipe="small", epochs=5).command("mine")
            'python -m vae_core train --data digits --recipe small --epochs 5 --out checkpoints/mine'
        """
        return "python -m vae_core train " + shlex.join([*self.options(), *more, "--out", f"checkpoints/{name}"])

    def to_json(self) -> dict[str, Any]:
        """Its fields and the schema version, ready for `json.dump`."""
        return {"schema": SCHEMA, **asdict(self)}

    @classmethod
    def from_json(cls, stored: object) -> Experiment:
        """The experiment that `to_json` stored.

        Raises:
            ValueError: if the schema is newer than this reader, or a field is unknown, missing or wrong.
        """
        if not isinstance(stored, dict) or stored.get("schema") != SCHEMA:
            got = stored.get("schema") if isinstance(stored, dict) else stored
            raise Fault("an experiment must be an object of schema {schema}; got {got}", schema=SCHEMA, got=shown(got))
        given = {name: value for name, value in stored.items() if name != "schema"}
        check_values("an experiment", given, {one.name: one for one in fields(cls)})
        if "data" not in given:
            raise Fault("an experiment must name its data")
        for name, kind in WHOLE.items():
            if name in given:
                check_values(name, given[name], {one.name: one for one in fields(kind)})
                given[name] = kind(**given[name])
        return cls(**given)


def every_option() -> dict[str, Field]:
    """All options of an experiment by name, which are unique among its parts."""
    return {name: one for of in (Experiment, *PARTS.values()) for name, one in options_of(of).items()}
