"""What the browser is told of true factors: a whole table of a model of shapes, else nothing."""

import json

import numpy as np
import pytest

from vae_core.data.factors import Factors, some_values
from vae_core.data.shapes import NAMES, SIZES, draw_shapes
from vae_core.measure.disentanglement import information
from vae_core.measure.of_factors import figures_of_factors, means_of
from vae_core.model.config import ModelConfig
from vae_core.model.vae import VAE
from vae_core.store.information import information_of


@pytest.fixture(scope="module")
def measured():
    model, values = (
        VAE(ModelConfig(latent_dim=3, image_shape=(1, 32, 32), hidden=8, depth=0)),
        some_values(SIZES, 300, 0),
    )
    factors, images = Factors(NAMES, SIZES, values, NAMES[:1]), draw_shapes(values)
    made = {"data": "shapes test", "images": 300, "seed": 0}
    figures = [figure.to_json() for figure in figures_of_factors(model, images, factors, made)]
    return figures, information(means_of(model, images), factors)


def _told(tmp_path, figures, data="shapes", latent_dim=3):
    (tmp_path / "metrics.json").write_text(json.dumps({"data": data, "figures": figures}))
    return information_of(tmp_path, latent_dim)


def test_a_model_of_shapes_tells_its_table(measured, tmp_path):
    figures, table = measured
    assert [figure["name"] for figure in figures][::4] == ["MIG", "SAP"]
    np.testing.assert_allclose(_told(tmp_path, figures), table, atol=1e-4)


def test_other_data_and_other_tables_tell_nothing(measured, tmp_path):
    figures, _ = measured
    assert _told(tmp_path, figures, data="mnist") is None
    assert _told(tmp_path, figures, latent_dim=4) is None
    assert _told(tmp_path, figures[1:]) is None
    beyond = [[*row[:2], 7.0] for row in figures[0]["curve"]]
    assert _told(tmp_path, [figures[0] | {"curve": beyond}]) is None
