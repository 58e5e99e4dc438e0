"""An experiment: by name, in JSON, as arguments and in a form it is the same; what it is not is one sentence."""

import json
import subprocess
import sys
from dataclasses import fields, replace

import pytest

from vae_core import Experiment, cli, load_model, run
from vae_core.atlas.atlas_of import AtlasOf
from vae_core.measure.effort import Effort
from vae_core.model.config import LIKELIHOODS, POSTERIORS, PRIORS, ModelConfig
from vae_core.option import options_of
from vae_core.store.atlas import load_atlas
from vae_core.store.folder import load_metrics
from vae_core.training.experiment import PARTS, every_option
from vae_core.training.machine import Machine
from vae_core.training.recipes import ARCHITECTURES, TRAINING, Recipe
from vae_core.training.schedule import SCHEDULES
from vae_core.training.watch import Watch

pytestmark = pytest.mark.usefixtures("quick_ending")
QUICK = Effort(seeds=1, iw_samples=2, iw_images=5, iw_seeds=1)
TINY = {"recipe": "small", "hidden": 8, "depth": 0, "epochs": 2, "batch_size": 200, "evaluation": QUICK}
# one value of every option that is not what a recipe gives
OTHER = {
    "image_size": 16, "latent_dim": 5, "hidden": 7, "depth": 1, "likelihood": "gaussian", "prior": "mixture",
    "posterior": "diagonal", "components": 3, "family": "plain", "levels": 0, "classifier": "mlp", "code_levels": 0,
    "epochs": 9, "batch_size": 10, "lr": 0.00123456789, "schedule": "cosine",
    "weight_decay": 0.5,
    "beta": 1.0, "free_bits": 0.0, "iw_samples": 2, "warmup": 0.25, "ema": 0.5, "grad_clip": 3.0, "patience": 4,
    "min_delta_nats": 0.1, "validation_images": 77, "labels": 20, "class_weight": 2.5, "shifts": 1, "turns": 5.0,
    "sharpness": 2.0, "seed": 6, "objective": "elbo", "gamma": 3.5, "fidelity": 0.5,
}  # fmt: skip


def test_every_option_survives_json_and_the_command_line():
    experiment = Experiment.of("digits", "conv", **OTHER, evaluation=QUICK, atlas=AtlasOf("train", 3))
    assert experiment.chosen == OTHER
    assert set(OTHER) == set(every_option()) - {"data", "recipe"}
    assert Experiment.from_json(json.loads(json.dumps(experiment.to_json()))) == experiment
    parsed = vars(cli.parser().parse_args(["train", *experiment.options(), "--out", "x"]))
    assert {name: parsed[name] for name in OTHER} == OTHER
    assert (parsed["data"], parsed["recipe"]) == ("digits", "conv")


def test_every_field_of_a_recipe_may_be_chosen_and_no_name_has_two_meanings():
    assert set(options_of(Recipe)) == {one.name for one in fields(Recipe)}
    names = [name for of in (Experiment, *PARTS.values(), Machine) for name in options_of(of)]
    assert len(names) == len(set(names))


def test_what_may_be_chosen_is_what_there_is():
    known = {name: one.metadata["choices"] for name, one in every_option().items()}
    assert known["recipe"] == tuple(ARCHITECTURES) == tuple(TRAINING)
    assert known["prior"] == tuple(PRIORS)
    assert (known["likelihood"], known["posterior"]) == (LIKELIHOODS, POSTERIORS)
    assert known["schedule"] == SCHEDULES


def test_what_is_not_chosen_the_recipe_and_the_images_decide():
    experiment = Experiment.of("digits", "conv", depth=3, lr=1e-3)
    assert experiment.config((1, 28, 28)) == ModelConfig(2, network="conv", hidden=32, depth=3)
    assert experiment.full_recipe() == replace(TRAINING["conv"], lr=1e-3)
    colour = experiment.fitted(100, (3, 8, 8))
    assert colour.config((3, 8, 8)) == ModelConfig(16, (3, 8, 8), "conv", 32, 3, "gaussian")
    assert colour.full_recipe().batch_size == 16  # a quarter of the images at most
    assert experiment.fitted(60_000, (1, 28, 28)).chosen == {"latent_dim": 2, "depth": 3, "lr": 1e-3}
    large = experiment.fitted(60_000, (1, 64, 64))
    assert large.chosen == {"latent_dim": 2, "depth": 3, "lr": 1e-3, "hidden": 16}
    assert large.config((1, 64, 64)) == experiment.config((1, 64, 64))
    chosen = Experiment.of("digits", latent_dim=4, likelihood="bernoulli", batch_size=90)
    assert chosen.fitted(100, (3, 8, 8)) == chosen


def test_the_images_decide_how_many_numbers_lie_on_maps():
    experiment = Experiment.of("digits", "conv", family="nvae")
    fitted = experiment.fitted(1437, (1, 8, 8))
    places = fitted.chosen["latent_dim"]
    assert places == sum(part.size for part in fitted.config((1, 8, 8)).parts) != 130
    assert Experiment.from_json(fitted.to_json()) == fitted
    with pytest.raises(ValueError, match=f"need a multiple of {places} latent dimensions; got {places + 1}"):
        Experiment.of("digits", "conv", family="nvae", latent_dim=places + 1).fitted(1437, (1, 8, 8))


WHOLE = {"schema": 1, "data": "digits"}


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        (None, "an experiment must be an object of schema 1; got None"),
        ([], r"an experiment must be an object of schema 1; got \[\]"),
        ({"data": "digits"}, "an experiment must be an object of schema 1; got None"),
        (WHOLE | {"schema": 2}, "an experiment must be an object of schema 1; got 2"),
        ({"schema": 1}, "an experiment must name its data"),
        (WHOLE | {"colour": 1}, "an experiment has no 'colour'; it has data, recipe, image_size, architecture, train"),
        (WHOLE | {"data": 5}, "data must be text; got 5"),
        (WHOLE | {"recipe": "big"}, "no recipe is called 'big'; the recipes are mlp, conv, small"),
        (WHOLE | {"architecture": 3}, "architecture must be an object; got 3"),
        (WHOLE | {"architecture": {"image_shape": [1, 8, 8]}}, "architecture has no 'image_shape'; it has latent_dim"),
        (WHOLE | {"architecture": {"latent_dim": True}}, "latent_dim must be an integer; got True"),
        (WHOLE | {"architecture": {"latent_dim": 0}}, "latent_dim must be an integer from 1 to 1024; got 0"),
        (WHOLE | {"architecture": {"prior": "none"}}, "prior must be one of standard, .*; got 'none'"),
        (WHOLE | {"training": {"epoch": 5}}, "training has no 'epoch'; it has epochs, "),
        (WHOLE | {"training": {"epochs": 2.5}}, "epochs must be an integer; got 2.5"),
        (WHOLE | {"training": {"lr": "fast"}}, "lr must be a number; got 'fast'"),
        (WHOLE | {"training": {"lr": 0}}, "lr must be positive; got 0"),
        (WHOLE | {"training": {"seed": 10**30}}, "seed must be from 0 to 4294967295; got 1000"),
        (WHOLE | {"evaluation": {"seeds": 0}}, "seeds must be 1 or more; got 0"),
        (WHOLE | {"evaluation": {"speed": 1}}, "evaluation has no 'speed'; it has seeds, "),
        (WHOLE | {"evaluation": {"iw_images": "all"}}, "iw_images must be an integer or null; got 'all'"),
        (WHOLE | {"atlas": {"split": "both"}}, "split must be test or train or all; got 'both'"),
        (WHOLE | {"atlas": []}, r"atlas must be an object; got \[\]"),
    ],
)
def test_what_is_no_experiment_is_one_sentence(stored, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}") as caught:
        Experiment.from_json(stored)
    assert "\n" not in str(caught.value)


def test_an_option_that_there_is_not_is_named_with_those_that_there_are():
    with pytest.raises(ValueError, match="an experiment has no 'latent_dimm'; it has latent_dim, hidden"):
        Experiment.of("digits", latent_dimm=2)


def test_an_experiment_is_read_without_torch():
    code = "import sys, vae_core; vae_core.Experiment.of('digits'); sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class Seen(Watch):
    """Notes what it is told."""

    def __init__(self):
        self.told = []

    def __exit__(self, *_):
        self.told.append("end")

    def begins(self, data, recipe, steps):
        self.told.append(("begins", len(data), recipe.epochs, steps))

    def on_step(self, step, loss):
        self.told.append("step")

    def on_epoch(self, progress):
        self.told.append(("epoch", progress.epoch))

    def on_stage(self, stage, done, total):
        self.told.append(("stage", stage))


def test_a_run_trains_evaluates_and_maps_what_the_experiment_says(tmp_path):
    seen = Seen()
    experiment = Experiment.of("digits", **TINY, latent_dim=3, atlas=AtlasOf("train"))
    figures = run(experiment, tmp_path / "mine", seen)
    metrics = load_metrics(tmp_path / "mine")
    assert Experiment.from_json(metrics["experiment"]) == experiment
    assert metrics["figures"] == [figure.to_json() for figure in figures]
    assert [figure.seeds for figure in figures if figure.name == "-ELBO"] == [1]
    assert [figure.bound for figure in figures if figure.name == "-log p(x)"] == ["IW-2"]
    assert load_model(tmp_path / "mine").config.latent_dim == 3
    atlas = load_atlas(tmp_path / "mine")
    assert (atlas.split, len(atlas.codes)) == ("train", 1437)
    assert [told for told in seen.told if told[0] in ("begins", "epoch")] == [
        ("begins", 1437, 2, 12), ("epoch", 1), ("epoch", 2),
    ]  # fmt: skip
    stages = list(dict.fromkeys(told[1] for told in seen.told if told[0] == "stage"))
    assert stages[:1] + stages[-1:] == ["ELBO", "tour"]
    assert (seen.told.index("step"), seen.told[-1], seen.told.count("end")) == (1, "end", 1)


def test_a_run_that_has_ended_returns_nothing_and_one_that_is_there_is_kept(tmp_path):
    experiment = Experiment.of("digits", **TINY)
    assert run(experiment, tmp_path / "mine", Watch())
    before = (tmp_path / "mine" / "model.safetensors").read_bytes()
    assert run(experiment, tmp_path / "mine", Watch(), resume=True) is None
    with pytest.raises(ValueError, match="holds a model: name another folder"):
        run(experiment, tmp_path / "mine", Watch())
    assert (tmp_path / "mine" / "model.safetensors").read_bytes() == before


def test_the_record_says_on_what_machine_if_it_is_not_as_usual(tmp_path):
    run(Experiment.of("digits", **TINY), tmp_path / "mine", Watch(), machine=Machine("cpu", precision="bf16-mixed"))
    metrics = load_metrics(tmp_path / "mine")
    assert metrics["device"].startswith("CPU, ")
    assert metrics["command"].endswith("--accelerator cpu --precision bf16-mixed --out checkpoints/mine")
    parsed = cli.parser().parse_args(metrics["command"].split()[3:])
    assert (parsed.hidden, parsed.epochs, parsed.precision) == (8, 2, "bf16-mixed")
