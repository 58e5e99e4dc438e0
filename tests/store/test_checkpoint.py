"""Weights on disk: what is saved is loaded, what is hostile is refused in one sentence before anything is built."""

import json

import pytest
import torch
from damaged_weights import SENTENCES, contents, damage
from safetensors.torch import load_file, save_file
from small_vae import small_hierarchy, small_ladder, small_mapped, small_quantised, small_vae

from vae_core.graph.kinds import SCHEMA
from vae_core.graph.replay import replay
from vae_core.model.config import LIKELIHOODS, NETWORKS, PRIORS
from vae_core.model.operations import operations
from vae_core.store.browser import model_bytes, spec_in
from vae_core.store.checkpoint import load_model, save_model
from vae_core.store.folder import CheckpointError, load_config, write_json


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("prior", PRIORS)
@pytest.mark.parametrize("likelihood", LIKELIHOODS)
def test_a_saved_model_comes_back_rounded_to_half_precision(make_vae, tmp_path, network, prior, likelihood):
    model = make_vae(network=network, prior=prior, likelihood=likelihood, components=2)
    save_model(tmp_path / "m", model)
    loaded = load_model(tmp_path / "m")
    assert loaded.config == model.config
    assert not loaded.training
    for name, value in loaded.state_dict().items():
        assert value.dtype == torch.float32
        assert (value == model.state_dict()[name].half().float()).all()


@pytest.mark.parametrize("network", NETWORKS)
def test_a_flow_posterior_comes_back_with_its_couplings(make_vae, tmp_path, network):
    save_model(tmp_path / "m", make_vae(network=network, posterior="flow"))
    loaded = load_model(tmp_path / "m")
    assert loaded.config.posterior == "flow"
    expected = make_vae(network=network, posterior="flow").half().float().state_dict()
    assert all((value == expected[name]).all() for name, value in loaded.state_dict().items())


WRITTEN = [
    {"network": "mlp"},
    {"network": "conv"},
    {"network": "mlp", "posterior": "flow", "prior": "flow"},
    {"family": "conditional", "classes": 3},
]


def replayed(network, model, given):
    return torch.cat([replay(network, model.state_dict(), one[None]) for one in given])


@pytest.mark.parametrize("config", WRITTEN, ids=lambda config: "-".join(map(str, config.values())))
def test_a_saved_model_is_a_graph_that_pytorch_replays(tmp_path, config):
    save_model(tmp_path / "m", small_vae(**config))
    model = load_model(tmp_path / "m")
    spec = json.loads(contents(tmp_path / "m")[0]["__metadata__"]["spec"])
    assert spec["schema"] == SCHEMA
    z = torch.randn(4, spec["latent_dim"])
    with torch.no_grad():
        assert torch.allclose(replayed(spec["decoder"], model, z), model.decode(z), atol=1e-6)
        x = torch.rand(4, *spec["encoder"]["shape"][1:])
        made = replayed(spec["encoder"], model, x)
        expected = model.encoder(x) if model.flow is None else torch.cat(model.posterior(x).gaussian(), 1)
        assert torch.allclose(made, expected, atol=1e-5)


OF_FAMILIES = {
    "semi-supervised": lambda: small_vae(family="semi-supervised", classes=3),
    "ladder": small_ladder,
    "nvae": small_hierarchy,
    "nvae on maps": small_mapped,
    "vq": small_quantised,
}


@pytest.mark.parametrize("family", OF_FAMILIES)
def test_a_model_of_every_family_is_saved_as_a_graph(tmp_path, family):
    save_model(tmp_path / "m", OF_FAMILIES[family]())
    model = load_model(tmp_path / "m")
    spec = json.loads(contents(tmp_path / "m")[0]["__metadata__"]["spec"])
    assert spec["schema"] == SCHEMA
    z = model.sample(3, torch.Generator().manual_seed(0))
    with torch.no_grad():
        assert torch.allclose(replayed(spec["decoder"], model, z), model.decode(z), atol=1e-5)


def test_a_chain_of_layers_as_older_folders_keep_it_becomes_the_same_graph(make_vae, tmp_path):
    model = make_vae(network="conv", posterior="flow")
    for name in ("new", "old"):
        save_model(tmp_path / name, model)
    file = tmp_path / "old" / "model.safetensors"
    save_file(load_file(file), file, {"kind": "model", "spec": json.dumps(operations(model))})
    new, old = (spec_in(model_bytes(str(tmp_path / name))) for name in ("new", "old"))
    assert {name for name in new if new[name] != old[name]} == {"name", "digest"}
    z = torch.randn(2, model.config.latent_dim)
    assert torch.equal(load_model(tmp_path / "new").decode(z), load_model(tmp_path / "old").decode(z))


def test_saving_what_was_loaded_changes_nothing(models):
    before = contents(models / "good")
    save_model(models / "good", load_model("good"))
    assert contents(models / "good") == before


def test_channels_last_weights_are_stored_in_the_usual_order(make_vae, tmp_path):
    model = make_vae(network="conv")
    save_model(tmp_path / "usual", model)
    save_model(tmp_path / "last", model.to(memory_format=torch.channels_last))
    assert contents(tmp_path / "usual") == contents(tmp_path / "last")


@pytest.mark.parametrize("how", SENTENCES)
def test_damaged_weights_are_one_sentence(models, how):
    damage(models / "good", how)
    with pytest.raises(CheckpointError) as caught:
        load_model("good")
    assert SENTENCES[how] in str(caught.value)
    assert str(caught.value).startswith("good: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"latent_dim": 4},
        {"hidden": 4096, "depth": 32},
        {"image_shape": [3, 256, 256]},
        {"network": "conv"},
        {"prior": "vamp", "components": 1000},
        {"prior": "flow", "components": 64},
        {"posterior": "flow"},
        {"likelihood": "gaussian"},
    ],
)
def test_a_config_that_asks_for_other_weights_is_refused_before_it_is_built(models, change, monkeypatch):
    write_json(models / "good" / "config.json", load_config("good").to_json() | change)
    monkeypatch.setattr(torch.nn.Module, "load_state_dict", lambda *_: pytest.fail("a network was built"))
    with pytest.raises(CheckpointError, match=r"config\.json asks for weight"):
        load_model("good")


@pytest.mark.parametrize("change", [{"latent_dim": 10**12}, {"prior": "flow", "latent_dim": 1}, {"schema": 99}])
def test_a_config_out_of_bounds_is_refused(models, change):
    write_json(models / "good" / "config.json", load_config("good").to_json() | change)
    with pytest.raises(CheckpointError, match="good: "):
        load_model("good")


def test_a_failed_save_leaves_the_model_as_it_was(models, make_vae, monkeypatch):
    before = load_model("good").state_dict()
    monkeypatch.setattr("vae_core.store.checkpoint.save_file", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        save_model(models / "good", make_vae(hidden=4))
    assert all((load_model("good").state_dict()[name] == before[name]).all() for name in before)
    assert sorted(path.name for path in (models / "good").iterdir()) == ["config.json", "model.safetensors"]


def test_the_metadata_holds_no_more_than_the_operations(models):
    assert contents(models / "good")[0]["__metadata__"].keys() == {"kind", "spec"}
