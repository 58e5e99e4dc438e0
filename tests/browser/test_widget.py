"""The widget's front-end module alone, with a model of a few lines in the place of anywidget's."""

import base64

import pytest

from vae_core.store.browser import atlas_bytes, model_bytes

NAME = "digits-2d"
MODEL = """(bytes) => {
  const buffer = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  const traits = { model: "digits-2d", height: 500, z: [0.5, -1.25], selection: [3, 1, 4] };
  const heard = new Set();
  const tell = (name, ...values) => [...heard].filter(([of]) => of === name).forEach(([, fn]) => fn(...values));
  globalThis.model = {
    traits, heard, sent: [],
    get: (name) => traits[name],
    set(name, value) { traits[name] = value; tell(`change:${name}`); },
    save_changes() { this.sent.push(structuredClone(traits)); },
    send: () => setTimeout(() => tell("msg:custom", {}, bytes.map(buffer))),
    on: (name, fn) => heard.add([name, fn]),
    off: (name, fn) => heard.forEach((one) => one[0] === name && one[1] === fn && heard.delete(one)),
  };
  globalThis.listening = [];
  for (const place of [window, document]) {
    const add = place.addEventListener.bind(place);
    place.addEventListener = (name, fn, options) => {
      if (new Error().stack.includes("/web/")) listening.push([name, options?.signal]); // the driver has its own
      add(name, fn, options);
    };
  }
}"""
RENDER = """async () => {
  const { default: widget } = await import("/web/notebook/main.js");
  globalThis.listening.length = 0; // what the modules hear, they hear once
  document.body.innerHTML = "<div id=cell></div>";
  globalThis.takeAway = widget.render({ model, el: document.getElementById("cell") });
}"""


@pytest.fixture
def cell(page):
    """A page with the widget in it, once its picture is there."""
    page.evaluate(MODEL, [base64.b64encode(sent).decode() for sent in (model_bytes(NAME), atlas_bytes(NAME))])
    page.evaluate(RENDER)
    page.wait_for_function("() => globalThis.latentLens?.snapshot().pixels")
    return page


def test_it_opens_where_python_is_and_tells_of_pins_alone(cell):
    assert cell.evaluate("latentLens.snapshot().z") == [0.5, -1.25]
    assert cell.evaluate("latentLens.store.state.selection.indices") == [3, 1, 4]
    assert cell.evaluate("model.sent") == []
    cell.evaluate("latentLens.lens.move(new Float32Array([1, 1]), { source: 'map' })")  # a drag that has not ended
    assert cell.evaluate("model.sent.length") == 0
    cell.evaluate("latentLens.lens.pin()")
    assert cell.evaluate("model.sent.map(({ z }) => z)") == [[1, 1]]
    cell.evaluate("latentLens.store.set({ selection: null })")
    assert cell.evaluate("model.sent.at(-1).selection") == []


def test_what_python_sets_is_shown_and_not_told_again(cell):
    cell.evaluate("model.set('z', [-1, 0.25]); model.set('selection', [7])")
    assert cell.evaluate("latentLens.snapshot().pinned") == [-1, 0.25]
    assert cell.evaluate("latentLens.store.state.selection.indices") == [7]
    cell.evaluate("model.set('selection', [])")
    assert cell.evaluate("latentLens.store.state.selection") is None
    assert cell.evaluate("model.sent") == []


def test_it_is_as_dark_as_the_notebook_around_it(cell):
    assert cell.evaluate("document.querySelector('.latent-lens').dataset.theme") == "light"
    cell.evaluate("document.body.style.background = 'oklch(0.2 0.02 260)'")
    cell.wait_for_function("() => document.querySelector('.latent-lens').dataset.theme === 'dark'")


def test_taken_away_it_hears_nothing_any_more(cell):
    cell.evaluate("takeAway()")
    assert cell.evaluate("document.getElementById('cell').childElementCount") == 0
    assert cell.evaluate("model.heard.size") == 0
    assert cell.evaluate("listening.length") > 5
    assert cell.evaluate("listening.filter(([, signal]) => !signal?.aborted).map(([name]) => name)") == []
    assert cell.evaluate("globalThis.latentLens") is None
