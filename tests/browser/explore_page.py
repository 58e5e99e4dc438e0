"""The Explore page as a visitor has it, for the browser tests: gestures, the live state, what went over the wire."""

import math

from tab import drawn


class Explore:
    """One visitor on Explore; `sent` gathers what the browser sends to the server."""

    def __init__(self, tab, app_url, query="?model=digits-2d", **options):
        self.tab, self.page, self.sent = tab, tab.page, []
        tab.open(app_url + "/explore" + query, hear={"websocket": self._on_socket}, **options)
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
        self.page.get_by_test_id("parity").filter(has_text="PyTorch").wait_for(state="attached")
        self.page.locator('.evidence[data-told="true"]').wait_for()
        drawn(self.page)

    def _on_socket(self, socket):
        socket.on("framesent", lambda frame: self.sent.append(frame))

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


def bytes_of(frame):
    """What a frame of the wire holds, be it text or not."""
    return frame if isinstance(frame, bytes) else frame.encode()
