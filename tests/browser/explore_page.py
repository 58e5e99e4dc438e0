"""The Explore page as a visitor has it, for the browser tests: gestures, the live state, what went over the wire."""

import math

# Chromium's own remark on reading pixels back with software GL; scattergl does that, we cannot quieten it.
NOT_OURS = "GL Driver Message"


class Explore:
    """One visitor on Explore; `complaints` gathers console errors and warnings, crashes and outside requests."""

    def __init__(self, browser, app_url, query="?model=digits-2d", **context):
        self.context = browser.new_context(viewport=context.pop("viewport", {"width": 1400, "height": 900}), **context)
        self.context.set_default_timeout(90_000)  # a busy machine is no failure
        self.page = self.context.new_page()
        self.complaints = []
        self.sent = []  # websocket frames from the browser
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"crash: {error}"))
        self.page.on("request", lambda request: self._on_request(request, app_url))
        self.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: self.sent.append(frame)))
        self.page.goto(app_url + "/explore" + query)
        self.ready()

    def ready(self):
        """Waits for the first picture and the map, and ends the first visit's walk."""
        self.page.wait_for_function("globalThis.latentLens?.snapshot().support")
        self.map.wait_for()
        self.page.mouse.move(self.page.viewport_size["width"] / 2, 8)
        self.page.wait_for_function("!latentLens.store.state.isFirstVisit")
        self.settle()

    def settle(self):
        """Waits until Python has heard and said everything and nothing moves."""
        self.page.get_by_test_id("parity").filter(has_text="PyTorch").wait_for()
        self.page.locator('.evidence[data-told="true"]').wait_for()
        self.page.wait_for_timeout(300)

    def _on_console(self, message):
        if message.type in ("error", "warning") and NOT_OURS not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    def _on_request(self, request, app_url):
        if not request.url.startswith((app_url, "blob:", "data:")):
            self.complaints.append(f"outside request: {request.url}")

    @property
    def map(self):
        return self.page.get_by_test_id("map")

    @property
    def state(self):
        return self.page.evaluate("latentLens.snapshot()")

    def slider(self, dim):
        return self.page.get_by_test_id(f"slider-{dim}")

    def at(self, x, y):
        """Page coordinates of a share of the map."""
        box = self.map.bounding_box()
        return box["x"] + box["width"] * x, box["y"] + box["height"] * y

    def place_of(self, index):
        """Page coordinates of a test code on the map."""
        left, top = self.page.evaluate(
            """(index) => {
              const { search } = latentLens.lens;
              const graph = document.querySelector(".st-key-map .js-plotly-plot");
              const { xaxis, yaxis } = graph._fullLayout;
              const [x, y] = search.points.subarray(2 * index, 2 * index + 2);
              return [xaxis._offset + xaxis.d2p(x), yaxis._offset + yaxis.d2p(y)];
            }""",
            index,
        )
        box = self.map.bounding_box()
        return box["x"] + left, box["y"] + top

    def circle(self, x, y, radius, steps=24):
        """Moves the pointer around a place of the map, in shares of it."""
        for step in range(steps + 1):
            angle = 2 * math.pi * step / steps
            self.page.mouse.move(*self.at(x + radius * math.cos(angle), y + radius * math.sin(angle)))

    def close(self):
        self.context.close()
