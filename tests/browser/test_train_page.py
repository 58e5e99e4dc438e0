"""Training from the page in a real Chromium: started, watched, found again after a restart, opened in Explore."""

import shutil

import pytest
from app_server import serve

from vae_core.runs import runs
from vae_core.store.folder import SHIPPED


@pytest.fixture
def home(tmp_path, monkeypatch):
    """The environment of an app with one model and no runs; no run outlives the test."""
    shutil.copytree(SHIPPED / "digits-2d", tmp_path / "models/digits-2d")
    places = {"LATENT_LENS_RUNS": str(tmp_path / "runs"), "LATENT_LENS_CHECKPOINTS": str(tmp_path / "models")}
    for name, place in places.items():
        monkeypatch.setenv(name, place)
    yield places
    for run in runs.list_runs():
        runs.discard(run.name)


@pytest.fixture
def visit(tab):
    def visit(url):
        page = tab.open(url)
        page.get_by_role("button", name="Start", exact=True).wait_for()
        return page

    return visit


def fill(page, label, value):
    field = page.get_by_label(label, exact=True)
    field.fill(str(value))
    field.press("Enter")


IMAGE = "document.querySelector('[data-testid=stImage] img')"


def test_a_run_is_started_watched_found_again_and_opened(visit, tab, home, tmp_path):
    with serve(tmp_path / "log.txt", **home) as url:
        page = visit(f"{url}/train")
        page.get_by_text("Nothing has been trained here yet").wait_for()
        assert page.evaluate("location.pathname") == "/train"  # the first that this server is asked for
        assert page.get_by_role("dialog").count() == 0
        page.get_by_test_id("stImage").first.wait_for()
        empty = page.evaluate(f"{IMAGE}.src")
        fill(page, "Epochs", 850)
        page.get_by_text("It takes about 60 s").wait_for()
        page.get_by_role("button", name="Start", exact=True).click()
        page.wait_for_function(f"(empty) => {IMAGE}?.src !== empty", arg=empty)
        page.get_by_role("button", name="Pause").click()
        page.get_by_text("Paused: epoch").wait_for()
        assert page.locator(".js-plotly-plot").count() == 4
        before = page.get_by_text("Paused: epoch").inner_text()
        page.get_by_role("button", name="Discard").click()  # asks once more
        page.get_by_role("button", name="Yes, discard it").wait_for()
        page.keyboard.press("Escape")
        tab.leave()
    with serve(tmp_path / "log.txt", **home) as url:  # the app has ended and begun again, the run has not noticed
        page = visit(f"{url}/train")
        assert page.get_by_text("Paused: epoch").inner_text() == before
        points = "document.querySelector('.js-plotly-plot')?._fullData?.reduce((sum, trace) => sum + trace._length, 0)"
        page.wait_for_function(f"() => {points} === 1437")
        page.get_by_role("button", name="Resume").click()
        page.get_by_role("button", name="Finish").click()
        page.get_by_text("Done.").or_(page.get_by_text("It could not go on.")).first.wait_for()
        assert runs.load_run("digits-2d-2").state == "done", runs.load_run("digits-2d-2")
        page.get_by_role("button", name="Explore").click()
        page.wait_for_function("() => globalThis.latentLens?.snapshot().pixels")
        assert page.evaluate("latentLens.snapshot().model") == "digits-2d-2"
        page.wait_for_url("**model=digits-2d-2*")
        tab.leave()
