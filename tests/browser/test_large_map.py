"""A map of more codes than Plotly can pan: the overlay draws them all, in a real Chromium."""

import io
import shutil

import numpy as np
import pytest
from explore_page import Explore
from PIL import Image, ImageColor
from tab import drawn

from ui.palette import CLASS_COLOURS
from vae_core.measure.sampling import MANY
from vae_core.store.atlas import Atlas, load_atlas
from vae_core.store.folder import SHIPPED

COUNT = MANY + 1
OPACITY = 0.85  # of the overlay's points
BY_CODE = ("codes", "logvar", "labels", "tsne", "pca", "nats", "recon_nats",
           "tsne_trust", "tsne_continuity", "pca_trust", "pca_continuity")  # fmt: skip


@pytest.fixture(scope="module")
def large_url(workshop):
    """An app with a model whose atlas has the shipped codes again and again, each a little elsewhere on its map."""
    url, models = workshop
    shutil.copytree(SHIPPED / "digits-2d", models / "large")
    atlas = load_atlas(SHIPPED / "digits-2d")
    arrays = {name: np.resize(getattr(atlas, name), (COUNT, *getattr(atlas, name).shape[1:])) for name in BY_CODE}
    noise = np.random.default_rng(0).normal(scale=0.01 * atlas.tsne.std(), size=(COUNT, 2))
    arrays["tsne"] = (arrays["tsne"] + noise).astype("f4")
    kept = ("class_names", "kl_per_dim", "prior_samples")
    Atlas(**arrays, **{name: getattr(atlas, name) for name in kept}).save(models / "large")
    return url


@pytest.fixture
def explore(tab, large_url):
    visitor = Explore(tab, large_url, query="?model=large&map=tsne")
    visitor.page.get_by_role("button", name="Pictures", exact=True).click()  # points alone
    visitor.page.mouse.move(700, 8)
    return visitor


def shown(explore, label):
    """Pixels of the map in the colour of a class."""
    drawn(explore.page, frames=10)
    picture = Image.open(io.BytesIO(explore.map.screenshot())).convert("RGB")
    wanted = OPACITY * np.array(ImageColor.getrgb(CLASS_COLOURS["light"][label])) + (1 - OPACITY) * 255
    return int((np.abs(np.asarray(picture, int) - wanted).max(-1) < 8).sum())


def until(explore, holds):
    for _ in range(60):
        if holds():
            return
    pytest.fail("the map did not come to look as it should")


def test_all_codes_are_drawn_filtered_coloured_and_searched(explore):
    until(explore, lambda: shown(explore, 0) > 500 and shown(explore, 1) > 500)
    before = shown(explore, 1)
    explore.page.locator(".legend button").first.click()
    until(explore, lambda: shown(explore, 0) < 30)
    assert shown(explore, 1) > before / 2
    explore.page.locator(".legend button").first.click()
    until(explore, lambda: shown(explore, 0) > 500)
    explore.page.mouse.move(*explore.at(0.5, 0.5))
    explore.page.wait_for_function("latentLens.snapshot().z.join() !== latentLens.snapshot().pinned.join()")
    explore.page.get_by_role("searchbox").fill(str(COUNT - 1))
    explore.page.get_by_role("searchbox").press("Enter")
    explore.page.wait_for_function(f"latentLens.store.state.pinnedOrigin.index === {COUNT - 1}")
    explore.page.get_by_label("Colour by").click()
    explore.page.get_by_role("option", name="nats per image (-ELBO)").click()
    until(explore, lambda: shown(explore, 0) + shown(explore, 1) < before / 2)
