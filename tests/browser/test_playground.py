"""The playground in a browser: it trains, pauses, takes its knobs while it trains, and a link holds them."""

import re
from pathlib import Path

from playwright.sync_api import expect
from tab import PATIENCE_MS, drawn, until

PLANE = "(plane) => plane.getRootNode().querySelector('canvas.decoded').toDataURL()"


def number(page, name):
    return float(re.search(r"-?[\d.]+", page.get_by_test_id(name).inner_text())[0])


def shows(locator, name, value):
    expect(locator).to_have_attribute(name, value, timeout=PATIENCE_MS)


def test_it_trains_pauses_and_takes_its_knobs(tab, app_url):
    page = tab.open(f"{app_url}/playground?play=width:32,pace:0")
    get = page.get_by_test_id
    host = get("playground")
    shows(get("play-width"), "aria-valuetext", "32")
    shows(host, "data-backend", "wasm")
    first = get("play-plane").evaluate(PLANE)
    get("play-train").click()
    expect(get("play-train")).to_have_text("Pause")
    shows(host, "data-epochs", re.compile(r"^\d{2,}\."))
    get("play-train").click()
    shows(host, "data-running", "false")
    held = host.get_attribute("data-epochs")
    assert number(page, "play-recon") < 30
    assert get("play-plane").evaluate(PLANE) != first
    drawn(page, frames=6)
    assert host.get_attribute("data-epochs") == held
    get("play-break-strongKl").click()
    expect(get("play-look")).to_contain_text("posterior collapse")
    shows(get("play-beta"), "aria-valuetext", "10")
    get("play-train").click()
    expect(get("play-kl")).to_have_text(re.compile(r"^0\.0"), timeout=PATIENCE_MS)
    get("play-mend").click()
    get("play-latentDim").fill("0")
    expect(page).to_have_url(re.compile("play=latentDim%3A1,width%3A32,pace%3A0"), timeout=PATIENCE_MS)
    until(page, lambda: '"play": "latentDim:1,width:32,pace:0"' in downloaded(page))


def downloaded(page):
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Playground as one HTML file").click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")
