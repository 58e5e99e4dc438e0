"""Walks of a stop, a talk that holds still, an exhibit that loops."""

from talk_page import at, load, present, stop, z_is


def test_r_runs_the_walk_of_the_stop_and_stops_it(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    path = {"kind": "path", "through": [[0.5, -1], [1.5, 1]]}
    present(page, stop(walk=path), stop(walk={"kind": "posterior"}))
    z_is(page, 0.5, -1)
    page.keyboard.press("r")
    z_is(page, 1.5, 1)
    page.keyboard.press("r")
    assert page.get_by_test_id("talk").get_attribute("data-walk") == ""
    page.keyboard.press("ArrowRight")
    z_is(page, 0.5, -1)
    page.keyboard.press("r")
    drawn = "() => { const [a, b] = latentLens.snapshot().z; return a !== 0.5 && Math.hypot(a - 0.5, b + 1) < 2; }"
    page.wait_for_function(drawn)


def test_next_plays_the_walk_of_a_stop_and_then_moves_on(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    path = {"kind": "path", "through": [[0.5, -1], [1.5, 1]]}
    present(page, stop(walk=path), stop(z=(-1, 1), walk={"kind": "prior"}), stop(z=(1, 1)))
    z_is(page, 0.5, -1)
    page.keyboard.press("PageDown")
    z_is(page, 1.5, 1)
    at(page, 1, 3)
    page.keyboard.press("PageDown")
    at(page, 2, 3)
    z_is(page, -1, 1)
    page.keyboard.press("PageDown")
    talk = page.get_by_test_id("talk")
    assert talk.get_attribute("data-walk") == "prior"
    at(page, 2, 3)
    page.keyboard.press("PageDown")
    at(page, 3, 3)
    assert talk.get_attribute("data-walk") == ""


def test_a_talk_holds_still_however_long_nobody_touches_it(visit, new_tab, app_url):
    page = visit(f"{app_url}/present?model=digits-2d", new_tab())
    load(page, stop(), stop(z=(-1, 1)))
    page.clock.install()
    page.get_by_test_id("present").click()
    page.clock.run_for(2000)
    page.clock.fast_forward(600_000)
    page.clock.run_for(3000)
    assert page.get_by_test_id("talk").get_attribute("data-exhibit") == "false"
    z_is(page, 0.5, -1)
    page.keyboard.press("PageDown")
    page.clock.run_for(1000)
    at(page, 2, 2)


def test_an_exhibit_loops_until_somebody_comes_and_the_key_does_its_work(visit, new_tab, app_url):
    page = visit(f"{app_url}/present?model=digits-2d", new_tab())
    load(page, stop(), stop(z=(-1, 1)), stop(z=(1, 1)))
    page.clock.install()
    page.get_by_test_id("exhibit").click()
    talk = page.get_by_test_id("talk")
    page.clock.run_for(2000)
    at(page, 1, 3)
    assert talk.get_attribute("data-exhibit") == "true"
    for number in (2, 3, 1):
        page.clock.run_for(24_500)
        at(page, number, 3)
    page.keyboard.press("ArrowRight")
    page.clock.run_for(1000)
    assert talk.get_attribute("data-exhibit") == "false"
    at(page, 2, 3)
    z_is(page, -1, 1)
    page.clock.fast_forward(61_000)
    page.clock.run_for(3000)
    assert talk.get_attribute("data-exhibit") == "true"
