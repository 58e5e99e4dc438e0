"""The terrain of an energy on Manifold, and its walkers: they move by steps, show pictures, and go with the overlay."""

import pytest
from lab_page import Lab
from tab import drawn, until

STRIP = "(node) => [...node.querySelectorAll('canvas')].map((canvas) => canvas.toDataURL())"
SHOWN = 10


@pytest.fixture
def lab(tab, app_url):
    lab = Lab(tab, app_url, "Manifold", model="mnist-ebm")
    lab.board_is_full()
    return lab


def test_walkers_go_down_the_terrain_while_it_is_shown(lab):
    surface = lab.get("manifold").locator("canvas").first
    assert not lab.get("walkers-runWalkers").is_visible()
    before = surface.evaluate("(canvas) => canvas.toDataURL()")
    lab.get("overlay-energy").click()
    until(lab.page, lambda: surface.evaluate("(canvas) => canvas.toDataURL()") != before)

    lab.get("walkers-dropWalkers").click()
    strip = lab.get("walkers-strip").evaluate(STRIP)
    assert strip[:SHOWN] == strip[SHOWN:]  # they have not moved
    assert len(set(strip[:SHOWN])) > 1
    said = lab.get("walkers-said").inner_text()
    assert said.startswith("0 steps")

    lab.get("walkers-temperature").fill("0")
    lab.get("walkers-runWalkers").click()
    until(lab.page, lambda: int(lab.get("walkers-said").inner_text().split()[0]) > 40)
    lab.get("walkers-runWalkers").click()
    drawn(lab.page)
    later = lab.get("walkers-said").inner_text()
    assert nats(later) < nats(said)
    drawn(lab.page, frames=10)
    assert lab.get("walkers-said").inner_text() == later  # they stand still
    moved = lab.get("walkers-strip").evaluate(STRIP)
    assert moved[:SHOWN] == strip[:SHOWN]
    assert moved[SHOWN:] != strip[SHOWN:]
    lab.get("overlay-energy").click()
    assert not lab.get("walkers-runWalkers").is_visible()


def nats(said):
    return float(said.split(" is ")[1].split()[0])
