"""The tour of Manifold: from stop to stop with a caption that agrees with the meter, and the list beside it."""

import re

import pytest
from lab_page import Lab
from tab import drawn

from vae_core.atlas.tour_file import load_tour
from vae_core.store.atlas import load_atlas

ORDER = ("seam", "hole", "strange")


@pytest.fixture
def lab(tab, app_url):
    lab = Lab(tab, app_url, "Manifold")
    lab.board_is_full()
    return lab


def route():
    return [stop for kind in ORDER for stop in load_tour("digits-2d") if stop["kind"] == kind]


def arrived(lab, stop):
    lab.until("(z) => Math.hypot(...latentLens.snapshot().pinned.map((value, d) => value - z[d])) < 1e-4", stop["z"])
    lab.until("latentLens.lens.shown.z === STATE.pinned")
    drawn(lab.page)


def names_in(words):
    return set(re.findall(r"\ban? (\d)\b", words))


def test_every_caption_of_the_tour_agrees_with_what_the_meter_says_there(lab):
    stops = route()
    names = load_atlas("digits-2d").class_names
    shown = {"seam": {"pictures", "seams"}, "hole": {"pictures", "points"}, "strange": {"pictures", "points"}}
    lab.get("tour-start").click()
    arrived(lab, stops[0])
    assert lab.get("tour-all").inner_text() == f"All {len(stops)} stops"
    lab.get("tour-all").click()
    for n, stop in enumerate(stops):
        arrived(lab, stop)
        caption = lab.get("tour-caption").inner_text()
        assert set(lab.page.evaluate("[...latentLens.store.state.overlays]")) == shown[stop["kind"]]
        if stop["kind"] == "seam":
            pair = {names[label] for label in stop["classes"]}
            around = lab.page.evaluate(
                "(({ neighbours }, { labels, classNames }) => Array.from(neighbours, (i) => classNames[labels[i]]))"
                "(latentLens.store.state.support, latentLens.store.state.view)"
            )
            assert pair <= set(around)
            assert pair | names_in(lab.state("support.caption")) == names_in(caption)
        assert lab.get("tour-back").is_disabled() == (n == 0)
        if n < len(stops) - 1:
            lab.get("tour-next").click()
    assert lab.get("tour-next").inner_text() == "Done"
    lab.get("tour-back").click()
    arrived(lab, stops[-2])
    lab.get("tour-end").click()
    lab.until("STATE.tourAt === null")
    assert lab.page.evaluate("[...latentLens.store.state.overlays]") == ["pictures"]
    assert not lab.get("tour-caption").is_visible()


def test_a_stop_of_the_list_is_one_press_away_and_the_tour_goes_on_from_there(lab):
    stop, after = route()[1:3]
    button = lab.get("tour").get_by_role("button").nth(1)
    words = button.inner_text()
    button.click()
    arrived(lab, stop)
    assert lab.get("tour-caption").inner_text() in words
    x, y = lab.board["x"], lab.board["y"]
    assert sum(x) / 2 == pytest.approx(stop["z"][0], abs=0.05)
    assert sum(y) / 2 == pytest.approx(stop["z"][1], abs=0.05)
    assert x[1] - x[0] < 2
    lab.get("tour-next").click()
    arrived(lab, after)
    assert lab.get("tour").get_by_role("button").nth(2).get_attribute("aria-current") == "true"
