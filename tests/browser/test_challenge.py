"""A game is played to its end by keyboard, and its link invites to the same target."""

from tab import until

STEP = 400 / 8  # arrow keys from one end of a slider to the other
FINE = 400  # with Shift


def slide(page, dim, target):
    """Moves a slider by its arrow keys to the step nearest to a value."""
    slider = page.get_by_test_id(f"slider-{dim}")
    low, high = (float(slider.get_attribute(end)) for end in ("min", "max"))
    slider.focus()
    for steps, key in ((STEP, "Arrow{}"), (FINE, "Shift+Arrow{}")):
        away = (target - float(slider.input_value())) * steps / (high - low)
        for _ in range(round(abs(away))):
            slider.press(key.format("Right" if away > 0 else "Left"))


def target_of(page):
    """The code to be found."""
    page.wait_for_function("globalThis.latentLens?.lens.reports.challenge?.()")
    return page.evaluate("latentLens.lens.reports.challenge().target")


def test_a_game_ends_by_keyboard_and_its_link_is_the_same_target(tab, app_url):
    sent = []
    hear = {"websocket": lambda socket: socket.on("framesent", lambda frame: sent.append(frame))}
    allowed = ["clipboard-read", "clipboard-write"]
    page = tab.open(f"{app_url}/challenge?level=plane&target=7", allowed, hear=hear)
    target = target_of(page)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    before = len(sent)
    page.keyboard.press("h")
    page.get_by_text("farthest from the target").wait_for()
    for dim, value in enumerate(target):
        slide(page, dim, value)
    page.get_by_test_id("challenge-title").filter(has_text="Found!").wait_for()
    assert "1 hint" in page.get_by_test_id("challenge-result").inner_text()
    assert len(sent) == before  # no message while one plays
    assert float(page.get_by_test_id("challenge-best").inner_text().split()[0]) < 5
    page.get_by_test_id("challenge-copy").click()
    page.get_by_test_id("challenge-copy").filter(has_text="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "Find this digit: 2 sliders, target 7." in copied
    link = copied.split()[-1]
    until(page, lambda: "target=7" in page.url)
    page.keyboard.press("n")
    page.get_by_test_id("challenge-title").wait_for(state="hidden")
    page = tab.open(link)
    page.get_by_test_id("challenge-beat").filter(has_text="To beat").wait_for()
    assert target_of(page) == target
