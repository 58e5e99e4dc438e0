"""Interpolate as a first visitor has it: two digits, a picture that moves, the square, one GIF of all walks."""

import io

import numpy as np
import pytest
import torch
from lab_page import Lab
from pad_page import draw
from PIL import Image
from tab import drawn

from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model


@pytest.fixture
def lab(tab, app_url):
    lab = Lab(tab, app_url, "Interpolate")
    lab.walks_are_fresh("linear", "slerp")
    return lab


def ends(lab):
    return lab.page.evaluate("latentLens.store.state.waypoints.map(({ index }) => index)")


def choose(lab, end, digit):
    lab.get(f"choose-{end}").get_by_role("button").nth(digit).click()


def test_a_digit_is_chosen_for_each_end_and_another_image_of_it_by_another_press(lab):
    labels = load_atlas("digits-2d").labels
    choose(lab, "from", 4)
    choose(lab, "to", 0)
    assert [labels[i] for i in ends(lab)] == [4, 0]
    typical = ends(lab)[1]
    choose(lab, "from", 6)
    assert ends(lab)[1] == typical
    for _ in range(3):
        choose(lab, "to", 0)
    assert [labels[i] for i in ends(lab)] == [6, 0]
    pressed = lab.get("choose-to").get_by_role("button").nth(0)
    lab.page.wait_for_function("(node) => node.getAttribute('aria-pressed') === 'true'", arg=pressed.element_handle())
    assert lab.get("end-to").inner_text().startswith("0")
    lab.walks_are_fresh("linear")
    path = lab.page.evaluate("latentLens.store.state.walks.linear.path.map((z) => Array.from(z))")
    np.testing.assert_allclose([path[0], path[-1]], load_atlas("digits-2d").codes[ends(lab)], atol=1e-6)


def test_a_digit_is_dragged_onto_an_end_and_what_lies_between_stays(lab):
    lab.get("walk-details").click()
    lab.get("add-prior").click()
    lab.until("STATE.waypoints.length === 3")
    before = ends(lab)
    lab.get("choose-to").get_by_role("button").nth(7).drag_to(lab.get("end-from"))
    lab.until("(first) => STATE.waypoints[0].index !== first", before[0])
    assert load_atlas("digits-2d").labels[ends(lab)[0]] == 7
    assert ends(lab)[1:] == before[1:]


def test_a_drawing_is_an_end_of_the_walk(lab):
    lab.get("draw-to").click()
    draw(lab.page, (0.5, 0.2), (0.5, 0.8))
    lab.until("STATE.drawing.last?.draws")
    assert lab.page.get_by_text("Nothing leaves this machine.").is_visible()
    first = ends(lab)[0]
    lab.page.get_by_role("button", name="To your drawing").click()
    lab.walks_are_fresh("linear")
    mu = lab.page.evaluate("Array.from(latentLens.store.state.drawing.last.mu)")
    last = lab.page.evaluate("Array.from(latentLens.store.state.walks.linear.path.at(-1))")
    np.testing.assert_allclose(last, mu, atol=1e-6)
    assert ends(lab) == [first, None]


def test_the_picture_moves_by_itself_until_something_else_is_touched(tab, app_url):
    lab = Lab(tab, app_url, "Interpolate", reduced_motion="no-preference")
    lab.until("STATE.playing && STATE.playhead > 0.1 && STATE.origin.source === 'walk'")
    assert min(lab.get("stage").bounding_box()[side] for side in ("width", "height")) >= 240
    lab.until("!STATE.playing")  # once there and back
    assert lab.page.evaluate("latentLens.store.state.playhead") is None
    lab.until("latentLens.snapshot().z.join() === latentLens.snapshot().pinned.join()")
    choose(lab, "to", 3)
    lab.until("STATE.playing && STATE.playhead > 0.05")
    lab.page.mouse.click(5, 500)
    lab.until("!STATE.playing && STATE.playhead === null")
    assert lab.page.evaluate("latentLens.store.state.history.length") == 1  # it has pinned nothing


def test_nothing_moves_by_itself_for_those_who_asked_for_less_motion_or_on_stage(lab):
    choose(lab, "to", 3)
    lab.walks_are_fresh("linear")
    drawn(lab.page, frames=6)
    assert not lab.state("playing")
    lab.page.emulate_media(reduced_motion="no-preference")
    lab.page.evaluate("latentLens.store.set({ isTalking: true })")
    choose(lab, "to", 5)
    lab.walks_are_fresh("linear")
    drawn(lab.page, frames=6)
    assert not lab.state("playing")
    lab.page.evaluate("latentLens.store.set({ isTalking: false })")


def test_a_pointer_on_the_map_takes_the_picture_from_the_walk(lab):
    lab.get("play").click()
    lab.until("STATE.playhead > 0.05")
    box = lab.get("walk-map").bounding_box()
    lab.page.mouse.move(box["x"] + 50, box["y"] + 60)
    lab.until("!STATE.playing && STATE.origin.source === 'manifold'")


def test_the_square_is_there_from_the_start_between_both_ends_and_two_more(lab):
    canvas = lab.get("lattice")
    canvas.wait_for()
    lab.page.wait_for_function("(node) => node.width === 72", arg=canvas.element_handle())
    drawn(lab.page)
    with Image.open(io.BytesIO(canvas.screenshot())) as shown:
        assert (np.asarray(shown.convert("L")) > 60).mean() > 0.1
    box = canvas.bounding_box()
    for at, index in ((0.01, 0), (0.99, 1)):
        lab.page.mouse.move(box["x"] + at * box["width"], box["y"] + 2)
        code = load_atlas("digits-2d").codes[ends(lab)[index]]
        lab.until("(z) => z.every((value, d) => Math.abs(latentLens.snapshot().z[d] - value) < 1e-4)", code.tolist())


def test_one_gif_holds_four_walks_with_their_names(lab):
    lab.walks_are_fresh()
    lab.page.get_by_text("Export").click()
    lab.get("export-frames").fill("5")
    with lab.page.expect_download() as waiting:
        lab.get("export-all-gif").click()
    assert waiting.value.suggested_filename == "digits-2d-walks.gif"
    model, panel, band, gap = load_model("digits-2d"), 112, 26, 6
    with Image.open(io.BytesIO(waiting.value.path().read_bytes())) as gif:
        assert (gif.size, gif.n_frames) == ((4 * (panel + gap) - gap, band + panel), 8)  # there and back
        gif.seek(2)
        shown = np.asarray(gif.convert("L"), float)
    names = []
    for n, method in enumerate(("linear", "slerp", "data", "geodesic")):
        part = shown[:, n * (panel + gap) : n * (panel + gap) + panel]
        path = np.array(lab.page.evaluate(f"latentLens.store.state.walks['{method}'].path.map((z) => Array.from(z))"))
        reached = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
        z = [np.interp(reached[-1] / 2, reached, axis) for axis in path.T]
        exact = model.decode(torch.tensor([z], dtype=torch.float32)).numpy()[0, 0] * 255
        assert np.abs(part[band + 7 :: 14, 7::14] - exact).max() < 2
        assert (part[:band] > 128).sum() > 30
        names.append(part[:band].tobytes())
    assert len(set(names)) == 4
