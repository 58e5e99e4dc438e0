"""Every page opens every hostile model folder with a picture or one sentence: no red box, no request to another host.

One visitor goes through all of them on a page by the model selector, so that no folder may spoil the next one either.
"""

import shutil

import pytest
from complaints import LOOKED_FOR, READ_BACK
from conftest import serve
from hostile_folders import CASES, PLAIN_GOOD, make_folders
from model_choice import choose_model
from playwright.sync_api import TimeoutError

# On a page of pictures that Python draws, one of these; elsewhere the pixels that the browser has decoded.
PICTURE = """(/model|reconstructions/.test(location.pathname)
  ? document.querySelector("[data-testid=stMain] [data-testid=stImage] img")
  : globalThis.latentLens?.store.state.pixels)"""
SEEN = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  const addresses = [...main.querySelectorAll("img, image")].map((image) => image.src ?? image.href.baseVal);
  const errors = [...document.querySelectorAll("[data-testid=page-error], .st-key-page-error [data-testid=stAlert]")];
  return {
    boxes: document.querySelectorAll("[data-testid=stException]").length,
    links: [...main.querySelectorAll("a")].map((link) => link.href),
    images: addresses.filter((address) => !/^(data|blob):/.test(address) && !address.startsWith(location.origin)),
    ran: globalThis.pwned !== undefined,
    sentences: errors.map((error) => error.innerText),
    pictures: Boolean(PICTURE),
  };
}""".replace("PICTURE", PICTURE)
ERRORS = """[...document.querySelectorAll("[data-testid=page-error], .st-key-page-error [data-testid=stAlert]")]
  .map((error) => error.innerText).join()"""
# Nothing runs, and there is a picture of the model, or a sentence that was not there before (each names its folder).
SETTLED = f"""([name, before]) => {{
  if (document.querySelector("[data-testid=stApp]")?.dataset.testScriptState !== "notRunning") return false;
  const errors = {ERRORS};
  if (errors) return errors !== before;
  const state = globalThis.latentLens?.store.state;
  if (state?.model !== name) return false;
  return Boolean({PICTURE});
}}"""
# What reaches the browser or is drawn in it; the others end in Python, where ../test_hostile_folders.py has them all.
LOOKED_AT = ("weights ", "operations ", "atlas ", "classes ", "figures ", "config another")
PAGES = ("Explore", "Reconstructions", "Model")
LONGEST = 700  # characters of a sentence


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The address of an app with all the folders, and their names in the order of the selector."""
    root = tmp_path_factory.mktemp("hostile")
    names = make_folders(root / "models")
    for name in [name for name in names if name in CASES and not name.startswith(LOOKED_AT)]:
        shutil.rmtree(root / "models" / name)
        names.remove(name)
    places = {"LATENT_LENS_CHECKPOINTS": str(root / "models"), "LATENT_LENS_DATA": str(root / "no-data")}
    with serve(root / "log.txt", **places) as url:
        yield url, sorted(names)


def test_there_are_enough(folders):
    assert len(folders[1]) > 120


class Visitor:
    """Goes through the folders of one page; `complaints` gathers what must not be, by folder."""

    def __init__(self, browser, url, title):
        self.context = browser.new_context(viewport={"width": 1200, "height": 800})
        self.context.set_default_timeout(180_000)  # a busy machine is no failure
        self.page = self.context.new_page()
        self.name, self.complaints = PLAIN_GOOD, []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._complain(f"crash: {error}"))
        self.page.on("request", lambda request: self._on_request(request.url, url))
        self.page.goto(f"{url}/explore?model={PLAIN_GOOD}")
        self.page.wait_for_function(SETTLED, arg=[PLAIN_GOOD, ""])
        if title != "Explore":
            self.page.get_by_role("link", name=title, exact=True).click()
            self.page.wait_for_url(f"**/{title.lower()}*")
        self.page.wait_for_function(SETTLED, arg=[PLAIN_GOOD, ""])

    def next(self, name):
        """Chooses the folder by its card."""
        self.name = name
        before = self.page.evaluate(ERRORS)
        choose_model(self.page, name)
        try:
            self.page.wait_for_function(SETTLED, arg=[name, before])
        except TimeoutError:
            self._complain("neither a picture nor a sentence")
        self._look()

    def _look(self):
        seen = self.page.evaluate(SEEN)
        for what in ("boxes", "links", "images", "ran"):
            if seen[what]:
                self._complain(f"{what}: {seen[what]}")
        if any(len(sentence) > LONGEST for sentence in seen["sentences"]):
            self._complain(f"a long sentence: {seen['sentences']}")
        if not seen["sentences"] and not seen["pictures"]:
            self._complain("an empty page")

    def _complain(self, what):
        self.complaints.append((self.name, what))

    def _on_console(self, message):
        is_known = READ_BACK in message.text or LOOKED_FOR.match(message.location.get("url", ""))
        if message.type == "error" and not is_known:
            self._complain(message.text)

    def _on_request(self, address, url):
        if not address.startswith((url, "data:", "blob:")):
            self._complain(f"outside request: {address}")


@pytest.mark.parametrize("page", PAGES)
def test_every_folder_is_a_picture_or_a_sentence(browser, folders, page):
    url, names = folders
    visitor = Visitor(browser, url, page)
    for name in names[names.index(PLAIN_GOOD) + 1 :]:
        visitor.next(name)
    visitor.context.close()
    assert visitor.complaints == []
