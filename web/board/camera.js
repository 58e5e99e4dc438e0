/**
 * A canvas map's camera: pan by drag, wheel and pinch zoom, keys and buttons, flights to a place.
 *
 * It is a map surface as the overlays know it: {element, toPixel, toData, box, camera, onCamera}. One unit is as long
 * upwards as to the right. What a press means when nothing moved is left to `onTap`.
 */

import { reducedMotion } from "../kit/dom.js";

const CLICK_PX = 4;
const WHEEL_RATE = 0.0015; // e-folds per wheel pixel: a notch of 100 zooms by 16 %
const CLOSEST = 1e7; // pixels per unit: float32 codes have no more digits
const FLIGHT_MS = 450;
const MARGIN = 0.02; // of the home square

/**
 * @param {HTMLElement} element takes the pointer; its size is the map's
 * @param {{signal: AbortSignal, changed: () => void, takesDrag?: () => boolean}} options takesDrag: another gesture has the drag
 */
export function createCamera(element, { signal, changed, takesDrag = () => false }) {
  let home = { x: -3, y: -3, size: 6 };
  let size = { width: element.clientWidth, height: element.clientHeight };
  let centre = [0, 0];
  let scale = 0; // pixels per unit; 0 until the first fit
  let flight = 0;
  const listeners = new Set();
  const fingers = new Map();
  let pressed = null;
  let isPanning = false;
  let bounds = null;
  let wish = null; // a view that waits for the element to have a size

  const fitting = () => Math.min(size.width, size.height) / (home.size * (1 + 2 * MARGIN));
  const toPixel = (x, y) => [size.width / 2 + (x - centre[0]) * scale, size.height / 2 - (y - centre[1]) * scale];
  const toData = (left, top) => [
    centre[0] + (left - size.width / 2) / scale,
    centre[1] - (top - size.height / 2) / scale,
  ];

  function tell() {
    for (const listener of listeners) listener();
    changed();
  }

  function show(x, y, nextScale) {
    centre = [x, y];
    scale = Math.min(CLOSEST, Math.max(fitting() / 8, nextScale));
    tell();
  }

  function fit() {
    cancelAnimationFrame(flight);
    show(home.x + home.size / 2, home.y + home.size / 2, fitting());
  }

  const showView = (view) => show(...view.centre, Math.min(size.width, size.height) / view.span);

  /** Zooms so that the place under a pixel stays there. */
  function zoomAt(factor, left = size.width / 2, top = size.height / 2) {
    cancelAnimationFrame(flight);
    const [x, y] = toData(left, top);
    const next = Math.min(CLOSEST, Math.max(fitting() / 8, scale * factor));
    show(x - (left - size.width / 2) / next, y + (top - size.height / 2) / next, next);
  }

  function panBy(dx, dy) {
    cancelAnimationFrame(flight);
    show(centre[0] - dx / scale, centre[1] + dy / scale, scale);
  }

  /** To a place, at no less than a scale of the whole; in one step for those who asked for less motion. */
  function flyTo(x, y, closer = 1) {
    cancelAnimationFrame(flight);
    const from = { centre, scale };
    const to = Math.max(scale, fitting() * closer);
    if (reducedMotion()) return show(x, y, to);
    const start = performance.now();
    const step = (now) => {
      const t = Math.min(1, Math.max(0, (now - start) / FLIGHT_MS));
      const share = t * t * (3 - 2 * t);
      const mix = (a, b) => a + (b - a) * share;
      show(mix(from.centre[0], x), mix(from.centre[1], y), Math.exp(mix(Math.log(from.scale), Math.log(to))));
      if (t < 1) flight = requestAnimationFrame(step);
    };
    flight = requestAnimationFrame(step);
  }

  function locate(event) {
    bounds ??= element.getBoundingClientRect();
    return [event.clientX - bounds.left, event.clientY - bounds.top];
  }

  function down(event) {
    if (event.button !== 0) return;
    bounds = null;
    fingers.set(event.pointerId, locate(event));
    pressed = fingers.size === 1 ? locate(event) : null;
    isPanning = fingers.size > 1;
    if (event.isTrusted) element.setPointerCapture(event.pointerId);
  }

  function move(event) {
    const before = fingers.get(event.pointerId);
    if (!before || takesDrag()) return;
    const at = locate(event);
    if (pressed && Math.hypot(at[0] - pressed[0], at[1] - pressed[1]) > CLICK_PX) isPanning = true;
    if (!isPanning) return;
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, at);
    if (!other) return panBy(at[0] - before[0], at[1] - before[1]);
    const apart = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]) || 1;
    panBy((at[0] - before[0]) / 2, (at[1] - before[1]) / 2);
    zoomAt(apart(at) / apart(before), (at[0] + other[0]) / 2, (at[1] + other[1]) / 2);
  }

  function up(event) {
    fingers.delete(event.pointerId);
    if (!fingers.size) setTimeout(() => (isPanning = fingers.size > 0)); // after the click handlers of this release
  }

  const listen = (name, listener, options) => element.addEventListener(name, listener, { signal, ...options });
  listen("pointerdown", down);
  listen("pointermove", move);
  listen("pointerup", up);
  listen("pointercancel", up);
  listen(
    "wheel",
    (event) => {
      event.preventDefault();
      bounds = null;
      zoomAt(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 30 : 1) * WHEEL_RATE), ...locate(event));
    },
    { passive: false },
  );
  for (const name of ["scroll", "resize"])
    addEventListener(name, () => (bounds = null), { capture: true, passive: true, signal });
  element.style.touchAction = "none";
  const resize = new ResizeObserver(([{ contentRect }]) => {
    size = contentRect;
    bounds = null;
    if (!size.width) return;
    if (scale) tell();
    else if (wish) showView(wish);
    else fit();
  });
  resize.observe(element);
  signal.addEventListener("abort", () => (resize.disconnect(), cancelAnimationFrame(flight)));

  return {
    element,
    toPixel,
    toData,
    locate,
    fit,
    zoomAt,
    panBy,
    flyTo,
    onCamera: (listener) => listeners.add(listener),
    isPanning: () => isPanning,
    isTap: (event) => event.button === 0 && !isPanning,
    scale: () => scale,
    size: () => size,
    box: () => ({ left: 0, top: 0, width: size.width, height: size.height }),
    camera() {
      const [left, bottom] = toData(0, size.height);
      const [right, top] = toData(size.width, 0);
      return { x: [left, right], y: [bottom, top] };
    },

    /** Another map: its home square, and a view kept from before if there is one. */
    open(nextHome, kept = null) {
      home = nextHome;
      wish = kept;
      if (!size.width) return;
      if (kept) showView(kept);
      else fit();
    },
    showView,

    /** The middle and the shorter side in units of the map, on a screen of any size; null for the whole map. */
    view() {
      const isWhole =
        Math.hypot(centre[0] - home.x - home.size / 2, centre[1] - home.y - home.size / 2) * scale < 0.5 &&
        Math.abs(scale / fitting() - 1) < 1e-3;
      return scale && !isWhole ? { centre: [...centre], span: Math.min(size.width, size.height) / scale } : null;
    },
  };
}
