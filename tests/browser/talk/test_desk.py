"""Decks on the desk: kept, edited, replaced, sent by a link, read from a file."""

import json

from talk_page import at, load, stop

from ui.present.deck import example_decks


def test_a_deck_that_is_saved_nowhere_is_replaced_only_after_a_question_and_comes_back(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    page.get_by_test_id("take-stop").click()
    page.get_by_label("Caption of stop 1").fill("mine")
    captions = "latentLens.store.state.deck.stops.map(({ caption }) => caption)"
    page.get_by_test_id("new-deck").click()
    page.get_by_test_id("keep-deck").click()
    assert page.evaluate(captions) == ["mine"]
    page.get_by_test_id("examples").select_option(next(iter(example_decks())))
    page.get_by_test_id("desk-ask").get_by_text("a stop that you have not saved").wait_for()
    page.get_by_test_id("replace-deck").click()
    page.wait_for_function(f"{captions}.length > 5")
    page.get_by_test_id("undo-deck").click()
    assert page.evaluate(captions) == ["mine"]
    page.get_by_role("button", name="Remove, stop 1").click()
    assert page.evaluate(captions) == []
    page.get_by_test_id("undo-deck").click()
    page.reload()
    page.get_by_label("Caption of stop 1").wait_for()
    assert page.evaluate(captions) == ["mine"]


def test_an_empty_desk_says_how_and_opens_the_example(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    page.get_by_role("heading", name="A talk is a row of stops").wait_for()
    deck = example_decks()["handwriting"]
    page.get_by_role("button", name=f"Open the example: {deck['title']} ({len(deck['stops'])} stops)").click()
    page.get_by_label("Caption of stop 1", exact=True).wait_for()
    assert not page.get_by_test_id("first-stop").is_visible()
    assert page.get_by_text("Digits, 16 numbers, t-SNE").count() > 0  # a model by its title, not by its folder


def test_two_windows_keep_each_others_stops(visit, app_url):
    first = visit(f"{app_url}/present?model=digits-2d")
    second = visit(f"{app_url}/present?model=digits-2d")
    captions = "latentLens.store.state.deck.stops.map(({ caption }) => caption)"
    first.get_by_test_id("take-stop").click()
    first.get_by_label("Caption of stop 1").fill("A")
    second.get_by_label("Caption of stop 1").wait_for()
    second.evaluate("window.addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    second.get_by_test_id("take-stop").click()
    second.get_by_label("Caption of stop 2").fill("B")
    first.wait_for_function(f"{captions}.length === 2 && {captions}[1] === 'B'")  # the field in focus is left alone
    first.get_by_test_id("take-stop").click()
    first.get_by_label("Caption of stop 3").fill("C")
    second.get_by_label("Caption of stop 1").fill("A2")  # it has not heard of C
    first.wait_for_function(f"{captions}[0] === 'A2'")
    assert first.evaluate(captions) == second.evaluate(captions) == ["A2", "B", "C"]


def test_stops_are_reordered_edited_and_saved(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    load(page, stop(), stop(z=(-1, 1)))
    page.get_by_role("button", name="Later, stop 1").click()
    page.get_by_label("Caption of stop 1").fill("first now")
    page.get_by_label("Notes on stop 1, for you only").fill("n")
    with page.expect_download() as download:
        page.get_by_test_id("save-deck").click()
    with open(download.value.path()) as file:
        saved = json.load(file)
    kept = [(stop["caption"], stop["notes"], stop["z"]) for stop in saved["stops"]]
    assert kept == [("first now", "n", [-1, 1]), ("at 0.5", "", [0.5, -1])]
    page.get_by_role("button", name="Remove, stop 1").click()
    page.wait_for_function("() => latentLens.store.state.deck.stops.length === 1")
    page.reload()
    page.get_by_label("Caption of stop 1").wait_for()  # this browser keeps its deck
    assert page.get_by_label("Caption of stop 1").input_value() == "at 0.5"


def test_a_short_deck_travels_in_the_link(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    load(page, stop(caption="über & <b>bold</b>"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_test_id("deck-link").click()
    page.get_by_test_id("desk-said").get_by_text("Link copied").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    page.evaluate("localStorage.clear()")
    other = visit(link)
    other.get_by_label("Caption of stop 1").wait_for()
    assert other.get_by_label("Caption of stop 1").input_value() == "über & <b>bold</b>"


BAD_FILES = {
    "{": "deck.json is not JSON.",
    "[]": "A deck is a JSON object with a list of stops.",
    '{"stops": [{"z": ["x"]}]}': "Stop 1: z holds something unknown.",
    '{"stops": [{"z": [1], "camera": {"x": [2, 1]}}]}': "Stop 1: camera.x must be a low and a high number.",
    '{"stops": [{"z": [1], "walk": {"kind": "run"}}]}': "Stop 1: walk.kind must be one of",
    '{"stops": [{"z": [1], "walk": {"kind": "path", "through": [[1e308], [0]]}}]}': "within ±1,000,000; got 1e+308",
    '{"stops": [{"caption": 3}]}': "Stop 1: caption must be text of at most",
}


def test_a_bad_file_gets_one_sentence(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    for content, words in BAD_FILES.items():
        page.get_by_test_id("deck-file").set_input_files(
            {"name": "deck.json", "mimeType": "application/json", "buffer": content.encode()}
        )
        page.get_by_test_id("desk-said").get_by_text(words).wait_for()


def test_the_stops_of_models_that_are_not_here_are_skipped(visit, app_url):
    page = visit(f"{app_url}/present?model=digits-2d")
    load(page, stop("nobody"), stop(), stop(z=(1, 2, 3)))
    page.get_by_test_id("readiness").get_by_text("Skipped: stop 1").wait_for()
    page.get_by_test_id("present").click()
    at(page, 1, 1)
