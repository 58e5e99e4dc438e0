"""A model of levels: what is locked stays, what lies below is drawn anew, and a level comes from the pinned picture."""

import numpy as np
import pytest
import torch
from tab import drawn

from vae_core.store.checkpoint import load_model

NAME = "digits-ladder"


@pytest.fixture
def page(tab, app_url):
    page = tab.open(f"{app_url}/explore?model={NAME}", reduced_motion="reduce")
    page.wait_for_function("globalThis.latentLens?.snapshot().support")
    page.get_by_test_id("level-1").wait_for()
    return page


def z_of(page):
    drawn(page)
    return np.array(page.evaluate("latentLens.snapshot().z"), np.float32)


def test_levels_are_held_drawn_swapped_and_mixed_with_the_image(page):
    model = load_model(NAME)
    top, middle, lowest = (part.of for part in model.parts)
    page.get_by_test_id("test-image").click()
    image = z_of(page)
    page.get_by_test_id("compare").click()

    page.get_by_test_id("redraw-below-3").click()
    below = z_of(page)
    assert (below[top] == image[top]).all()
    assert (below[middle] != image[middle]).all()
    expected = model.decode(torch.from_numpy(below)[None])[0].flatten().numpy()
    assert np.abs(np.array(page.evaluate("latentLens.snapshot().pixels")) - expected).max() < 1e-5

    page.get_by_test_id("take-level-2").click()
    swapped = z_of(page)
    assert (swapped[middle] == image[middle]).all()
    assert (swapped[lowest] == below[lowest]).all()

    page.get_by_test_id("lock-level-3").click()
    page.get_by_test_id("random").click()
    held = z_of(page)
    assert (held[top] == image[top]).all()
    assert (held[lowest] != below[lowest]).all()

    levels = page.get_by_test_id("from-image")
    levels.press("ArrowLeft")
    mixed = z_of(page)
    assert (mixed[: lowest.start] == held[: lowest.start]).all()
    assert (mixed[lowest] != held[lowest]).all()
    levels.press("ArrowRight")
    assert (z_of(page) == held).all()

    page.get_by_test_id("temperature-1").press("Home")
    assert not z_of(page)[lowest].any()
    page.get_by_role("button", name="Undo", exact=True).click()
    assert (z_of(page) == held).all()
