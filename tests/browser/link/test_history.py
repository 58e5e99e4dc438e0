"""Back and forward go through pages and pinned places, and the server hears nothing of the address."""

from link_page import WRITTEN, go, ready
from model_choice import choose_model


def test_a_page_and_a_pinned_place_are_one_step_of_the_history_each(new_tab, app_url):
    page = new_tab().open(f"{app_url}/explore?model=digits-2d")  # that of the usual window is full at 50 steps
    page.get_by_test_id("map").wait_for()
    ready(page)
    start = page.evaluate("history.length")
    places = []
    for z in ([0.5, -1], [1.5, 1]):
        page.evaluate("(z) => latentLens.lens.pin(Float32Array.from(z), { source: 'map', index: null })", z)
        page.evaluate(WRITTEN)
        places.append(z)
    go(page, "Manifold")
    assert page.evaluate("history.length") == start + 3
    page.get_by_test_id("overlay-regions").click()
    page.evaluate(WRITTEN)
    page.go_back()
    page.get_by_test_id("map").wait_for()
    assert page.evaluate("location.pathname") == "/explore"
    assert page.evaluate("latentLens.snapshot().pinned") == places[1]
    page.go_back()
    page.wait_for_function("latentLens.snapshot().pinned[0] === 0.5")
    assert page.evaluate("latentLens.snapshot().pinned") == places[0]
    page.go_forward()
    page.wait_for_function("latentLens.snapshot().pinned[0] === 1.5")


def test_back_brings_model_and_map_back(open_page, app_url):
    page = open_page(f"{app_url}/explore?model=digits-2d")
    page.get_by_test_id("map").wait_for()
    page.get_by_text("PCA", exact=True).click()
    page.wait_for_function("latentLens.snapshot().projection === 'pca'")
    page.evaluate(WRITTEN)
    page.get_by_test_id("random").click()
    z = page.evaluate("latentLens.snapshot().pinned")
    page.get_by_text("t-SNE", exact=True).click()
    page.wait_for_function("latentLens.snapshot().projection === 'tsne'")
    choose_model(page, "mnist-2d")
    page.wait_for_function("latentLens.snapshot().model === 'mnist-2d'")
    page.evaluate(WRITTEN)
    page.go_back()
    page.wait_for_function("latentLens.snapshot().model === 'digits-2d'")
    assert page.evaluate("latentLens.snapshot().pinned") == z
    page.go_back()
    page.wait_for_function("latentLens.snapshot().projection === 'pca'")


def test_the_address_follows_without_a_word_to_the_server(tab, app_url):
    sent = []
    hear = {"websocket": lambda socket: socket.on("framesent", lambda frame: sent.append(frame))}
    page = tab.open(f"{app_url}/manifold?model=digits-2d", hear=hear)
    ready(page)
    page.wait_for_timeout(1500)  # what is told at rest is told
    before, said = page.evaluate("location.hash"), len(sent)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_test_id("overlay-regions").click()
    page.evaluate(WRITTEN)
    page.wait_for_function("(before) => location.hash !== before", arg=before)
    assert len(sent) == said


def test_a_page_that_opens_with_another_model_is_one_step_all_the_same(new_tab, app_url):
    page = new_tab().open(f"{app_url}/explore")
    page.wait_for_function("globalThis.latentLens?.snapshot().model === 'mnist-16d'")
    page.evaluate(WRITTEN)
    start = page.evaluate("history.length")
    page.get_by_role("link", name="Manifold").click()
    page.wait_for_function("latentLens.snapshot().model === 'mnist-2d'")
    page.evaluate(WRITTEN)
    assert page.evaluate("history.length") == start + 1
    choose_model(page, "digits-2d")  # by the visitor: a step
    page.wait_for_function("latentLens.snapshot().model === 'digits-2d'")
    page.evaluate(WRITTEN)
    assert page.evaluate("history.length") == start + 2
    page.go_back()
    page.wait_for_function("latentLens.snapshot().model === 'mnist-2d'")
    page.evaluate(WRITTEN)
    page.go_back()
    page.wait_for_function("location.pathname === '/explore' && latentLens.snapshot().model === 'mnist-16d'")
