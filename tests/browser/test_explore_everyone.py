"""Explore for everyone: small screens, touch, less motion, assistive technology; and no leaks."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from explore_page import Explore
from model_choice import choose_model
from navigation import go_to
from tab import drawn, until

PHONE = {"width": 390, "height": 844}


def test_a_finger_explores_and_lifting_it_pins(phone_tab, app_url):
    visitor = Explore(phone_tab, app_url)
    before = visitor.state["pinned"]
    visitor.map.scroll_into_view_if_needed()
    visitor.page.touchscreen.tap(*visitor.at(0.7, 0.4))
    visitor.page.wait_for_function("(pinned) => latentLens.snapshot().pinned.join() !== pinned.join()", arg=before)


def test_the_picture_is_large_and_nothing_important_is_below_the_fold(tab, app_url):
    visitor = Explore(tab, app_url, query="?model=mnist-16d")
    main = visitor.page.get_by_test_id("stMain")
    assert main.evaluate("(node) => node.scrollHeight") <= 900
    for width, height, least_px in ((1400, 900, 320), (1024, 768, 240)):
        visitor.page.set_viewport_size({"width": width, "height": height})
        drawn(visitor.page, frames=20)
        box = visitor.page.get_by_test_id("stage").bounding_box()
        assert min(box["width"], box["height"]) >= least_px
        for testid in ("stage", "slider-5", "more-sliders", "details", "map", "lasso"):
            box = visitor.page.get_by_test_id(testid).bounding_box()
            assert box["y"] + box["height"] <= height, (width, testid)


@pytest.mark.parametrize("name", ["manifold", "interpolate"])
def test_on_a_phone_a_page_opens_at_its_top(phone_tab, app_url, name):
    page = phone_tab.open(f"{app_url}/{name}?model=digits-2d")
    page.wait_for_function("globalThis.latentLens?.snapshot().support")
    page.locator(".ribbon canvas").first.wait_for()
    drawn(page, frames=20)
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollTop") == 0


def test_on_a_phone_the_picture_comes_first_and_the_ribbon_leaves_the_page_where_it_is(tab, app_url):
    visitor = Explore(tab, app_url, viewport=PHONE)
    assert visitor.page.get_by_test_id("stage").bounding_box()["y"] < visitor.map.bounding_box()["y"]
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390  # nothing sticks out
    main = visitor.page.get_by_test_id("stMain")
    main.evaluate("(main) => { main.scrollTop = 500; }")
    visitor.page.evaluate(
        """async () => {
          for (let i = 1; i < 25; i++) {
            latentLens.lens.pin(latentLens.store.state.view.code(i), { index: i });
            await new Promise(requestAnimationFrame);
          }
        }"""
    )
    current = visitor.page.locator(".ribbon [aria-current=true]")
    current.and_(visitor.page.get_by_label("test image 24")).wait_for()
    box, ribbon = current.bounding_box(), visitor.page.locator(".ribbon .thumbs").bounding_box()
    assert ribbon["x"] <= box["x"]
    assert box["x"] + box["width"] <= ribbon["x"] + ribbon["width"] + 1
    assert main.evaluate("(main) => main.scrollTop") == 500


def test_axe_has_no_serious_finding_in_light_and_dark(tab, app_url):
    visitor = Explore(tab, app_url, query="?model=mnist-16d")
    visitor.page.get_by_test_id("direction-class").select_option("3")
    visitor.page.get_by_text("Share").click()
    background = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    light = visitor.page.evaluate(background)
    assert serious_findings(visitor.page) == []
    visitor.page.emulate_media(color_scheme="dark")
    visitor.page.wait_for_function(f"(light) => {background} !== light", arg=light)
    drawn(visitor.page, frames=20)
    assert serious_findings(visitor.page) == []


def serious_findings(page):
    found = Axe().run(page).response["violations"]
    serious = [row for row in found if row["impact"] in ("serious", "critical")]
    return [(row["id"], [node["html"] for node in row["nodes"]]) for row in serious]


def test_with_reduced_motion_nothing_moves_by_itself(tab, app_url):
    visitor = Explore(tab, app_url, reduced_motion="reduce")
    frames = visitor.state["frames"]
    drawn(visitor.page, frames=30)
    assert visitor.state["frames"] == frames
    visitor.page.get_by_text("PCA", exact=True).click()
    visitor.page.wait_for_function("latentLens.snapshot().projection === 'pca'")
    assert visitor.page.evaluate("document.querySelector('.st-key-map .gl-container')?.style.opacity ?? ''") == ""


def test_switching_pages_and_models_leaves_nothing_behind(new_tab, app_url):
    visitor = Explore(new_tab(), app_url)
    devtools = visitor.tab.context.new_cdp_session(visitor.page)
    _switch(visitor, rounds=2)
    before = _footprint(visitor, devtools)
    _switch(visitor, rounds=1)
    _is_left_with(visitor, devtools, before)


def test_mounting_the_parts_100_times_leaves_nothing_behind(new_tab, app_url):
    visitor = Explore(new_tab(), app_url)
    devtools = visitor.tab.context.new_cdp_session(visitor.page)
    cycle = """async (times) => {
      for (let i = 0; i < times; i++) {
        const roots = ["stage", "sliders", "map", "evidence"].map((part) => {
          const root = document.createElement("div");
          document.body.append(root);
          latentLens.mount({ parentElement: root, data: { part }, setTriggerValue: () => {} });
          return root;
        });
        await new Promise(requestAnimationFrame);
        for (const root of roots) {
          latentLens.unmount(root);
          root.remove();
        }
      }
    }"""
    visitor.page.evaluate(cycle, 20)
    before = _footprint(visitor, devtools)
    visitor.page.evaluate(cycle, 100)
    _is_left_with(visitor, devtools, before)


def _switch(visitor, rounds):
    for _ in range(rounds):
        for model in ("mnist-2d", "digits-2d"):
            choose_model(visitor.page, model)
            visitor.page.wait_for_function("(model) => latentLens.snapshot().model === model", arg=model)
            visitor.settle()
        go_to(visitor.page, "Model")
        visitor.page.get_by_text("Information in each dimension").wait_for()
        visitor.page.get_by_role("link", name="Explore").click()
        visitor.map.wait_for()
        visitor.settle()


def _is_left_with(visitor, devtools, before):
    """As much as before is left once everything is swept up; a round that left one listener would leave more."""

    def holds():
        after = _footprint(visitor, devtools)
        return after["heap"] < 1.06 * before["heap"] + 1.2e6 and all(
            after[what] <= before[what] for what in ("canvases", "mounted", "watchers", "listeners")
        )

    until(visitor.page, holds, looks=40)


def _footprint(visitor, devtools):
    drawn(visitor.page, frames=20)
    for _ in range(3):  # nodes go in one collection, what they held in the next
        devtools.send("HeapProfiler.collectGarbage")
    devtools.send("Performance.enable")
    metrics = {row["name"]: row["value"] for row in devtools.send("Performance.getMetrics")["metrics"]}
    state = visitor.state
    return {
        "heap": metrics["JSHeapUsedSize"],
        "listeners": metrics["JSEventListeners"],
        "canvases": visitor.page.locator("canvas").count(),
        "mounted": state["mounted"],
        "watchers": state["watchers"],
    }
