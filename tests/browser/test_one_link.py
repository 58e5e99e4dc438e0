"""One link restores everything on every page; a reload, Back and a server that starts anew do so too."""

import pytest
from app_server import free_port, serve
from model_choice import choose_model

STATE = "latentLens.store.state"
MADE = """() => {
  const { state } = latentLens.store;
  const { model, pinned, scale, smooth, quantile, planeView, locks, names, walk, speed, repeat, seconds, view } = state;
  const round = (values, digits = 5) => Array.from(values, (value) => Number(value.toPrecision(digits)));
  return {
    model, scale, smooth, names, speed: speed ?? "latent", repeat: repeat ?? "swing", seconds: seconds ?? 4,
    walk: state.wantedWalk ?? walk,
    pinned: Array.from(pinned),
    overlays: [...(state.overlays ?? ["pictures"])].sort(),
    plane: view.latentDim > 2 ? state.plane : null,
    quantile: Boolean(quantile),
    view: planeView && [...round(planeView.centre), ...round([planeView.span])],
    locks: [...locks],
    own: state.directions.map(({ name, vector, low, high }) => [name, round(vector, 4), ...round([low, high], 4)]),
    way: (state.waypoints ?? []).map(({ z, index }) => [index, round(z)]),
    playhead: state.playhead?.toFixed(3),
    hidden: [...state.hidden],
    projection: state.projection,
    colouring: state.colouring ?? "class",
  };
}"""
AT_REST = "document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'"
WALKED = f"['slerp', 'geodesic'].every((kind) => {STATE}.walks?.[kind]?.key === {STATE}.walksKey)"


@pytest.fixture
def open_page(browser):
    """Opens addresses in one visitor's browser after another; no console error, no crash."""
    contexts, complaints = [], []

    def open_page(url):
        context = browser.new_context(
            viewport={"width": 1400, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
        )
        contexts.append(context)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        ready(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def ready(page):
    page.wait_for_function("globalThis.latentLens?.snapshot().support")
    page.wait_for_timeout(600)  # the address follows a quarter of a second after the last change


def go(page, name):
    page.get_by_role("link", name=name).click()
    page.wait_for_url(f"**/{name.lower()}?**#**")
    page.wait_for_timeout(600)


def link_of(page):
    page.wait_for_timeout(600)
    page.get_by_test_id("copy-page-link").click()
    page.get_by_test_id("copy-page-link").get_by_text("Link copied").wait_for()
    return page.evaluate("navigator.clipboard.readText()")


def make_everything(page):
    """What a visitor can make of a model of two dimensions, page after page; ends on Interpolate."""
    page.get_by_test_id("direction-class").select_option("3")
    page.get_by_label("Name of this direction").fill("curl & curve")
    page.get_by_label("Name of this direction").press("Enter")
    page.get_by_test_id("name-0").click()
    page.get_by_label("Name of z1", exact=True).fill("slant")
    page.get_by_label("Name of z1", exact=True).press("Enter")
    page.get_by_label("Lock z2").click()
    page.get_by_test_id("test-image").click()
    go(page, "Manifold")
    page.get_by_test_id("overlay-regions").click()
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function(f"{STATE}.planeView")
    go(page, "Interpolate")
    page.get_by_test_id("add-class").select_option("5")
    page.get_by_test_id("add-here").click()
    page.wait_for_function(WALKED)
    page.get_by_test_id("walk-geodesic").get_by_role("button").first.click()
    page.get_by_test_id("play-speed").select_option("visual")
    page.get_by_test_id("play-seconds").select_option("8")
    page.get_by_test_id("scrubber").fill("0.25")
    page.wait_for_timeout(600)


def test_one_link_restores_what_was_made_on_every_page(open_page, app_url):
    page = open_page(f"{app_url}/explore?model=digits-2d")
    make_everything(page)
    made = page.evaluate(MADE)
    assert len(made["way"]) == 4
    assert made["walk"] == "geodesic"
    assert made["names"] == {"0": "slant"}
    assert [name for name, *_ in made["own"]] == ["curl & curve"]
    assert made["view"] is not None
    other = open_page(link_of(page))
    other.wait_for_function(WALKED)
    assert other.evaluate(MADE) == made
    assert other.get_by_test_id("play-speed").input_value() == "visual"
    for name in ("Explore", "Manifold", "Model", "Learn", "Reconstructions"):
        go(page, name)
        made = page.evaluate(MADE)
        assert open_page(link_of(page)).evaluate(MADE) == made
    assert page.get_by_test_id("link-notice").is_hidden()


def test_a_reload_loses_nothing(open_page, app_url):
    page = open_page(f"{app_url}/explore?model=digits-2d")
    make_everything(page)
    for name in ("Interpolate", "Manifold", "Explore"):
        if name != "Interpolate":
            go(page, name)
        made = page.evaluate(MADE)
        page.reload()
        ready(page)
        page.wait_for_function(f"{STATE}.projection === '{made['projection']}'")
        assert page.evaluate(MADE) == made


def test_a_page_and_a_pinned_place_are_one_step_of_the_history_each(open_page, app_url):
    page = open_page(f"{app_url}/explore?model=digits-2d")
    page.get_by_test_id("map").wait_for()
    ready(page)
    start = page.evaluate("history.length")
    places = []
    for z in ([0.5, -1], [1.5, 1]):
        page.evaluate("(z) => latentLens.lens.pin(Float32Array.from(z), { source: 'map', index: null })", z)
        page.wait_for_timeout(600)
        places.append(z)
    go(page, "Manifold")
    assert page.evaluate("history.length") == start + 3
    page.get_by_test_id("overlay-regions").click()
    page.wait_for_timeout(600)
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
    page.wait_for_timeout(600)
    page.get_by_test_id("random").click()
    z = page.evaluate("latentLens.snapshot().pinned")
    page.get_by_text("t-SNE", exact=True).click()
    page.wait_for_function("latentLens.snapshot().projection === 'tsne'")
    choose_model(page, "mnist-2d")
    page.wait_for_function("latentLens.snapshot().model === 'mnist-2d'")
    page.wait_for_timeout(800)
    page.go_back()
    page.wait_for_function("latentLens.snapshot().model === 'digits-2d'")
    assert page.evaluate("latentLens.snapshot().pinned") == z
    page.go_back()
    page.wait_for_function("latentLens.snapshot().projection === 'pca'")


@pytest.mark.parametrize(("query", "words"), [
    ("?model=digits-2d#z=1,2,3", "z must be 2 numbers; got 3"),
    ("?model=digits-2d&z=nan,1", "a number is missing"),
    ("?model=digits-2d&z=1e7,1", "z must lie within ±1,000,000"),
    ("?model=digits-2d#z=1,1&way=i41~i99999999", "the waypoints (the model's map holds"),
    ("?model=digits-2d#way=AAAA~%E2%82%AC", "the waypoints (a code is damaged)"),
    ("?model=digits-2d#plane=dims,0,7", "the plane (the model has 2 dimensions)"),
    ("?model=digits-2d#own=e30", "your own sliders"),
    ("?model=digits-2d#names=%25%25", "the names of the sliders"),
    ("?model=digits-2d#v=9&sparkle=1", "“sparkle” (unknown here). The link was made by a newer version."),
    ("?model=digits-2d&map=nowhere&camera=2,1,0,1", "the map (no such map) and the map's zoom"),
    ("?model=digits-2d#over=halo&speed=fast&seconds=3&view=1,2,-3&tour=9", "and 2 more"),
])  # fmt: skip
def test_what_a_link_gets_wrong_is_left_out_in_one_sentence(open_page, app_url, query, words):
    page = open_page(f"{app_url}/explore{query}")
    page.get_by_test_id("link-notice").get_by_text(words).wait_for(timeout=15_000)
    assert page.get_by_test_id("link-notice").inner_text().startswith("Ignored in this link: ")
    assert page.get_by_test_id("page-error").count() == 0
    assert page.get_by_test_id("stAlert").count() == 0
    page.get_by_role("button", name="Close", exact=True).click()
    assert page.get_by_test_id("link-notice").is_hidden()


def test_links_of_earlier_versions_still_work(open_page, app_url):
    page = open_page(f"{app_url}/?model=digits-2d&z=0.5,-1.25&projection=raw&x=z2&y=z1&colour=nats&hidden=3")
    page.wait_for_function("latentLens.snapshot().projection === 'z2,z1'")
    assert page.evaluate("latentLens.snapshot().pinned") == [0.5, -1.25]
    assert page.evaluate(f"[...{STATE}.hidden]") == [3]
    page.wait_for_function(f"{STATE}.colouring === 'nats'")
    page.wait_for_timeout(600)
    assert page.evaluate("location.search") == "?model=digits-2d&map=z2,z1&colour=nats&hidden=3"


def test_the_address_follows_without_a_word_to_the_server(browser, app_url):
    page = browser.new_page()
    sent = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto(f"{app_url}/manifold?model=digits-2d")
    ready(page)
    page.wait_for_timeout(1500)
    before, said = page.evaluate("location.hash"), len(sent)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_test_id("overlay-regions").click()
    page.wait_for_timeout(800)
    assert page.evaluate("location.hash") != before
    assert len(sent) == said
    page.close()


def test_an_atlas_that_is_sent_anew_takes_no_slider_away(open_page, app_url):
    page = open_page(f"{app_url}/explore?model=digits-2d")
    page.get_by_test_id("direction-class").select_option("3")
    count = f"{STATE}.directions.length"
    assert page.evaluate(count) == 1
    page.evaluate(f"latentLens.store.set({{ view: {{ ...{STATE}.view }}, directions: [] }})")
    assert page.evaluate(count) == 1


def test_a_server_that_starts_anew_finds_everything_as_it_was(browser, tmp_path):
    port = free_port()
    page = browser.new_page()
    with serve(tmp_path / "log.txt", port) as url:
        page.goto(f"{url}/explore?model=digits-2d&z=0.25,0.5")
        ready(page)
        page.get_by_test_id("direction-class").select_option("3")
        page.get_by_text("PCA", exact=True).click()
        page.wait_for_function("latentLens.snapshot().projection === 'pca'")
        page.evaluate("latentLens.lens.pin(Float32Array.from([0.5, -1]), { source: 'map', index: null })")
        go(page, "Interpolate")
        page.get_by_test_id("add-here").click()
        page.evaluate("latentLens.lens.pin(Float32Array.from([1.5, 1]), { source: 'map', index: null })")
        page.wait_for_timeout(600)
        page.go_back()
        page.wait_for_function("latentLens.snapshot().pinned[0] === 0.5")
        go(page, "Explore")
        page.evaluate("latentLens.lens.pin(Float32Array.from([-1.25, 0.75]), { source: 'map', index: null })")
        page.wait_for_timeout(1500)
        made, session = page.evaluate(MADE), page.evaluate(f"{STATE}.session")
    with serve(tmp_path / "log.txt", port):
        page.wait_for_function(f"(before) => {STATE}.session !== before", arg=session, timeout=150_000)
        page.wait_for_timeout(2500)
        assert page.evaluate(MADE) == made
        assert page.get_by_test_id("link-notice").is_hidden()
        page.get_by_test_id("map").wait_for()
    page.close()


@pytest.mark.parametrize(
    "name", ["explore", "manifold", "interpolate", "reconstructions", "model", "train", "present", "learn"]
)
def test_every_pages_own_address_may_be_the_first_that_a_server_is_asked_for(browser, tmp_path, name):
    with serve(tmp_path / "log.txt") as url:
        page = browser.new_page()
        page.goto(f"{url}/{name}?model=digits-2d")
        page.get_by_role("link", name=name.capitalize()).wait_for()
        page.wait_for_function("globalThis.latentLens" + ("" if name == "train" else "?.snapshot().pixels"))
        assert page.evaluate("location.pathname") == f"/{name}"
        assert page.get_by_role("dialog").count() == 0
        page.close()


def test_the_choices_of_reconstructions_are_in_its_address(open_page, app_url):
    page = open_page(f"{app_url}/reconstructions?model=digits-2d&class=7&pick=1")
    page.get_by_role("radio", name="worst nats").wait_for()
    shown = page.get_by_text("picture, ").all_inner_texts()
    assert page.evaluate("location.search") == "?model=digits-2d&class=7&pick=1"
    page.get_by_text("random", exact=True).click()
    page.get_by_role("button", name="Draw again").click()
    page.wait_for_function("location.search === '?model=digits-2d&class=7&draw=1'")
    page.wait_for_function(AT_REST)
    drawn = page.get_by_text("picture, ").all_inner_texts()
    assert drawn != shown
    page.reload()
    ready(page)
    page.wait_for_function(AT_REST)
    assert page.get_by_text("picture, ").all_inner_texts() == drawn
