"""A talk as its speaker has it: a deck on the desk, the stage, where it stands."""

import json

from navigation import go_to

SIZE = {"width": 1024, "height": 768}


def stop(model="digits-2d", z=(0.5, -1), **more):
    return {"caption": f"at {z[0]}", "model": model, "z": list(z), "panels": ["map", "picture"], **more}


def load(page, *stops):
    """Hands the desk a deck as a file, and waits until every stop can be shown."""
    deck = json.dumps({"title": "T", "stops": stops}).encode()
    page.get_by_test_id("deck-file").set_input_files(
        {"name": "deck.json", "mimeType": "application/json", "buffer": deck}
    )
    page.get_by_test_id("readiness").get_by_text("in the browser").wait_for()


def present(page, *stops):
    load(page, *stops)
    page.get_by_test_id("present").click()
    page.get_by_test_id("talk").wait_for()


def at(page, number, of):
    page.get_by_test_id("progress").get_by_text(f"{number} / {of}", exact=True).wait_for()


def z_is(page, *z):
    page.wait_for_function(
        "z => z.every((value, d) => Math.abs(latentLens.snapshot().z?.[d] - value) < 1e-4)", arg=list(z)
    )


def to_the_desk(page):
    """By the navigation, whose menus are folded on a small projector, and this link is not."""
    go_to(page, "Present")
