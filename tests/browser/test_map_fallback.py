"""Where the map's chart is out of our components' reach, a click on a point goes through Python and arrives."""

from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError
from tab import drawn

from vae_core.store.atlas import load_atlas

MODEL = "digits-2d"
# What a Streamlit that wraps its charts in another way would look like to us: no graph div under its known class. The
# 15 s for which the map looks for one pass in one.
OUT_OF_REACH = """
const { setTimeout } = globalThis;
globalThis.setTimeout = (run, ms, ...values) => setTimeout(run, ms === 15_000 ? 1000 : ms, ...values);
const { querySelector } = Element.prototype;
Element.prototype.querySelector = function (selector) {
  return selector === ".js-plotly-plot" ? null : querySelector.call(this, selector);
};
"""


@pytest.fixture
def page(new_tab, app_url):
    tab = new_tab()
    tab.page.add_init_script(OUT_OF_REACH)
    page = tab.open(f"{app_url}/explore?model={MODEL}")
    page.wait_for_function("globalThis.latentLens?.snapshot().support")
    return page


def test_a_click_on_a_point_sets_the_sliders_through_python(page):
    point = """() => {
      const graph = document.querySelector(".st-key-map .js-plotly-plot");
      if (graph?._fullLayout?.clickmode !== "event+select") return null;  // until Python draws it clickable
      const { xaxis, yaxis } = graph._fullLayout, box = graph.getBoundingClientRect(), trace = graph._fullData[0];
      const middle = [xaxis._length / 2, yaxis._length / 2];
      const at = [...trace.x].map((x, i) => [xaxis.d2p(x), yaxis.d2p(trace.y[i]), trace.customdata[i]]);
      const near = ([x, y]) => Math.hypot(x - middle[0], y - middle[1]);
      const [x, y, index] = at.sort((a, b) => near(a) - near(b))[0];
      return { x: box.x + xaxis._offset + x, y: box.y + yaxis._offset + y, index: Number(index) };
    }"""
    page.mouse.move(700, 8)  # ends the walk of the first visit
    page.wait_for_function("!latentLens.store.state.isFirstVisit")
    page.wait_for_function(point)
    drawn(page, frames=30)
    found = page.wait_for_function(point).json_value()
    expected = load_atlas(MODEL).codes[found["index"]].tolist()
    there = "(code) => latentLens.snapshot().z.every((value, dim) => Math.abs(value - code[dim]) < 1e-3)"
    for _ in range(20):  # the first clicks may come before Streamlit listens to its new chart
        page.mouse.move(found["x"] + 20, found["y"])
        page.mouse.move(found["x"], found["y"])
        drawn(page, frames=20)  # the chart looks at what is below the pointer now and then
        page.mouse.click(found["x"], found["y"])
        with suppress(TimeoutError):
            page.wait_for_function(there, arg=expected, timeout=2000)
            return
    pytest.fail(f"z is {page.evaluate('latentLens.snapshot().z')}, not {expected}")
