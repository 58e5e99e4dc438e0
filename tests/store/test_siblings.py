"""Which models are points of one rate-distortion curve."""

from small_vae import small_vae

from vae_core.store.checkpoint import save_model
from vae_core.store.folder import SHIPPED, write_json
from vae_core.store.siblings import DISTORTION, RATE, family

MADE = {"unit": "nats per image", "bound": "ELBO", "data": "x test", "pixels": "grey", "images": 5}


def _model(models, name, beta, rate=1.0, distortion=2.0, config=None, **recipe):
    save_model(models / name, small_vae(**(config or {})))
    figures = [{"name": RATE, "value": rate} | MADE, {"name": DISTORTION, "value": distortion} | MADE]
    metrics = {"data": "x", "epochs": 3, "recipe": {"beta": beta, "lr": 0.1} | recipe, "figures": figures}
    write_json(models / name / "metrics.json", metrics)


def test_only_models_that_differ_in_beta_alone_are_kin(models):
    _model(models, "one", 1.0, rate=5.0)
    _model(models, "four", 4.0, rate=3.0, distortion=7.0)
    _model(models, "wider", 0.5, config={"hidden": 9})
    _model(models, "slower", 0.5, lr=0.01)
    (models / "broken").mkdir()
    (models / "broken" / "config.json").write_text("{")
    assert [(point.name, point.beta, point.rate) for point in family("four")] == [("one", 1, 5), ("four", 4, 3)]


def test_the_shipped_planes_are_of_one_recipe(monkeypatch):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(SHIPPED))
    points = family("mnist-2d")
    assert [point.beta for point in points] == [0.5, 1, 4]
    assert [point.rate for point in points] == sorted((point.rate for point in points), reverse=True)
    assert [point.distortion for point in points] == sorted(point.distortion for point in points)
