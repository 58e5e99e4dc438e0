"""What a visitor can make, what of it a link holds, and when the address has followed."""

from navigation import go_to

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
# Nothing has changed it for longer than the address follows what is seen.
WRITTEN = """() => new Promise((done) => {
  let [address, since] = [location.href, performance.now()];
  const look = () => {
    if (location.href !== address) [address, since] = [location.href, performance.now()];
    if (performance.now() - since > 350) done();
    else requestAnimationFrame(look);
  };
  look();
})"""


def ready(page):
    page.wait_for_function("globalThis.latentLens?.snapshot().support")
    page.evaluate(WRITTEN)


def go(page, name):
    go_to(page, name)
    page.wait_for_url(f"**/{name.lower()}?**#**")
    page.evaluate(WRITTEN)


def link_of(page):
    page.evaluate(WRITTEN)
    page.get_by_test_id("copy-page-link").click()
    page.get_by_test_id("copy-page-link").get_by_text("Link copied").wait_for()
    return page.evaluate("navigator.clipboard.readText()")


def make_everything(page):
    """What a visitor can make of a model of two dimensions, page after page; ends on Interpolate."""
    page.get_by_test_id("direction-class").select_option("3")
    page.get_by_test_id("name-d1").click()
    page.get_by_label("Name of this direction").fill("curl & curve")
    page.get_by_label("Name of this direction").press("Enter")
    page.get_by_test_id("name-0").click()
    page.get_by_label("Name of z1", exact=True).fill("slant")
    page.get_by_label("Name of z1", exact=True).press("Enter")
    page.get_by_test_id("details").click()
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
    page.evaluate(WRITTEN)
