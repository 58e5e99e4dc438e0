"""Curves of -ELBO are drawn whole, on the Model and on the Train page."""

import pytest

from ui.log_axis import show_whole
from ui.model.charts import training_curve
from ui.train.figures import elbo_curve

STEEP = [520.0, 210.0, 160.0, 140.0, 136.0, 134.5]  # nats of six epochs


def history(values):
    return [{"epoch": epoch, "train_elbo": -value, "val_elbo": 1 - value} for epoch, value in enumerate(values, 1)]


CURVES = {"model": training_curve, "train": lambda entries: elbo_curve(entries, 6, "light")}


@pytest.mark.parametrize("page", CURVES)
def test_the_first_epochs_are_in_the_picture(page):
    figure = CURVES[page](history(STEEP))
    axis = figure.layout.yaxis
    assert axis.type == "log"
    assert axis.range is None  # Plotly's own holds every point
    assert max(figure.data[0].y) == STEEP[0]
    assert min(figure.data[1].y) == STEEP[-1] - 1
    assert axis.tickvals == (150, 200, 250, 300, 400, 500)
    assert axis.ticktext == ("150", "200", "250", "300", "400", "500")


@pytest.mark.parametrize("values", [[], [30.0], [30.0, 25.0], [30.0, -2.0], [float("nan"), 3.0], [1e300, -1e300]])
def test_where_a_logarithm_shows_no_more_the_axis_is_plain(values):
    figure = CURVES["train"](history(values))
    assert figure.layout.yaxis.type is None
    assert figure.layout.yaxis.range is None


def test_an_endless_curve_has_few_ticks():
    figure = show_whole(CURVES["train"](history([])), [1e-300, float("inf")])
    assert len(figure.layout.yaxis.tickvals) < 100
