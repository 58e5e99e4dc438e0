"""Explore in a real Chromium: what sliders, keys and buttons do, and what goes over the wire."""

import numpy as np
import pytest
from explore_page import Explore, bytes_of
from model_choice import choose_model
from navigation import go_to
from tab import drawn

from vae_core.store.atlas import load_atlas

MODEL = "digits-2d"


def test_a_slider_drag_paints_every_move_and_sends_nothing_until_release(explore):
    box = explore.slider(0).bounding_box()
    middle = box["y"] + box["height"] / 2
    explore.page.mouse.move(box["x"] + box["width"] / 2, middle)
    explore.page.mouse.down()
    before, sent = explore.state, len(explore.sent)
    for step in range(60):
        explore.page.mouse.move(box["x"] + box["width"] * (0.2 + 0.6 * step / 60), middle)
    during = explore.state
    assert len(explore.sent) == sent
    assert during["frames"] - before["frames"] >= 50  # several moves may share one display frame
    assert during["pixels"] != before["pixels"]
    assert during["place"] != before["place"]
    explore.page.mouse.up()
    explore.settle()
    assert len(explore.sent) == sent + 1
    assert explore.state["pinned"] == explore.state["z"]


def test_pins_in_a_row_are_one_message_and_python_hears_the_last(explore):
    sent = len(explore.sent)
    explore.page.evaluate(
        """() => {
          const { lens, store } = latentLens;
          for (let i = 0; i < 20; i++) lens.pin(Float32Array.of(i / 10, -i / 10), { source: "test", index: null });
        }"""
    )
    assert len(explore.sent) == sent
    explore.settle()
    assert len(explore.sent) == sent + 1
    said = b"".join(map(bytes_of, explore.sent[sent:]))
    assert str(np.float32(1.9).item()).encode() in said  # the last place
    assert str(np.float32(1.8).item()).encode() not in said


def test_a_page_switch_keeps_model_and_z(explore):
    explore.page.get_by_test_id("random").click()
    explore.settle()
    z = explore.state["pinned"]
    go_to(explore.page, "Model")
    explore.page.get_by_text("Information in each dimension").wait_for()
    explore.page.get_by_role("link", name="Explore").click()
    explore.map.wait_for()
    explore.settle()
    assert explore.state["pinned"] == z
    for dim, value in enumerate(z):
        slider = explore.slider(dim)
        low, high = float(slider.get_attribute("min")), float(slider.get_attribute("max"))
        assert float(slider.input_value()) == pytest.approx(min(high, max(low, value)), abs=1e-5)


def test_keys_nudge_a_slider_finely_with_shift_and_lock_and_double_click_work(explore):
    slider = explore.slider(0)
    slider.focus()
    start = explore.state["z"][0]
    slider.press("ArrowRight")
    coarse = explore.state["z"][0] - start
    slider.press("Shift+ArrowRight")
    fine = explore.state["z"][0] - start - coarse
    assert coarse > 0
    assert fine == pytest.approx(coarse / 8, rel=1e-3)
    slider.press("l")  # the lock, which is seen with the details only
    locked = explore.state["z"]
    explore.page.get_by_test_id("random").click()
    drawn(explore.page)
    assert explore.state["z"][0] == locked[0]
    assert explore.state["z"][1] != locked[1]
    explore.page.get_by_role("button", name="Lock z1").click()  # it is seen where it holds something
    slider.dblclick()
    drawn(explore.page)
    mean = float(np.mean(load_atlas(MODEL).codes[:, 0]))
    assert explore.state["z"][0] == pytest.approx(mean, abs=1e-3)


def test_undo_redo_and_the_ribbon_return_exactly(explore):
    first = explore.state["pinned"]
    explore.page.get_by_test_id("random").click()
    explore.page.get_by_test_id("test-image").click()
    last = explore.state["pinned"]
    for _ in range(2):
        explore.page.keyboard.press("Control+z")
    assert explore.state["pinned"] == first
    explore.page.get_by_role("button", name="Redo").click()
    explore.page.get_by_role("button", name="Redo").click()
    assert explore.state["pinned"] == last
    explore.page.get_by_role("button", name="Pin 1").click()
    assert explore.state["pinned"] == first


def test_switching_models_stays_on_the_same_test_image_or_returns(tab, app_url):
    visitor = Explore(tab, app_url, query="?model=mnist-2d")
    field = visitor.page.get_by_role("searchbox")
    field.fill("321")
    field.press("Enter")
    choose_model(visitor.page, "mnist-16d")
    visitor.page.wait_for_function("latentLens.snapshot().model === 'mnist-16d'")
    drawn(visitor.page)
    np.testing.assert_array_equal(np.float32(visitor.state["pinned"]), load_atlas("mnist-16d").codes[321])
