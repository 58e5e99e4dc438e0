"""A model whose class is given: one style in every class, live; a click takes the class, a slider blends two."""

import re

import numpy as np
import pytest
import torch
from pad_page import THREE, draw, last
from playwright.sync_api import expect
from tab import drawn, until
from torch.distributions import Normal, kl_divergence

from vae_core.store.checkpoint import load_model

NAME, STYLE = "mnist-cvae", 16
SHARE = "(bar) => Number(bar.style.getPropertyValue('--share'))"


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
    share = page.locator(f"[data-testid=class-{int(beliefs.argmax())}] .belief").evaluate(SHARE)
    assert share == pytest.approx(float(beliefs.max()), abs=0.011)


@pytest.mark.parametrize("model", ["digits-m2", "mnist-cvae"])
def test_a_drawing_is_encoded_in_the_likeliest_class_or_in_the_one_that_is_told(tab, app_url, model):
    page = tab.open(f"{app_url}/explore?model={model}")
    page.get_by_test_id("class-0").wait_for()
    page.get_by_test_id("draw").click()
    draw(page, *THREE)
    net = load_model(model)
    image = torch.from_numpy(last(page, "x").astype(np.float32)).reshape(1, *net.config.image_shape)
    likeliest = net.classify(image)

    def is_given(label):
        mu, logvar = (values[0].numpy() for values in net.encode(image, label))
        until(page, lambda: np.abs(last(page, "mu") - mu).max() < 1e-4)
        np.testing.assert_allclose(last(page, "logvar"), logvar, atol=1e-3)
        assert z_of(page) == pytest.approx(mu, abs=1e-4)
        q = Normal(*(torch.from_numpy(v[: net.config.latent_dim]) for v in (mu, np.exp(logvar / 2))))
        rate = kl_divergence(q, Normal(0.0, 1.0)).sum()
        expect(page.get_by_test_id("drawing-rate")).to_contain_text(f"Given the class, its code costs {rate:.1f} nats")
        return float(re.search(r"costs (\d+) nats", page.get_by_test_id("drawing-cost").inner_text())[1])

    given = is_given(likeliest)
    other = (likeliest + 4) % 10
    page.get_by_test_id("drawing-class").select_option(str(int(other)))
    assert is_given(other) > given  # a wrong class is dear
    page.get_by_test_id("drawing-class").select_option(label="the likeliest")
    assert is_given(likeliest) == given
    believed = page.get_by_test_id("drawing-beliefs")
    if hasattr(net, "beliefs"):
        shares = net.beliefs(image)[0]
        best = int(shares.argmax())
        expect(believed).to_contain_text(f"{best}: {round(100 * float(shares[best]))} %")
        bar = page.locator(f"[data-testid=class-{best}] .belief")
        until(page, lambda: abs(float(bar.evaluate(SHARE)) - float(shares[best])) < 0.011)
    else:
        expect(believed).to_be_hidden()
