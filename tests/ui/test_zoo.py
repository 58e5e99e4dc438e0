"""The family tree: every shipped model has its branch, a damaged one none, and a choice opens Explore."""

import json
import shutil
from pathlib import Path

import pytest
from small_vae import small_conditional, small_ladder, small_vae
from streamlit.testing.v1 import AppTest

from ui.zoo.branches import ORDER, branch_of, branches
from ui.zoo.price import price
from vae_core.store.folder import SHIPPED, list_models, load_config

APP = str(Path(__file__).parents[2] / "app.py")


def test_every_shipped_model_is_on_one_branch():
    found = branches()
    named = [model["name"] for branch in found for model in branch["models"]]
    assert sorted(named) == list_models(SHIPPED)
    assert found[0]["key"] == ORDER[0]
    assert [branch["model"] for branch in found] == [
        next(model["name"] for model in branch["models"] if model["name"] == branch["model"]) for branch in found
    ]
    assert all(branch["price"] for branch in found)


def test_a_branch_is_what_a_model_adds():
    assert branch_of(small_vae().config) == "plain"
    assert branch_of(small_vae(prior="mixture").config) == "learned_prior"
    assert branch_of(small_vae(prior="energy").config) == "energy"
    assert branch_of(small_vae(posterior="flow").config) == "flow_posterior"
    assert branch_of(small_conditional().config) == "conditional"
    assert branch_of(small_ladder().config) == "ladder"
    assert branch_of(small_vae(family="semi-supervised", classes=3).config) == "semi_supervised"


def test_a_loss_for_factors_is_a_branch_where_the_factors_are_known():
    found = {branch["key"]: [model["name"] for model in branch["models"]] for branch in branches()}
    assert sorted(found["factors"]) == ["shapes-beta", "shapes-factor", "shapes-tcvae"]
    assert "mnist-2d-beta4" in found["plain"]  # nobody knows the factors of digits
    (line,) = (line for line in price("shapes-tcvae") if line.startswith("MIG"))
    assert "most numbers do not stand for single factors" in line


def test_a_damaged_model_is_no_branchs_picture(tmp_path, monkeypatch):
    shutil.copytree(SHIPPED / "digits-2d", tmp_path / "bad")
    (tmp_path / "bad" / "model.safetensors").write_bytes(b"no weights")
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    assert load_config("bad")
    assert branches() == []


@pytest.mark.parametrize("twins", [{}, {"less": "a", "spread": 1, "trainings": 3}, {"less": None}])
def test_a_price_is_what_the_folder_knows(twins, tmp_path, monkeypatch):
    shutil.copytree(SHIPPED / "digits-2d", tmp_path / "mine")
    metrics = json.loads((tmp_path / "mine/metrics.json").read_text()) | {"twins": twins}
    (tmp_path / "mine/metrics.json").write_text(json.dumps(metrics))
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    nats, seconds = price("mine")
    assert nats.startswith("-ELBO 23.34 nats per image")
    assert "trained in" in seconds
    whole = metrics | {"twins": {"less": 2.5, "spread": 0.25, "trainings": 3, "epochs": 8}}
    (tmp_path / "mine/metrics.json").write_text(json.dumps(whole))
    assert price("mine")[1].startswith("2.50 ± 0.25 nats less")


def test_scores_of_factors_are_those_over_seeds_where_there_are_some(tmp_path, monkeypatch):
    shutil.copytree(SHIPPED / "shapes-tcvae", tmp_path / "mine")
    path = tmp_path / "mine/metrics.json"
    scores = {"DCI disentanglement": 0.5, "SAP": 0.25}
    seeds = [
        {"seed": seed, "figures": scores | {"MIG": mig}, "information": []} for seed, mig in enumerate((0.5, 0.6, 0.7))
    ]
    path.write_text(json.dumps(json.loads(path.read_text()) | {"seeds": seeds}))
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    (line,) = (line for line in price("mine") if line.startswith("MIG"))
    assert line == "MIG 0.60 ± 0.10, DCI 0.50 ± 0.00, SAP 0.25 ± 0.00; at best 1 (3 seeds)"


def test_the_page_draws_the_tree_and_opens_explore():
    app = AppTest.from_file(APP, default_timeout=90).run()
    app.switch_page("pages/zoo.py").run()
    assert not app.exception
    app.session_state["model"] = "mnist-flow"
    app.session_state["opened_from_zoo"] = True
    app.run()
    assert not app.exception
    assert app.session_state["link"].get("model", "mnist-flow") == "mnist-flow"
