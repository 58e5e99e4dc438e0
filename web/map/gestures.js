/**
 * Pointer, touch and keyboard on the map: hovering decodes, leaving restores, a click or Enter pins.
 *
 * The surface keeps its own pan and wheel zoom; a drag with the mouse is never taken from it.
 */

import { CLOSER, FARTHER } from "./camera.js";
import { createExplorer } from "./explorer.js";
import { createLocator } from "./locator.js";

const CLICK_PX = 4;
const STEP_PX = 14;
const FINE_STEP_PX = 2; // with Shift
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOMS = { "+": CLOSER, "=": CLOSER, "-": FARTHER };

export function createMapGestures({ surface, store, frame, lens, signal, lasso, zoom }) {
  const explorer = createExplorer({ surface, store, frame, lens, signal });
  const { locate, forget } = createLocator(surface.element, signal);
  for (const name of ["pointerenter", "pointerdown"])
    surface.element.addEventListener(name, forget, { capture: true, signal });
  const press = createPress({ surface, lens, lasso, explorer, locate, isReady: () => Boolean(store.state.z) });
  listenToPointer({ node: surface.element, frame, signal, press, explorer });
  leaveDragsToUs({ node: surface.element, signal, lasso });
  const key = createKeys({ surface, store, zoom, explorer });
  surface.element.addEventListener("keydown", frame.timed("map", key), { signal });
  surface.element.addEventListener("blur", () => explorer.position() && explorer.leave(), { signal });
}

/** What a press means: a click, the start of a lasso, or a pan, which is the surface's. */
function createPress({ surface, lens, lasso, explorer, locate, isReady }) {
  let from = null;
  const isPan = (event, start, to) => event.pointerType !== "touch" && distance(start, to) > CLICK_PX;

  return {
    isDown: () => from !== null,

    start(event) {
      const position = locate(event);
      if (event.button !== 0 || !explorer.isInside(position)) return;
      from = position;
      if (lasso.isArmed()) {
        surface.element.setPointerCapture(event.pointerId);
        lasso.start(position);
      } else if (event.pointerType === "touch") explorer.hover(position);
    },

    move(event) {
      const position = locate(event);
      if (lasso.isDrawing()) lasso.add(position);
      else if (from && isPan(event, from, position)) lens.restore();
      else if (explorer.isInside(position) && !lasso.isArmed()) explorer.hover(position);
      else if (explorer.position()) explorer.leave();
    },

    /** The browser has taken the finger for a swipe of the page. */
    cancel() {
      from = null;
      explorer.leave();
    },

    end(event) {
      const start = from;
      from = null;
      if (lasso.isDrawing()) return lasso.finish();
      if (!start || !isReady()) return;
      const to = locate(event);
      if (explorer.isInside(to) && !isPan(event, start, to)) explorer.pin(to);
      else explorer.leave();
    },
  };
}

function listenToPointer({ node, frame, signal, press, explorer }) {
  const listen = (target, name, listener) =>
    target.addEventListener(name, frame.timed("map", listener), { capture: true, signal });
  listen(node, "pointermove", press.move);
  listen(node, "pointerdown", press.start);
  listen(document, "pointerup", press.end); // on a press Plotly covers the page, so the release lands elsewhere
  const leave = (event) => event.pointerType !== "touch" && !press.isDown() && explorer.leave();
  node.addEventListener("pointerleave", leave, { signal });
  node.addEventListener("pointercancel", press.cancel, { signal });
}

/** One finger explores, and an armed lasso draws: the surface must not pan with them, nor the page scroll away. */
function leaveDragsToUs({ node, signal, lasso }) {
  const captured = { capture: true, signal };
  node.addEventListener("touchstart", (event) => event.touches.length === 1 && event.stopPropagation(), captured);
  node.addEventListener("mousedown", (event) => lasso.isArmed() && event.stopPropagation(), captured);
  node.style.touchAction = "pan-y"; // a swipe scrolls the page away
}

function createKeys({ surface, store, zoom, explorer }) {
  function walk([right, down], step) {
    const { mapPoint } = store.state;
    const at = explorer.position();
    if (!at && !mapPoint) return; // no model, no point to start from
    const [left, top] = at ?? surface.toPixel(...mapPoint);
    /** @type {[number, number]} */
    const to = [left + right * step, top + down * step];
    if (explorer.isInside(to)) explorer.hover(to);
  }

  function pin() {
    const at = explorer.position();
    if (at) explorer.pin(at);
  }

  return (event) => {
    const { key } = event;
    if (ARROWS[key]) walk(ARROWS[key], event.shiftKey ? FINE_STEP_PX : STEP_PX);
    else if (key === "Enter" || key === " ") pin();
    else if (key === "Escape") explorer.leave();
    else if (ZOOMS[key]) zoom(ZOOMS[key]);
    else return;
    event.preventDefault();
  };
}

const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
