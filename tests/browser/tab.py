"""One window that tests use one after the other: to open the app in a new one costs twice the work.

`open` makes it as new: nothing stored, one page, the usual size and look. What cannot be taken back, such as a clock or
a script for every page, needs a window of its own: `Tab(browser, ...)`, with the options of a Playwright context.
"""

import re

from complaints import Complaints
from playwright.sync_api import Error

PATIENCE_MS = 60_000  # a busy machine is no failure
USUAL = {"width": 1400, "height": 900}


class Tab:
    """A context with a page; `complaints` gathers what its pages must not do."""

    def __init__(self, browser, **options):
        self.options = {"viewport": USUAL} | options
        self.context = browser.new_context(**self.options)
        self.context.set_default_timeout(PATIENCE_MS)
        self.complaints = Complaints()
        self.origin = ""  # of the app that is visited
        self.visits = 0  # so far
        self.page = self.another_page()
        self._heard = []

    def open(self, address, permissions=(), viewport=None, hear=None, **look):
        """The page at an address of an app, for a first visit.

        `hear` calls handlers by event from the start; `look` is what Playwright's `emulate_media` takes. Nothing moves
        by itself unless a test asks for it: what moves costs more than all that the test does.
        """
        self.visits += 1
        self._empty(re.match(r"https?://[^/]*", address)[0])
        for event, handler in (hear or {}).items():
            self.listen(event, handler)
        self.context.grant_permissions(permissions)
        self.page.set_viewport_size(viewport or self.options["viewport"])
        self.page.emulate_media(**({"color_scheme": "light", "reduced_motion": "reduce"} | look))
        self.page.goto(address)
        return self.page

    def another_page(self):
        """A second page beside the first."""
        page = self.context.new_page()
        self.complaints.watch(page, lambda: self.origin)
        return page

    def listen(self, event, handler):
        """Calls the handler for an event of the page, until the next visit."""
        self._heard.append((event, handler))
        self.page.on(event, handler)

    def is_well(self):
        """Whether the page still answers."""
        try:
            return self.page.evaluate("1") == 1
        except Error:
            return False

    def leave(self):
        """Goes where no app is, before the server ends: a page that has lost its server complains."""
        self.page.goto("about:blank")

    def close(self):
        self.context.close()

    def _empty(self, origin):
        for event, handler in self._heard:
            self.page.remove_listener(event, handler)
        for page in self.context.pages:
            if page != self.page:
                page.close()
        self._heard, self.origin = [], origin
        self.page.unroute_all()
        self.context.set_offline(False)
        self.context.clear_permissions()
        self.context.clear_cookies()
        self.page.mouse.move(0, 0)
        self.page.goto(f"{origin}/_stcore/health")  # of the app's host, and without the app
        self.page.evaluate("localStorage.clear(); sessionStorage.clear()")
        self.complaints.clear()


FRAMES = """(count) => new Promise((done) => {
  const next = () => (count-- > 0 ? requestAnimationFrame(next) : setTimeout(done));
  next();
})"""


def drawn(page, frames=2):
    """Waits until what has been done is on the screen: the frame that it was due in, and the one after."""
    page.evaluate(FRAMES, frames)


def until(page, holds, looks=600):
    """Waits until something holds that only Python can tell, and looks again every few frames."""
    for _ in range(looks):
        if holds():
            return
        drawn(page, frames=5)
    raise AssertionError("it has not come to hold")
