/**
 * A board's camera: pan by drag, wheel and pinch zoom, keys and buttons, flights to a point.
 *
 * It is a map surface as the overlays know it: {element, toPixel, toData, box, camera, onCamera}. What a press means
 * when nothing moved is left to whoever asks `isTap`.
 */

import { reducedMotion } from "../kit/dom.js";
import { createLocator } from "../map/locator.js";
import { listenToGestures } from "./camera_gestures.js";
import { createViewport } from "./viewport.js";

const FLIGHT_MS = 450;

/** @typedef {ReturnType<typeof createCamera>} BoardCamera */
/** @typedef {import("./viewport.js").View} View */

/**
 * @param {HTMLElement} element takes the pointer; its size is the map's
 * @param {object} options
 * @param {AbortSignal} options.signal
 * @param {() => void} options.changed
 * @param {() => boolean} [options.takesDrag] whether another gesture has the drag
 */
export function createCamera(element, { signal, changed, takesDrag = () => false }) {
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const tell = () => {
    for (const listener of listeners) listener();
    changed();
  };
  const viewport = createViewport({ width: element.clientWidth, height: element.clientHeight }, tell);
  const flight = createFlight(viewport);
  const locator = createLocator(element, signal);
  let wish = null; // a view that waits for the element to have a size

  const landed = (move) => {
    flight.end();
    move();
  };
  const fit = () => landed(viewport.showWhole);
  const panBy = (dx, dy) => landed(() => viewport.panBy(dx, dy));
  const zoomAt = (factor, left, top) => landed(() => viewport.zoomAt(factor, left, top));
  const gestures = listenToGestures({ element, signal, locator, takesDrag, panBy, zoomAt });

  /** @param {View | null} view null for the whole map */
  const start = (view) => (view ? viewport.showView(view) : fit());

  followSize(element, signal, (size) => {
    const wasWhole = viewport.scale() > 0 && !viewport.view();
    viewport.resize(size);
    locator.forget();
    if (!size.width) return;
    if (wasWhole) fit();
    else if (viewport.scale()) tell();
    else start(wish);
  });
  signal.addEventListener("abort", flight.end);

  return {
    element,
    fit,
    zoomAt,
    panBy,
    flyTo: flight.to,
    locate: locator.locate,
    isPanning: gestures.isPanning,
    isTap: (event) => event.button === 0 && !gestures.isPanning(),
    onCamera: (listener) => listeners.add(listener),
    box: () => ({ left: 0, top: 0, width: viewport.size().width, height: viewport.size().height }),
    toPixel: viewport.toPixel,
    toData: viewport.toData,
    camera: viewport.camera,
    scale: viewport.scale,
    times: viewport.times,
    endZoom: viewport.endZoom,
    size: viewport.size,
    showView: viewport.showView,
    /** The middle of the view, at the same scale. */
    centreOn: (x, y) => landed(() => viewport.show(x, y, viewport.scale())),
    view: viewport.view,

    /** Another map: its home square, and a view kept from before if there is one. */
    open(home, kept = null) {
      viewport.setHome(home);
      wish = kept;
      if (viewport.size().width) start(kept);
    },
  };
}

function followSize(element, signal, resized) {
  const resize = new ResizeObserver(([{ contentRect }]) => resized(contentRect));
  resize.observe(element);
  signal.addEventListener("abort", () => resize.disconnect());
}

/** Flies to a point, at no less than a scale of the whole; in one step for those who asked for less motion. */
function createFlight(viewport) {
  let pending = 0;
  const end = () => cancelAnimationFrame(pending);

  return {
    end,
    to(x, y, closer = 1) {
      end();
      const [from, scale] = [viewport.centre(), viewport.scale()];
      const nearest = Math.max(scale, viewport.fitting() * closer);
      if (reducedMotion()) return viewport.show(x, y, nearest);
      const start = performance.now();
      const step = (now) => {
        const t = Math.min(1, Math.max(0, (now - start) / FLIGHT_MS));
        const share = t * t * (3 - 2 * t);
        const mix = (a, b) => a + (b - a) * share;
        viewport.show(mix(from[0], x), mix(from[1], y), Math.exp(mix(Math.log(scale), Math.log(nearest))));
        if (t < 1) pending = requestAnimationFrame(step);
      };
      pending = requestAnimationFrame(step);
    },
  };
}
