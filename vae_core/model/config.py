"""Everything that rebuilds a network, in one frozen dataclass that a checkpoint stores as JSON."""

from __future__ import annotations

import math
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any

from vae_core.fault import Fault, shown
from vae_core.model.parts import BLEND, CLASS, GRID, MAX_CODES, VECTOR, Part, levels_of, parts_of
from vae_core.option import option

SCHEMA = 1  # raised when an older reader could no longer rebuild the network
ADOPTED = "adopted"  # trained by other code: its body is the graph in the weights file, and its config of schema 2

NETWORKS = ("mlp", "conv")  # bodies of our own
OF_OUR_BODIES = ("hidden", "depth", "components")  # what a config of another's network has no use for
LIKELIHOODS = ("bernoulli", "gaussian", "logistic")
POSTERIORS = ("diagonal", "flow")
FAMILIES = ("plain", "conditional", "semi-supervised", "ladder", "nvae", "vq", "adversarial")
OF_LEVELS = ("ladder", "nvae")  # families with level parts
BODIES = {"nvae": NETWORKS, "adversarial": ("conv",)}  # of families, where it is not the mlp alone
INFERRING = ("semi-supervised",)  # families with a classifier of their own: few images need a class that is known
OF_CLASSES = ("conditional", *INFERRING)  # families with a class part
WITHOUT_LIKELIHOOD = ("adversarial",)  # families whose pictures a critic shapes: there is no bound
CHANNELS = (1, 3)  # grey and colour: what every part can draw
PRIORS = {  # in words, as they follow "this model's"
    "standard": "prior N(0, I)",
    "diagonal": "learned normal prior",
    "mixture": "mixture prior",
    "vamp": "VampPrior",
    "flow": "RealNVP prior",
    "energy": "energy-based prior",
}
PRIORS_IN_WORDS = PRIORS | {"codes": "transformer prior"}  # those of families, which are not chosen

# Bounds that a hostile config.json cannot pass; within them memory is given only to a weights file of that size.
MAX_SIDE = 256  # pixels: 32 such pictures in a row are what a canvas of every browser holds
SHORTEST = 4  # pixels of a side that a convolutional body halves twice
MAX_HIDDEN = 4096
MAX_DEPTH = 32
MAX_LATENT_DIM = 1024
MAX_COMPONENTS = 1000  # each costs a training step an array of batch x latent_dim
MAX_COUPLINGS = 64  # each is a network of its own, slow to build
MAX_CLASSES = 100  # of a conditional model: each is a live picture
MAX_LEVELS = 4  # of a ladder: each halves the network of the one below
LEVELS = 8  # of each number of a code, unless chosen
MOST_CELLS = 4  # along the longest side of a grid of codes: a hand paints on no finer one
OF_A_FAMILY = {
    "family": "plain",
    "classes": 0,
    "levels": 0,
    "classifier": "mlp",
    "code_levels": 0,
}  # left out of the file at these: older readers know no such fields


@dataclass(frozen=True)
class ModelConfig:
    """A VAE's architecture; building it twice gives the same network.

    Raises:
        ValueError: if a field is unknown, of the wrong type or out of range.

    Example:
        >>> ModelConfig(latent_dim=2).image_shape
        (1, 28, 28)
    """

    latent_dim: int = option(MISSING, "D; by default 2 for grey images, 16 for colour")
    image_shape: tuple[int, int, int] = (1, 28, 28)  # (C, H, W): that of the images
    network: str = "mlp"  # body of encoder and decoder: a recipe has one
    hidden: int = option(512, "width of the MLP, or channels of the finest convolutional map")
    depth: int = option(2, "residual blocks in the MLP, or at each scale of a convolutional body")
    likelihood: str = option("bernoulli", "p(x|z); by default bernoulli for grey, gaussian for colour", LIKELIHOODS)
    prior: str = option("standard", "p(z)", PRIORS)
    posterior: str = option("diagonal", "q(z|x)", POSTERIORS)
    components: int = option(
        0, "mixture components, pseudo-inputs, coupling layers or hidden units of the prior; 0 for its default"
    )
    family: str = option(
        "plain",
        "conditional: told classes; semi-supervised: a few; ladder, nvae: levels; vq: codes; adversarial: a critic",
        FAMILIES,
    )
    classes: int = 0  # K of a model with a class part: that of the images
    levels: int = option(
        0, "of a ladder, by default 3, each with twice the numbers of the one above; or of an nvae, by default 4"
    )
    classifier: str = option("mlp", "network of a semi-supervised model's q(y|x)", NETWORKS)
    code_levels: int = option(0, "of each of the numbers of a code of a vq model, which are D; 0 for its default")

    def __post_init__(self) -> None:
        object.__setattr__(self, "image_shape", tuple(self.image_shape))
        _check_choice("network", self.network, (*NETWORKS, ADOPTED))
        _check_choice("likelihood", self.likelihood, LIKELIHOODS)
        _check_choice("prior", self.prior, tuple(PRIORS))
        _check_choice("posterior", self.posterior, POSTERIORS)
        _check_choice("family", self.family, FAMILIES)
        _check_range("latent_dim", self.latent_dim, 1, MAX_LATENT_DIM)
        _check_range("hidden", self.hidden, 1, MAX_HIDDEN)
        _check_range("depth", self.depth, 0, MAX_DEPTH)
        _check_range("components", self.components, 0, MAX_COUPLINGS if self.prior == "flow" else MAX_COMPONENTS)
        if len(self.image_shape) != 3:
            raise Fault("image_shape must be (channels, height, width); got {got}", got=shown(self.image_shape))
        channels, height, width = self.image_shape
        if channels not in CHANNELS or not isinstance(channels, int) or isinstance(channels, bool):
            raise Fault("images have 1 channel (grey) or 3 (colour); got {got}", got=shown(channels))
        _check_range("image height", height, 1, MAX_SIDE)
        _check_range("image width", width, 1, MAX_SIDE)
        if self.network == ADOPTED and (self.prior, self.posterior) != ("standard", "diagonal"):
            raise Fault("an adopted network has a diagonal posterior and the prior N(0, I)")
        if "conv" in (self.network, self.classifier) and min(height, width) < SHORTEST:
            raise Fault(
                "a conv network needs sides of {least} pixels or more; got {got}", least=SHORTEST, got=self.image_shape
            )
        for part in ("prior", "posterior"):
            if getattr(self, part) == "flow" and self.latent_dim < 2:
                raise Fault("a flow {part} couples two halves of z: latent_dim must be 2 or more; got 1", part=part)
        if self.prior == "vamp" and self.posterior == "flow":
            raise Fault("a vamp prior is a mixture of diagonal posteriors: choose another prior or posterior")
        self._check_family()

    def _check_family(self) -> None:
        _check_range("classes", self.classes, *((2, MAX_CLASSES) if self.family in OF_CLASSES else (0, 0)))
        _check_range("levels", self.levels, *((2, MAX_LEVELS) if self.family in OF_LEVELS else (0, 0)))
        _check_range("code_levels", self.code_levels, 0, MAX_CODES if self.family == "vq" else 0)
        _check_choice("classifier", self.classifier, NETWORKS if self.infers_class else NETWORKS[:1])
        if self.family == "plain":
            return
        if self.family == "vq":
            return self._check_grid()
        if self.family == "nvae" and self.network == "conv" and max(self.image_shape[1:]) <= MOST_CELLS:
            raise Fault("levels on maps need a side of more than {most} pixels; got {got}", most=MOST_CELLS,
                        got=shown(list(self.image_shape)))  # fmt: skip
        bodies = BODIES.get(self.family, ("mlp",))
        if self.network not in bodies or (self.prior, self.posterior) != ("standard", "diagonal"):
            only = "a {family} model has the network {bodies}, the prior standard and the posterior diagonal"
            raise Fault(only, family=self.family, bodies=" or ".join(bodies))
        if self.maps_of_levels:
            if self.latent_dim % (places := sum(map(math.prod, self.maps_of_levels))):
                raise Fault("{levels} levels on maps need a multiple of {places} latent dimensions; got {got}",
                            levels=self.levels, places=places, got=self.latent_dim)  # fmt: skip
            return
        if self.latent_dim < 2**self.levels - 1:
            raise Fault("{levels} levels need {least} latent dimensions or more; got {got}",
                        levels=self.levels, least=2**self.levels - 1, got=self.latent_dim)  # fmt: skip

    def _check_grid(self) -> None:
        if (self.network, self.prior, self.posterior) != ("conv", "standard", "diagonal"):
            raise Fault("a vq model has the network conv, a prior of its own and no posterior to choose")
        if (self.code_levels or LEVELS) ** self.latent_dim > MAX_CODES or self.code_levels == 1:
            raise Fault("a vq model has from 2 to {most} codes, code_levels to the power of latent_dim; got {got}",
                        most=MAX_CODES, got=f"{self.code_levels or LEVELS} ** {self.latent_dim}")  # fmt: skip
        if max(self.image_shape[1:]) <= MOST_CELLS:
            raise Fault("a vq model needs a side of more than {most} pixels; got {got}", most=MOST_CELLS,
                        got=shown(list(self.image_shape)))  # fmt: skip

    @property
    def maps(self) -> list[tuple[int, int]]:
        """Height and width of the image, and after each halving, rounded up, until they are cells of a grid."""
        return halved(self.image_shape)

    @property
    def maps_of_levels(self) -> list[tuple[int, int]]:
        """Height and width of the map of each level, the top one first; nothing where levels lie on no map."""
        if self.network != "conv" or not self.levels:
            return []
        return maps_of_levels(self.image_shape, self.levels)

    @property
    def parts(self) -> tuple[Part, ...]:
        """What the flat z of such a model consists of."""
        if places := [math.prod(size) for size in self.maps_of_levels]:
            return parts_of([self.latent_dim // sum(places) * count for count in places])
        if self.levels:
            return levels_of(self.latent_dim, self.levels)
        if self.family == "vq":
            rows, columns = self.maps[-1]
            return (Part("z", GRID, 0, rows * columns, columns, self.code_levels or LEVELS, self.latent_dim),)
        vector = Part("z", VECTOR, 0, self.latent_dim)
        if self.family == "adversarial":
            return (vector, Part("b", BLEND, vector.stop, vector.stop + 1))
        return (vector, Part("y", CLASS, vector.stop, vector.stop + self.classes)) if self.classes else (vector,)

    @property
    def infers_class(self) -> bool:
        """Whether it has a classifier q(y|x), and may be trained on images of which few have a class."""
        return self.family in INFERRING

    @property
    def has_likelihood(self) -> bool:
        """Whether its pictures have one, so that there are bounds: those that a critic shaped have none."""
        return self.family not in WITHOUT_LIKELIHOOD

    @property
    def parts_are_told(self) -> bool:
        """Whether readers must be told the parts: of one vector they need not be."""
        return len(self.parts) > 1 or self.parts[0].kind != VECTOR

    @property
    def prior_known(self) -> str:
        """The key of what its prior is called in words."""
        return "codes" if self.family == "vq" else self.prior

    @property
    def code_length(self) -> int:
        """How many numbers the flat z has: the latent dimensions, and a weight for every class."""
        return self.parts[-1].stop

    def to_json(self) -> dict[str, Any]:
        """The fields and the schema version, ready for `json.dump`."""
        stored = asdict(self) | {"image_shape": list(self.image_shape)}
        stored = {name: value for name, value in stored.items() if OF_A_FAMILY.get(name, ...) != value}
        if self.network != ADOPTED:
            return {"schema": SCHEMA, **stored}
        return {"schema": SCHEMA + 1} | {name: value for name, value in stored.items() if name not in OF_OUR_BODIES}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> ModelConfig:
        """The config that `to_json` stored.

        Raises:
            ValueError: if the schema is newer than this reader, or a field is unknown, missing or wrong.
        """
        if not isinstance(stored, dict):
            raise Fault("config.json must hold one object; got {got}", got=type(stored).__name__)
        if stored.get("schema") != SCHEMA + (stored.get("network") == ADOPTED):
            raise Fault(
                "config.json has schema {got}; this version reads {schema}",
                got=shown(stored.get("schema")),
                schema=SCHEMA,
            )
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(stored) - known - {"schema"})
        if unknown:
            raise Fault("config.json has unknown fields: {unknown}", unknown=shown(unknown))
        if "latent_dim" not in stored:
            raise Fault("config.json has no latent_dim")
        if not isinstance(stored.get("image_shape", []), list):
            raise Fault("config.json: image_shape must be a list of three integers")
        return cls(**{name: value for name, value in stored.items() if name != "schema"})


def halved(image_shape: tuple[int, int, int]) -> list[tuple[int, int]]:
    """Height and width of the image, and after each halving, rounded up, until they are cells of a grid."""
    sizes = [image_shape[1:]]
    while max(sizes[-1]) > MOST_CELLS:
        sizes.append(tuple(-(-length // 2) for length in sizes[-1]))
    return sizes


def maps_of_levels(image_shape: tuple[int, int, int], levels: int) -> list[tuple[int, int]]:
    """Of each level of a convolutional body, the top one first: the lower half has a finer map, where there is one.

    Example:
        >>> maps_of_levels((1, 28, 28), 4)
        [(4, 4), (4, 4), (7, 7), (7, 7)]
    """
    maps = halved(image_shape)
    finer, coarsest = maps[max(1, len(maps) - 2)], maps[-1]
    return [coarsest] * (levels - levels // 2) + [finer] * (levels // 2)


def _check_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise Fault(
            "{name} must be one of {choices}; got {got}", name=name, choices=", ".join(choices), got=shown(value)
        )


def _check_range(name: str, value: object, low: int, high: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise Fault(
            "{name} must be an integer from {low} to {high}; got {got}", name=name, low=low, high=high, got=shown(value)
        )
