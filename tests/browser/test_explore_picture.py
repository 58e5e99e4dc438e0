"""What stands beside the picture on Explore: meter, nearest codes with their originals, the search, the spread."""

import numpy as np
import pytest
import torch
from explore_page import Explore, bytes_of
from playwright.sync_api import Error as PlaywrightError

from vae_core.data.sets import load_dataset
from vae_core.measure.judge import SURE
from vae_core.measure.meter_build import load_judge, load_meter
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model

MODEL = "digits-2d"


@pytest.fixture
def explore(tab, app_url, same_visit):
    """The same visitor in all tests: each pins where it looks, whatever was pinned before."""
    explore = same_visit(lambda: Explore(tab, app_url))
    explore.page.mouse.click(700, 8)  # the hand is off the search
    return explore


@pytest.fixture(scope="module")
def atlas():
    return load_atlas(MODEL)


def go(page, z):
    """Moves there from outside, as a slider would, and waits for its frame."""
    page.evaluate("(z) => latentLens.go(z)", z)
    page.wait_for_function("(z) => latentLens.snapshot().z?.every((value, d) => value === Math.fround(z[d]))", arg=z)


def test_the_nearest_codes_are_those_of_brute_force_with_their_originals(explore, atlas):
    z = [0.3, -0.2]
    explore.page.evaluate("(z) => latentLens.lens.pin(Float32Array.from(z), { source: 'test', index: null })", z)
    explore.settle()
    distances = np.linalg.norm(atlas.codes - np.float32(z), axis=1)
    nearest = np.argsort(distances)[:6]
    cards = explore.page.get_by_test_id("neighbours")
    cards.locator(".card").filter(has_text=f"#{nearest[0]}").wait_for()
    cards.get_by_role("img", name="original").nth(5).wait_for()
    shown = [int(text.split("#")[1].split()[0]) for text in cards.locator("small").all_inner_texts()]
    assert shown == nearest.tolist()
    originals = cards.get_by_role("img", name="original").evaluate_all(
        """(canvases) => canvases.map((canvas) => {
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          return Array.from(data.filter((_, i) => i % 4 === 0));
        })"""
    )
    images = load_dataset("digits", "test").images
    np.testing.assert_array_equal(originals, images[nearest].reshape(6, -1))


def test_an_original_is_asked_for_once(explore, atlas):
    explore.page.evaluate("latentLens.lens.pin(latentLens.store.state.view.code(7), { source: 'test', index: 7 })")
    explore.settle()
    explore.page.get_by_test_id("neighbours").get_by_role("img", name="original").nth(5).wait_for()
    for index in (8, 7):
        explore.page.evaluate(
            "(i) => latentLens.lens.pin(latentLens.store.state.view.code(i), { source: 'test', index: i })", index
        )
        sent = len(explore.sent)
        explore.settle()
    said = b"".join(map(bytes_of, explore.sent[sent:]))
    assert b'"pin"' in said
    assert b"originals" not in said


def test_search_goes_to_a_test_image(explore, atlas):
    field = explore.page.get_by_role("searchbox")
    field.fill("123")
    field.press("Enter")
    np.testing.assert_array_equal(np.float32(explore.state["pinned"]), atlas.codes[123])


def test_a_number_that_is_no_image_says_which_there_are(explore):
    search = explore.page.get_by_role("searchbox")
    search.fill("99999")
    explore.page.get_by_text("images 0 to 359").wait_for()
    search.press("Enter")
    search.fill("12")
    search.press("Enter")
    explore.page.wait_for_function("latentLens.store.state.pinnedOrigin.index === 12")


def test_the_meter_is_the_one_of_vae_core(explore, atlas):
    points = np.float32(np.random.default_rng(0).normal(size=(8, 2)) * 1.5)
    expected = load_meter(MODEL).read(points).percent
    for point, percent in zip(points.tolist(), expected, strict=True):
        go(explore.page, point)
        assert explore.state["support"]["percent"] == pytest.approx(percent, abs=0.1)


def test_going_to_a_place_is_the_end_of_a_sliders_drag(explore):
    go(explore.page, [0.5, -0.25])
    state = explore.state
    assert state["pinned"] == state["z"] == [0.5, -0.25]
    pixels = load_model(MODEL).decode(torch.tensor([[0.5, -0.25]])).flatten()
    np.testing.assert_allclose(state["pixels"], pixels, atol=1e-4)
    sure = load_judge(MODEL).judge.probabilities(pixels).max(1)
    named = str(int(sure.indices)) if float(sure.values) >= SURE else None
    assert state["looksLike"] == named
    assert {"percent", "level", "code", "picture"} <= state["support"].keys()


def test_a_wrong_place_is_refused_in_one_sentence(explore):
    with pytest.raises(PlaywrightError, match=r"go\(z\) needs 2 finite numbers"):
        explore.page.evaluate("latentLens.go([1])")


def test_hold_shows_the_spread_of_pixels_under_the_posterior(explore):
    before = explore.page.get_by_test_id("stage").screenshot()
    explore.page.keyboard.down("u")
    explore.page.get_by_text("64 posterior draws").wait_for()
    assert explore.page.get_by_test_id("stage").screenshot() != before
    explore.page.keyboard.up("u")
    explore.page.get_by_text("posterior draws").wait_for(state="hidden")


def test_the_spread_of_a_flow_posterior_is_said_to_be_that_of_a_gaussian_near_it(explore):
    kind = explore.page.evaluate("latentLens.store.state.engine.spec.posterior")
    explore.page.evaluate("latentLens.store.state.engine.spec.posterior = 'flow'")
    explore.page.keyboard.down("u")
    explore.page.get_by_text("64 draws from a Gaussian near the posterior").wait_for()
    explore.page.keyboard.up("u")
    explore.page.evaluate("(kind) => { latentLens.store.state.engine.spec.posterior = kind; }", kind)
