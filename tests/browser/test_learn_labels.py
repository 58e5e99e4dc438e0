"""Classes and labels on the page Learn, of a model that infers the class: its lesson, ever more labels, label ten."""

import base64
import re

import numpy as np
import pytest
import torch
from learn_page import PIXELS, facts, image
from playwright.sync_api import expect
from safetensors.torch import load
from tab import drawn
from torch.nn.functional import binary_cross_entropy

from ui.learn.few_labels import POOL, SEED
from vae_core import load_model
from vae_core.graph.replay import replay
from vae_core.store.atlas import load_atlas
from vae_core.store.label_budgets import read_budgets

NAME, PLAIN = "digits-m2", "digits-2d"


@pytest.fixture
def learn(same_visit, tab, app_url):
    """The same reader in all tests."""

    def first_visit():
        page = tab.open(f"{app_url}/learn?model={NAME}")
        page.get_by_test_id("lesson-total").get_by_text(".").wait_for()
        return page

    return same_visit(first_visit)


def test_a_model_with_a_class_is_given_one_and_says_what_it_believes(learn):
    """The lesson is on p(x|y), of the visitor's own model; another class has another code and another price."""
    model, x = load_model(NAME), image()
    beliefs = model.beliefs(x)[0]
    believed = f"{int(beliefs.argmax())}, {round(100 * float(beliefs.max()))} %"
    expect(learn.get_by_test_id("lesson-believed")).to_contain_text(believed)
    bars = learn.locator("[data-testid^=lesson-class-] .belief").evaluate_all(
        "(bars) => bars.map((bar) => Number(bar.style.getPropertyValue('--share')))"
    )
    assert bars == pytest.approx(beliefs.tolist(), abs=1e-3)
    costs = []
    for k in (int(load_atlas(NAME).labels[0]), 3):
        learn.get_by_test_id(f"lesson-class-{k}").click()
        drawn(learn)
        assert learn.get_by_test_id(f"lesson-class-{k}").get_attribute("aria-pressed") == "true"
        z, distortion, rate = facts(learn)
        given = torch.eye(10)[[k]]
        expected = binary_cross_entropy(model.decode(torch.cat([torch.tensor([z]), given], 1)), x, reduction="sum")
        assert distortion == pytest.approx(float(expected), rel=1e-4)
        with torch.no_grad():
            mu, logvar = model.given(torch.tensor([k])).posterior(x)
        kl = 0.5 * (mu**2 + logvar.exp() - logvar - 1).sum()
        assert rate == pytest.approx(float(kl), rel=1e-4)
        costs.append(distortion + rate)
    assert costs[0] < costs[1]


def test_the_slider_of_labels_shows_what_each_classifier_believes(learn):
    """In the browser as in PyTorch, of the image on the pad; a drawing changes the beliefs at once."""
    kept = read_budgets(NAME)
    slider, bars = learn.get_by_test_id("budget"), learn.get_by_test_id("budget-bars")
    slider.scroll_into_view_if_needed()
    pixels = np.array(learn.get_by_test_id("budget-pad").evaluate(PIXELS), np.float32).reshape(1, 1, 8, 8)
    weights = load(base64.b64decode(kept["weights"]))
    for step, (key, labels) in enumerate([("Home", 10), ("End", 1000)]):
        slider.press(key)
        expect(learn.get_by_test_id("budget-labels")).to_have_text(f"{labels:,} labels")
        start = f"{labels}."
        own = {name.removeprefix(start): value for name, value in weights.items() if name.startswith(start)}
        q = replay(kept["graph"], own, torch.from_numpy(pixels)).softmax(1)[0]
        shown = [int(word) for word in re.findall(r"(\d+) %", bars.inner_text())]
        np.testing.assert_allclose(shown, 100 * q, atol=1.5)
        wrong = [100 - one for one in kept["budgets"][4 * step]["right"]]
        expect(learn.get_by_test_id("budget-right")).to_contain_text(
            f"{np.mean(wrong):.1f} ± {np.std(wrong, ddof=1):.1f} %"
        )
    before = bars.inner_text()
    learn.get_by_test_id("budget-clear").click()
    expect(bars).not_to_have_text(before, use_inner_text=True)


def test_ten_labels_are_worth_what_the_nearest_code_says(learn):
    """The share is that of a search by hand; the eleventh picture takes no label."""
    atlas = load_atlas(PLAIN)
    pool = sorted(np.random.default_rng(SEED).permutation(len(atlas.codes))[:POOL])
    others = np.setdiff1d(np.arange(len(atlas.codes)), pool)
    ten = learn.get_by_test_id("ten")
    ten.scroll_into_view_if_needed()
    for number in range(10):
        ten.get_by_test_id(f"ten-{number}").click()
        ten.get_by_test_id(f"ten-label-{atlas.labels[pool[number]]}").click()
    far = ((atlas.codes[others, None] - atlas.codes[None, pool[:10]]) ** 2).sum(2)
    right = (atlas.labels[pool][far.argmin(1)] == atlas.labels[others]).mean()
    expect(ten.get_by_test_id("ten-worth")).to_have_text(
        f"Your ten labels get {100 * right:.0f} % of the {len(others)} other images right."
    )
    ten.get_by_test_id("ten-10").click()
    expect(ten.get_by_test_id("ten-label-0")).to_be_disabled()
    ten.get_by_test_id("ten-restart").click()
    expect(ten.get_by_test_id("ten-worth")).to_contain_text("Choose a picture")
