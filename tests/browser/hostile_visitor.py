"""One visitor goes through hostile model folders on one page, by their cards; `complaints` are by folder."""

from hostile_folders import PLAIN_GOOD
from playwright.sync_api import TimeoutError

ERRORS = """[...document.querySelectorAll("[data-testid=page-error], .st-key-page-error [data-testid=stAlert]")]
  .map((error) => error.innerText)"""
# What a page is there to show, of the model that is chosen: pictures of Python, of the board, of walks, of the lesson.
DRAWN = """[...document.querySelectorAll("[data-testid=stMain] img")].length > 0"""
DECODED = "state.pixels !== null"
PICTURES = {
    "explore": DECODED,
    "manifold": f"{DECODED} && latentLens.lens.reports.manifold?.().tiles > 0",
    "interpolate": f"{DECODED} && state.walks?.linear?.key === state.walksKey && state.walks.linear.pixels.length > 0",
    "reconstructions": DRAWN,
    "model": DRAWN,
    "present": DECODED,
    "learn": """[...document.querySelectorAll("*")].some((node) =>
      Number.isFinite(Number(node.shadowRoot?.querySelector("[data-distortion]")?.dataset.distortion)))""",
}
# Nothing runs, and there is a picture of the model, or a sentence that was not there before (each names its folder);
# for some frames, because the parts of a page come one after the other.
SETTLED = f"""([name, before]) => {{
  const isSettled = () => {{
    if (document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning") return false;
    const errors = {ERRORS}.join();
    if (errors) return errors !== before;
    const state = globalThis.latentLens?.store.state;
    return state?.model === name && Boolean(PICTURE);
  }};
  globalThis.framesHeld = isSettled() ? (globalThis.framesHeld ?? 0) + 1 : 0;
  return globalThis.framesHeld > 3;
}}"""
SEEN = f"""() => {{
  globalThis.framesHeld = 0;
  const main = document.querySelector("[data-testid=stMain]");
  const here = `${{location.href.split("#")[0]}}#`; // headings of the page itself
  const addresses = [...main.querySelectorAll("img, image")].map((image) => image.src ?? image.href.baseVal);
  const state = latentLens.store.state;
  return {{
    boxes: document.querySelectorAll("[data-testid=stException]").length,
    links: [...main.querySelectorAll("a")].map(({{ href }}) => href).filter((href) => !href.startsWith(here)),
    images: addresses.filter((address) => !/^(data|blob):/.test(address) && !address.startsWith(location.origin)),
    ran: globalThis.pwned !== undefined,
    sentences: {ERRORS},
    pictures: Boolean(PICTURE),
  }};
}}"""
LONGEST = 700  # characters of a sentence
CLICK = "(node) => node.click()"


class HostileVisitor:
    """Is on a page of an app with all the folders."""

    def __init__(self, tab, url, page):
        self.tab, self.complaints = tab, []
        self.settled, self.seen = (script.replace("PICTURE", PICTURES[page]) for script in (SETTLED, SEEN))
        self.page = tab.open(f"{url}/{page}?model={PLAIN_GOOD}", viewport={"width": 1200, "height": 800})
        self.page.wait_for_function(self.settled, arg=[PLAIN_GOOD, ""])

    def look_at_the_cards(self, count):
        """Opens the dialog of all models, whose names and lines are theirs: plain text, no picture from elsewhere."""
        self.page.get_by_test_id("model").click()
        cards = self.page.get_by_role("dialog", name="Choose a model").get_by_role("list")
        assert cards.get_by_role("listitem").count() >= count
        assert cards.locator("a, script").count() == 0
        sources = cards.locator("img").evaluate_all("(images) => images.map(({ src }) => new URL(src).origin)")
        assert set(sources) <= {self.tab.origin}
        self.page.keyboard.press("Escape")

    def choose(self, name):
        """Opens a folder and looks at everything that came of it."""
        before = self.page.evaluate(f"{ERRORS}.join()")
        self.page.get_by_test_id(f"model-{name}").evaluate(CLICK)  # to draw all cards anew each time costs a quarter
        try:
            self.page.wait_for_function(self.settled, arg=[name, before])
        except TimeoutError:
            self.complaints.append((name, "neither a picture nor a sentence"))
        seen = self.page.evaluate(self.seen)
        found = [f"{what}: {seen[what]}" for what in ("boxes", "links", "images", "ran") if seen[what]]
        found += [f"long: {sentence}" for sentence in seen["sentences"] if len(sentence) > LONGEST]
        if not seen["sentences"] and not seen["pictures"]:
            found.append("an empty page")
        self.complaints += [(name, what) for what in [*found, *self.tab.complaints]]
        self.tab.complaints.clear()
