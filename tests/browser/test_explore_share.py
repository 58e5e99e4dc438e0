"""Links, files, snippets and directions of the Explore page, in a real Chromium."""

import json

import numpy as np
import pytest
import torch
from explore_page import Explore
from PIL import Image
from tab import drawn

from vae_core.measure.judge import SURE
from vae_core.measure.meter_build import load_judge
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.twins.directions import direction, turned

MODEL = "digits-2d"


@pytest.fixture(scope="module")
def atlas():
    return load_atlas(MODEL)


def test_a_copied_link_restores_exactly_this_state_elsewhere(tab, new_tab, app_url):
    here = Explore(tab, app_url, permissions=["clipboard-read", "clipboard-write"])
    here.page.get_by_text("PCA", exact=True).click()
    here.page.wait_for_function("latentLens.snapshot().projection === 'pca'")
    here.page.get_by_role("button", name="Zoom in").click()
    here.page.get_by_role("button", name="3", exact=True).click()  # hides a class
    here.page.get_by_test_id("random").click()
    here.settle()
    drawn(here.page, frames=90)  # the map has flown to its place
    here.page.get_by_text("Share").click()
    here.page.get_by_test_id("copy-link").click()
    link = here.page.evaluate("navigator.clipboard.readText()")
    camera = here.page.evaluate("latentLens.lens.maps.camera()")
    there = Explore(new_tab(), app_url, query=f"?{link.partition('?')[2]}")
    assert there.state["pinned"] == here.state["pinned"]
    assert there.state["pixels"] == here.state["pixels"]
    assert there.state["projection"] == "pca"
    assert there.page.evaluate("[...latentLens.store.state.hidden]") == [3]
    restored = there.page.evaluate("latentLens.lens.maps.camera()")
    for axis in "xy":
        assert restored[axis] == pytest.approx(camera[axis], rel=1e-4, abs=1e-4)


def test_a_malformed_link_says_so_and_the_page_works(tab, app_url):  # each mistake: tests/node/link_left_out.test.js
    visitor = Explore(tab, app_url, query=f"?model={MODEL}&z=1e999,0")
    visitor.page.get_by_test_id("link-notice").get_by_text("Ignored in this link: the point").wait_for()
    assert np.isfinite(visitor.state["z"]).all()


def test_a_lasso_becomes_a_slider_with_held_out_quality(explore, atlas):
    explore.page.get_by_test_id("lasso").click()
    x, y = explore.place_of(0)  # a zero: they stand apart on the map
    explore.page.mouse.move(x - 70, y - 70)
    explore.page.mouse.down()
    for corner in ((70, -70), (70, 70), (-70, 70), (-70, -70)):
        explore.page.mouse.move(x + corner[0], y + corner[1], steps=6)
    explore.page.mouse.up()
    chosen = explore.page.evaluate("latentLens.store.state.selection.indices")
    assert len(chosen) > 10
    made = explore.page.evaluate(
        """(() => {
          const [made] = latentLens.store.state.directions;
          return { vector: [...made.vector], quality: made.quality };
        })()"""
    )
    inside = np.isin(np.arange(len(atlas.codes)), chosen)
    expected = direction(atlas.codes, inside, ~inside, atlas.labels)
    np.testing.assert_allclose(made["vector"], expected.vector / np.linalg.norm(expected.vector), atol=1e-5)
    assert made["quality"]["auc"] == pytest.approx(expected.auc, abs=0.03)  # the halves are drawn differently
    assert made["quality"]["effect"] == pytest.approx(expected.effect_size, rel=0.15)
    assert made["quality"]["chance"] == pytest.approx(expected.random_effect_size, rel=0.15)
    ends = made["quality"]["interval"]
    assert (ends["low"], ends["high"]) == pytest.approx(expected.interval, abs=0.03)
    assert made["quality"]["isByPlace"]
    before = np.array(explore.state["z"])
    handle = explore.page.get_by_test_id("direction-d1")
    handle.focus()
    handle.press("ArrowRight")
    moved = np.array(explore.state["z"]) - before
    np.testing.assert_allclose(moved / np.linalg.norm(moved), made["vector"], atol=1e-4)


def test_a_slider_from_a_class_says_what_it_does_to_pictures(explore, atlas):
    """The share against pictures decoded and judged by PyTorch."""
    explore.page.get_by_test_id("direction-class").select_option("0")
    badge = explore.page.get_by_test_id("direction-quality")
    badge.get_by_text("reliable").wait_for()
    [made] = explore.page.evaluate(
        """latentLens.store.state.directions.map(({ vector, rest, high, quality }) =>
          ({ vector: [...vector], rest, high, quality }))"""
    )
    model, judge = load_model(MODEL), load_judge(MODEL).judge

    def looks_like_0(z):
        return judge.probabilities(model.decode(torch.from_numpy(z.astype("f4"))))[:, 0].numpy() >= SURE

    others = atlas.codes[atlas.labels != 0]
    moved = others[np.floor(np.arange(240) * len(others) / 240).astype(int)]
    expected = turned(moved, np.array(made["vector"]), (made["rest"], made["high"]), looks_like_0)
    found = made["quality"]["turned"]
    assert found["share"] == pytest.approx(expected.share, abs=0.02)
    assert (found["low"], found["high"]) == pytest.approx(expected.interval, abs=0.02)
    assert found["chance"] == pytest.approx(expected.chance, abs=0.2)  # other random directions
    assert found["low"] >= 0.5  # which is what "reliable" means
    badge.click()
    numbers = explore.page.locator(".explanation:popover-open")
    assert f"{100 * found['share']:.0f} % then look like a 0" in numbers.inner_text()


@pytest.mark.parametrize(("quality", "words"), [
    ({"turned": {"label": 1, "share": 0.54, "low": 0.45, "high": 0.63, "chance": 0.02, "count": 120, "also": None}},
     "works on some pictures"),
    ({"turned": {"label": 1, "share": 0.74, "low": 0.65, "high": 0.83, "chance": 0.02, "count": 120, "also": None}},
     "reliable"),
    ({"turned": {"label": 1, "share": 0.74, "low": 0.65, "high": 0.83, "chance": 0.02, "count": 120,
                 "also": {"label": 0, "share": 0.2}}}, "reliable, but also changes: 1"),
    ({"turned": {"label": 1, "share": 0.04, "low": 0.01, "high": 0.09, "chance": 0.05, "count": 120, "also": None}},
     "no better than chance"),
    ({"effect": 0.7, "chance": 0.72}, "no better than chance"),
    ({}, "tells the two groups apart"),
    ({"auc": 0.8, "interval": {"low": 0.75, "high": 0.85}}, "tells many of them apart"),
    ({"counts": [4, 900], "interval": {"low": 0.41, "high": 1}},
     "no better than chance, from 4 pictures only"),
    ({"isByPlace": True}, "leads to the group you chose"),
])  # fmt: skip
def test_a_badge_says_what_its_figures_mean(page, quality, words):
    usual = {"auc": 0.93, "effect": 2.0, "chance": 0.7, "leak": None, "interval": {"low": 0.9, "high": 0.95},
             "counts": [300, 900], "isByPlace": False, "turned": None}  # fmt: skip
    body = """async (quality) => {
      const { wordsOf } = await import("/web/sliders/direction_words.js");
      return wordsOf(quality, ["1", "8"]).text;
    }"""
    assert page.evaluate(body, usual | quality) == words


def test_what_a_loop_leaves_out_of_its_class_is_no_leak(explore):
    quality = explore.page.evaluate(
        """() => {
          const { view } = latentLens.store.state;
          const members = [...view.labels.keys()].filter((i) => view.labels[i] === 0);
          const indices = members.slice(0, Math.floor(0.9 * members.length));
          latentLens.lens.requests.ask("addDirection", { a: { indices, name: "the 0s" }, b: null });
          return latentLens.store.state.directions.at(-1).quality;
        }"""
    )
    assert quality["auc"] > 0.9
    assert quality["leak"]["label"] != 0


def test_directions_travel_as_a_file_and_another_models_file_is_refused(explore, tmp_path):
    explore.page.get_by_test_id("direction-class").select_option("0")
    explore.page.get_by_test_id("details").click()
    with explore.page.expect_download() as download:
        explore.page.get_by_role("button", name="Export").click()
    path = tmp_path / "directions.json"
    download.value.save_as(path)
    explore.page.get_by_test_id("direction-file").set_input_files(path)
    explore.page.get_by_test_id("direction-d2").wait_for()
    stored = json.loads(path.read_text())
    for name, content, sentence in (
        ("other", stored | {"digest": "0123456789ab", "model": "other"}, "belong to other"),
        ("broken", stored | {"directions": [{"name": "x", "vector": [1], "low": 0, "high": 1, "rest": 0}]}, "damaged"),
        ("wrong", {"kind": "recipe"}, "holds no directions"),
    ):
        (tmp_path / f"{name}.json").write_text(json.dumps(content))
        explore.page.get_by_test_id("direction-file").set_input_files(tmp_path / f"{name}.json")
        explore.page.get_by_text(sentence).wait_for()
        assert explore.page.locator(".sliders [role=alert]").inner_text().endswith(".")
    assert explore.page.evaluate("latentLens.store.state.directions.length") == 2


def test_the_snippet_and_the_files_hold_these_very_pixels(tab, app_url, tmp_path):
    visitor = Explore(tab, app_url, permissions=["clipboard-read", "clipboard-write"])
    visitor.page.get_by_test_id("random").click()
    visitor.settle()
    pixels = np.array(visitor.state["pixels"])
    visitor.page.get_by_text("Share").click()
    visitor.page.get_by_test_id("copy-python").click()
    scope = {}
    exec(visitor.page.evaluate("navigator.clipboard.readText()"), scope)
    np.testing.assert_allclose(scope["image"].numpy().ravel(), pixels, atol=1e-5)
    with visitor.page.expect_download() as download:
        visitor.page.get_by_test_id("save-npy").click()
    download.value.save_as(tmp_path / "z.npy")
    np.testing.assert_array_equal(np.load(tmp_path / "z.npy"), pixels.reshape(1, 8, 8).astype("f4"))
    with visitor.page.expect_download() as download:
        visitor.page.get_by_test_id("save-png").click()
    download.value.save_as(tmp_path / "z.png")
    png = np.asarray(Image.open(tmp_path / "z.png").convert("L"))
    assert png.shape == (128, 128)
    np.testing.assert_allclose(png[8::16, 8::16] / 255, pixels.reshape(8, 8), atol=1 / 255)
