"""A model whose class is given: one style in every class, live; a click takes the class, a slider blends two."""

import numpy as np
import pytest
import torch
from tab import drawn, until

from vae_core.store.checkpoint import load_model

NAME, STYLE = "mnist-cvae", 16


@pytest.fixture
def page(tab, app_url):
    page = tab.open(f"{app_url}/explore?model={NAME}")
    page.wait_for_function("globalThis.latentLens?.snapshot().model === 'mnist-cvae' && latentLens.snapshot().support")
    page.get_by_test_id("class-0").wait_for()
    return page


def z_of(page):
    return np.array(page.evaluate("latentLens.snapshot().z"), np.float32)


def test_the_style_stays_when_the_class_is_taken_and_the_class_when_the_style_moves(page):
    page.get_by_test_id("test-image").click()
    before = z_of(page)
    assert sorted(before[STYLE:])[-2:] == [0, 1]
    digit = (int(before[STYLE:].argmax()) + 1) % 10
    page.get_by_test_id(f"class-{digit}").click()
    drawn(page)
    after = z_of(page)
    assert (after[:STYLE] == before[:STYLE]).all()
    assert after[STYLE:].tolist() == np.eye(10)[digit].tolist()
    assert page.get_by_test_id(f"class-{digit}").get_attribute("aria-pressed") == "true"
    expected = load_model(NAME).decode(torch.from_numpy(after)[None])[0].flatten().numpy()
    assert np.abs(np.array(page.evaluate("latentLens.snapshot().pixels")) - expected).max() < 1e-5

    page.get_by_test_id("reset").click()
    drawn(page)
    assert z_of(page).tolist() == [0] * STYLE + np.eye(10)[digit].tolist()

    blend = page.get_by_test_id("direction-blend")
    blend.focus()
    blend.press("Home")
    blend.press("Shift+ArrowRight")
    drawn(page)
    weights = z_of(page)[STYLE:]
    assert weights.sum() == pytest.approx(1, abs=1e-5)
    assert sorted(weights > 0) == [False] * 8 + [True] * 2
    assert not z_of(page)[:STYLE].any()


def test_every_class_has_its_picture(page):
    """Ten small pictures are painted, and no two are alike."""
    pictures = page.locator("[data-testid=classes] canvas")
    assert pictures.count() == 10
    until(page, lambda: len(set(pictures.evaluate_all("(all) => all.map((canvas) => canvas.toDataURL())"))) == 10)


def test_a_model_that_infers_the_class_says_what_it_believes_of_the_picture(tab, app_url):
    page = tab.open(f"{app_url}/explore?model=digits-m2")
    believed = page.get_by_test_id("believed")
    believed.wait_for()
    page.get_by_test_id("class-4").click()
    drawn(page)
    pixels = torch.tensor(page.evaluate("latentLens.snapshot().pixels")).view(1, 1, 8, 8)
    beliefs = load_model("digits-m2").beliefs(pixels)[0]
    said = f"{int(beliefs.argmax())}, {round(100 * float(beliefs.max()))} %"
    until(page, lambda: believed.inner_text().endswith(said))
    share = page.locator(f"[data-testid=class-{int(beliefs.argmax())}] .belief").evaluate(
        "(bar) => Number(bar.style.getPropertyValue('--share'))"
    )
    assert share == pytest.approx(float(beliefs.max()), abs=0.011)
