/**
 * Pointer, touch and keyboard on the map: hovering decodes, leaving restores, a click or Enter pins.
 *
 * The surface keeps its own pan and wheel zoom; a drag with the mouse is never taken from it.
 */

import { STAGE } from "../core/frame.js";

const NEAR_PX = 9; // within this of a point, the pointer means the point
const CLICK_PX = 4;
const STEP_PX = 14;

export function createMapGestures({ surface, store, frame, lens, signal, lasso, zoom }) {
  const { state } = store;
  const node = surface.element;
  let at = null;
  let pressed = null;
  let bounds = null; // asking for them in every event would make the browser lay the page out in that event

  function locate(event) {
    bounds ??= node.getBoundingClientRect();
    return [event.clientX - bounds.left, event.clientY - bounds.top];
  }

  const forgetBounds = () => (bounds = null);
  for (const name of ["scroll", "resize"])
    addEventListener(name, forgetBounds, { capture: true, passive: true, signal });
  for (const name of ["pointerenter", "pointerdown"])
    node.addEventListener(name, forgetBounds, { capture: true, signal });

  function isInside([left, top]) {
    const box = surface.box();
    return left >= box.left && left <= box.left + box.width && top >= box.top && top <= box.top + box.height;
  }

  function explore() {
    if (!at || !lens.search) return;
    const [x, y] = surface.toData(...at);
    const index = lens.search.pointNear(x, y);
    const [left, top] = surface.toPixel(...lens.search.points.subarray(2 * index, 2 * index + 2));
    const isOnPoint = Math.hypot(left - at[0], top - at[1]) <= NEAR_PX && !state.hidden.has(state.view.labels[index]);
    if (isOnPoint) lens.move(state.view.code(index), { source: "map", index, at });
    else lens.move(lens.search.invert(x, y, state.pinned), { source: "map", index: null, at });
  }

  const exploreDue = frame.job(STAGE.gesture, explore, signal);

  function hover(position) {
    at = position;
    exploreDue();
  }

  function leave() {
    at = null;
    lens.restore();
  }

  function press(event) {
    const position = locate(event);
    if (event.button !== 0 || !isInside(position)) return;
    pressed = position;
    if (lasso.isArmed()) {
      node.setPointerCapture(event.pointerId);
      lasso.start(position);
    }
    if (event.pointerType === "touch" && !lasso.isArmed()) hover(position);
  }

  function drag(event) {
    const position = locate(event);
    if (lasso.isDrawing()) return lasso.add(position);
    if (pressed && event.pointerType !== "touch" && distance(pressed, position) > CLICK_PX) return lens.restore(); // the surface pans
    if (isInside(position) && !lasso.isArmed()) hover(position);
    else if (at) leave();
  }

  function release(event) {
    const from = pressed;
    pressed = null;
    if (lasso.isDrawing()) return lasso.finish();
    if (!from || !state.z) return;
    const to = locate(event);
    if (!isInside(to) || (event.pointerType !== "touch" && distance(from, to) > CLICK_PX)) return leave();
    at = to;
    keep();
  }

  /** Pins what is under the pointer now, not what the last frame showed. */
  function keep() {
    explore();
    lens.pin();
  }

  function key(event) {
    const step = event.shiftKey ? STEP_PX / 7 : STEP_PX;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (by) walk(by);
    else if (event.key === "Enter" || event.key === " ") at && keep();
    else if (event.key === "Escape") leave();
    else if (event.key === "+" || event.key === "=") zoom(0.6);
    else if (event.key === "-") zoom(1 / 0.6);
    else return;
    event.preventDefault();
  }

  function walk([dx, dy]) {
    if (!at && !state.place) return; // no model, no place to start from
    const from = at ?? surface.toPixel(...state.place);
    const to = [from[0] + dx, from[1] + dy];
    if (isInside(to)) hover(to);
  }

  const listen = (target, name, listener) =>
    target.addEventListener(name, frame.timed("map", listener), { capture: true, signal });
  listen(node, "pointermove", drag);
  listen(node, "pointerdown", press);
  listen(document, "pointerup", release); // on a press Plotly covers the page, so the release lands elsewhere
  node.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && !pressed && leave(), { signal });
  node.addEventListener("pointercancel", leave, { signal });
  node.addEventListener("keydown", frame.timed("map", key), { signal });
  node.addEventListener("blur", () => at && leave(), { signal });
  // One finger explores; Plotly would pan with it and the page would scroll away under it.
  node.addEventListener("touchstart", (event) => event.touches.length === 1 && event.stopPropagation(), {
    capture: true,
    signal,
  });
  node.style.touchAction = "none";
  // While a lasso is armed the surface below must not start its own drag.
  node.addEventListener("mousedown", (event) => lasso.isArmed() && event.stopPropagation(), { capture: true, signal });

  return { position: () => at };
}

const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
