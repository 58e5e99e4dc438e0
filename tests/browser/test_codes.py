"""A grid of codes over the picture: painted by pointer and by key, finished by the prior, taken back, in the link."""

import numpy as np
import torch
from tab import drawn

from vae_core.store.checkpoint import load_model

NAME = "mnist-vq"


def z_of(page):
    return np.array(page.evaluate("latentLens.snapshot().z"), np.float32)


def test_cells_are_painted_selected_and_finished_and_a_stroke_is_one_step_back(tab, app_url):
    page = tab.open(f"{app_url}/explore?model={NAME}")
    page.wait_for_function("globalThis.latentLens?.snapshot().model === 'mnist-vq' && latentLens.snapshot().support")
    page.get_by_test_id("cell-0").wait_for()
    before, cells = z_of(page), page.get_by_test_id("cells").bounding_box()

    def at(cell):
        row, column = divmod(cell, 4)
        return cells["x"] + cells["width"] * (column + 0.5) / 4, cells["y"] + cells["height"] * (row + 0.5) / 4

    page.get_by_test_id("code-20").click()
    page.mouse.move(*at(5))
    page.mouse.down()
    page.mouse.move(*at(6), steps=4)
    page.mouse.up()
    drawn(page)
    painted = z_of(page)
    assert np.flatnonzero(painted != before).tolist() == [c for c in (5, 6) if before[c] != 20]
    assert painted[5] == painted[6] == 20
    expected = load_model(NAME).decode(torch.from_numpy(painted)[None])[0].flatten().numpy()
    assert np.abs(np.array(page.evaluate("latentLens.snapshot().pixels")) - expected).max() < 1e-5
    assert ",".join(str(int(code)) for code in painted) in page.evaluate("latentLens.lens.address()")

    page.get_by_test_id("tool-select").click()
    page.get_by_test_id("cell-14").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_test_id("codes-finish").click()
    drawn(page)
    assert (z_of(page)[:14] == painted[:14]).all()

    page.evaluate("latentLens.lens.history.undo()")
    drawn(page)
    assert (z_of(page) == painted).all()
