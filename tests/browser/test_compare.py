"""Two models, one cursor: what moves the first moves the second, and what is said of both agrees with PyTorch."""

import numpy as np
import pytest
import torch
from playwright.sync_api import expect
from tab import drawn, until

from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model

FIRST, SECOND = "mnist-16d", "mnist-2d"
PIXELS = """(node) => {
  const copy = new OffscreenCanvas(node.width, node.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(node, 0, 0);
  const { data } = copy.getImageData(0, 0, node.width, node.height);
  return Array.from({ length: node.width * node.height }, (_, i) => data[4 * i] / 255);
}"""


@pytest.fixture
def page(tab, app_url, same_visit):
    def visit():
        page = tab.open(f"{app_url}/compare?model={FIRST}&against={SECOND}")
        page.wait_for_function("globalThis.latentLens?.snapshot().support")
        page.get_by_test_id("second-support").filter(has_text="Support").wait_for()
        return page

    return same_visit(visit)


def shows(page, testid, expected):
    """Waits until a canvas holds a picture of PyTorch's."""
    until(page, lambda: np.abs(np.array(page.get_by_test_id(testid).first.evaluate(PIXELS)) - expected).max() < 0.01)


def decoded(name, z):
    return load_model(name).decode(torch.tensor(np.array([z]), dtype=torch.float32))[0].numpy().ravel()


def test_an_image_is_shown_by_both_and_the_map_of_the_second_moves_both(page):
    page.evaluate("latentLens.lens.pin(latentLens.store.state.view.code(7), { source: 'test', index: 7 })")
    shows(page, "stage", decoded(FIRST, load_atlas(FIRST).codes[7]))
    shows(page, "second", decoded(SECOND, load_atlas(SECOND).codes[7]))
    expect(page.get_by_text("its own code of the same image")).to_be_visible()
    page.get_by_test_id("second-map").hover(position={"x": 120, "y": 120})
    page.wait_for_function("latentLens.store.state.origin.source === 'compare'")
    index = page.evaluate("latentLens.store.state.origin.index")
    shows(page, "second", decoded(SECOND, load_atlas(SECOND).codes[index]))
    page.mouse.move(700, 8)
    page.wait_for_function("latentLens.store.state.origin.index === 7")


def test_a_walk_goes_straight_through_both(page):
    slider = page.get_by_test_id("compare-walk")
    slider.fill("0.5")
    drawn(page)
    expect(page.get_by_text("50 % of the way")).to_be_visible()
    ends = [int(words.split()[2].rstrip(",")) for words in page.locator(".walk .ends span").all_inner_texts()]
    for name, testid in ((FIRST, "stage"), (SECOND, "second")):
        shows(page, testid, decoded(name, load_atlas(name).codes[ends].mean(0)))


def test_between_images_the_second_encodes_the_picture_of_the_first(page):
    z = load_atlas(FIRST).codes[[3, 8]].mean(0)
    page.evaluate("(z) => latentLens.go(z)", z.tolist())
    expect(page.get_by_text("its code of the first picture")).to_be_visible()
    picture = torch.from_numpy(decoded(FIRST, z)).reshape(1, 1, 28, 28)
    shows(page, "second", decoded(SECOND, load_model(SECOND).encode(picture)[0][0].detach().numpy()))


def test_another_model_is_chosen_kept_in_the_address_and_blinks(page):
    page.get_by_test_id("against").select_option("mnist-conv")
    page.wait_for_url("**against=mnist-conv*")
    page.locator("h2", has_text="Digits, 32 numbers").first.wait_for()
    page.get_by_test_id("blink").click()
    page.locator(".compare figure").first.locator("h2", has_text="Digits, 32 numbers").wait_for()
    page.locator(".compare figure").first.locator("h2", has_text="Digits, 16 numbers").wait_for()
    page.get_by_test_id("blink").click()
    assert page.get_by_test_id("page-error").count() == 0
