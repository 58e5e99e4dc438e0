"""What several seeds of one training came to: scores over them, tables side by side; hostile ones are one sentence."""

import json

import numpy as np
import pytest

from vae_core.store.folder import CheckpointError, load_metrics
from vae_core.store.seeds import scores_over_seeds, tables_of_seeds

F, D = 5, 3


def _table(seed):
    return np.random.default_rng(seed).random((F, D)).round(4).tolist()


def _seed(seed, mig=0.25, **changes):
    return {"seed": seed, "figures": {"MIG": mig, "SAP": 0.5}, "information": _table(seed)} | changes


@pytest.fixture
def folder(tmp_path):
    """Writes a model whose own table is that of seed 1, with what is known of its seeds."""
    curve = [[f, d, share] for (f, d), share in np.ndenumerate(np.array(_table(1)))]
    mig = {"name": "MIG", "value": 0.2, "unit": "of 1", "bound": "", "data": "shapes test", "pixels": "grey"}
    figures = [mig | {"images": 9, "curve": curve}]

    def write(seeds, data="shapes"):
        record = {"data": data, "figures": figures, "seeds": seeds}
        (tmp_path / "metrics.json").write_text(json.dumps(record))
        return tmp_path

    return write


def test_scores_over_seeds_are_mean_and_standard_deviation(folder):
    metrics = load_metrics(folder([_seed(0, 0.1), _seed(1, 0.2), _seed(2, 0.6)]))
    over = scores_over_seeds(metrics)
    assert over["MIG"] == pytest.approx((0.3, np.std([0.1, 0.2, 0.6], ddof=1), 3))
    assert over["SAP"] == pytest.approx((0.5, 0, 3))
    assert scores_over_seeds(load_metrics(folder([_seed(0)]))) == {}
    assert scores_over_seeds({}) == {}
    only_mig = _seed(3, figures={"MIG": 0.4})
    assert list(scores_over_seeds(load_metrics(folder([_seed(0), only_mig])))) == ["MIG"]


def test_the_seed_of_the_model_itself_is_the_one_with_its_table(folder):
    tables = tables_of_seeds(folder([_seed(0, 0.1), _seed(1, 0.2)]), D)
    assert [(of["seed"], of["mig"], of["is_shown"]) for of in tables] == [(0, 0.1, False), (1, 0.2, True)]
    assert tables[0]["information"] == _table(0)
    other = tables_of_seeds(folder([_seed(0), _seed(2)]), D)
    assert [of["is_shown"] for of in other] == [False, False]


@pytest.mark.parametrize("seeds", [
    [],
    [_seed(1)],
    [_seed(0), _seed(1, information=_table(1)[:4])],
    [_seed(0), _seed(1, information=[row[:2] for row in _table(1)])],
    [_seed(0), _seed(1, information=[[2.0] * D] * F)],
    [_seed(0), _seed(1, figures={})],
])  # fmt: skip
def test_nothing_is_shown_of_too_few_or_of_other_tables(seeds, folder):
    assert tables_of_seeds(folder(seeds), D) is None


def test_nothing_is_shown_of_data_that_no_browser_draws(folder):
    assert tables_of_seeds(folder([_seed(0), _seed(1)], data="mnist"), D) is None


@pytest.mark.parametrize(("seeds", "words"), [
    ({}, "seeds must not be"),
    ([1], "has seeds without seed, figures, information"),
    ([{"seed": 0}], "has seeds without seed, figures, information"),
    ([_seed(0) | {"seed": "a"}], "expected an integer"),
    ([_seed(0, figures={"MIG": "high"})], "figures and tables of finite numbers"),
    ([_seed(0, figures={"MIG": {"a": 1}})], "figures and tables of finite numbers"),
    ([_seed(0, information=[1, 2])], "figures and tables of finite numbers"),
    ([_seed(0, information=[[None] * D] * F)], "figures and tables of finite numbers"),
    ([_seed(0)] * 11, "at most 10"),
])  # fmt: skip
def test_hostile_seeds_are_one_sentence_and_no_table(seeds, words, folder):
    with pytest.raises(CheckpointError, match=words) as caught:
        load_metrics(folder(seeds))
    assert "\n" not in str(caught.value)
    assert tables_of_seeds(folder(seeds), D) is None
