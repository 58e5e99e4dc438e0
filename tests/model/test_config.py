"""The architecture's dataclass: what goes out comes back, what is wrong is named."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vae_core.model.config import CHANNELS, MAX_COUPLINGS, NETWORKS, POSTERIORS, PRIORS, ModelConfig

good = st.builds(
    ModelConfig,
    latent_dim=st.integers(2, 64),
    image_shape=st.tuples(st.sampled_from(CHANNELS), st.just(8), st.sampled_from([4, 28])),
    network=st.sampled_from(NETWORKS),
    hidden=st.integers(1, 600),
    depth=st.integers(0, 8),
    prior=st.sampled_from([prior for prior in PRIORS if prior != "vamp"]),
    posterior=st.sampled_from(POSTERIORS),
    components=st.integers(0, MAX_COUPLINGS),
)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)


@given(good)
def test_json_brings_the_config_back(config):
    assert ModelConfig.from_json(json.loads(json.dumps(config.to_json()))) == config


@given(st.sampled_from(list(ModelConfig(latent_dim=2).to_json())), any_json)
def test_any_value_in_any_field_is_taken_or_named_in_one_short_line(field, value):
    stored = ModelConfig(latent_dim=2).to_json() | {field: value}
    taken, sentence = None, ""
    try:
        taken = ModelConfig.from_json(stored)
    except ValueError as error:
        sentence = str(error)
    assert taken is None or taken.to_json() == stored
    assert len(sentence) < 200
    assert "\n" not in sentence


@given(any_json)
def test_any_json_is_taken_or_refused_with_a_value_error(stored):
    with pytest.raises(ValueError, match=r"config\.json"):
        ModelConfig.from_json(stored)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"latent_dim": 0}, "latent_dim must be an integer from 1"),
        ({"latent_dim": 2.0}, "latent_dim must be an integer"),
        ({"latent_dim": True}, "latent_dim must be an integer"),
        ({"hidden": 10**9}, "hidden must be an integer"),
        ({"depth": -1}, "depth must be an integer"),
        ({"network": "transformer"}, "network must be one of mlp, conv, adopted; got 'transformer'"),
        ({"prior": ["vamp"]}, "prior must be one of"),
        ({"likelihood": "poisson"}, "likelihood must be one of bernoulli, gaussian, logistic"),
        ({"image_shape": [28, 28]}, "image_shape must be"),
        ({"image_shape": "128"}, "image_shape must be a list"),
        ({"image_shape": [3, 257, 28]}, "image height must be an integer from 1 to 256; got 257"),
        ({"image_shape": [1, 28, 10**6]}, "image width must be an integer from 1 to 256; got 1000000"),
        ({"image_shape": [1, 0, 28]}, "image height must be an integer from 1 to 256; got 0"),
        ({"image_shape": [1, 28.0, 28]}, "image height must be an integer"),
        ({"image_shape": [True, 28, 28]}, "got True"),
        ({"image_shape": [2, 28, 28]}, r"images have 1 channel \(grey\) or 3 \(colour\); got 2"),
        ({"image_shape": [4, 28, 28]}, "got 4"),
        ({"prior": "mixture", "components": 1001}, "components must be an integer from 0 to 1000"),
        ({"image_shape": [1, 3, 28], "network": "conv"}, "needs sides of 4 pixels or more"),
        ({"prior": "flow", "latent_dim": 1}, "latent_dim must be 2 or more"),
        ({"posterior": "flow", "latent_dim": 1}, "flow posterior couples two halves of z: latent_dim must be 2"),
        ({"posterior": "flow", "prior": "vamp"}, "a vamp prior is a mixture of diagonal posteriors"),
        ({"posterior": "cauchy"}, "posterior must be one of diagonal, flow; got 'cauchy'"),
        ({"prior": "flow", "components": 10_000}, "components must be an integer from 0 to 64"),
        ({"schema": 2}, "schema 2; this version reads 1"),
        ({"schema": "x" * 10_000}, "schema"),
        ({"run": "import os"}, r"unknown fields: \['run'\]"),
    ],
)
def test_a_wrong_field_is_named(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        ModelConfig.from_json(ModelConfig(latent_dim=2).to_json() | change)


def test_a_config_from_before_there_were_flow_posteriors_is_diagonal():
    stored = ModelConfig(latent_dim=2).to_json()
    del stored["posterior"]
    assert ModelConfig.from_json(stored).posterior == "diagonal"


def test_a_config_without_latent_dim_is_refused():
    with pytest.raises(ValueError, match="no latent_dim"):
        ModelConfig.from_json({"schema": 1})
