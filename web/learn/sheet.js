/**
 * All that a decoder of two numbers can draw, on one sheet: pictures in a lattice, and the one under the hand.
 *
 * It looks through no lens: the article's sheet is of a model of two numbers, whichever model the page shows.
 */

import { STAGE } from "../core/frame.js";
import { reducedMotion } from "../kit/dom.js";
import { between, walksOf } from "./sheet_walk.js";
import { createSheetView, STEPS } from "./sheet_view.js";

const SIDE = 16; // pictures in a row
const REACH = 2.6; // standard deviations of the prior from the middle to the edge
const WALK_MS = 3500;
const STEP = 0.1; // of an arrow key; with Shift five times as far
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

/** Props: `of`, a model of two dimensions. */
export function createSheet({ root, store, frame, lens, signal }) {
  const view = createSheetView({ begin });
  root.append(view.host);
  let name = "";
  /** @type {{engine: import("../core/types.js").Engine, view: import("../core/types.js").AtlasView} | null} */
  let loaded = null;
  let z = Float32Array.of(0, 0);
  let put = null;
  let next = 0; // picture of the lattice
  let walking = 0;

  function open() {
    const found = lens.library.get(name);
    if (!found || found.engine === loaded?.engine) return;
    loaded = found;
    put = view.fit(loaded.engine.imageShape, SIDE);
    view.offer(walksOf(loaded.view));
    next = 0;
    fillDue();
    showDue();
  }

  /** Decodes the lattice row by row, as long as a frame has time. @param {() => boolean} hasTime */
  function fill(hasTime) {
    if (!loaded) return false;
    while (next < SIDE * SIDE && hasTime()) {
      const [column, row] = [next % SIDE, Math.floor(next / SIDE)];
      const at = (i) => (((i + 0.5) / SIDE) * 2 - 1) * REACH;
      put(loaded.engine.decode(Float32Array.of(at(column), -at(row))), column, row);
      next += 1;
    }
    view.host.dataset.pictures = String(next);
    return next < SIDE * SIDE;
  }

  const show = () => loaded && view.show(loaded.engine.decode(z), z, REACH);

  function move(to) {
    z = Float32Array.from(to, (value) => Math.min(REACH, Math.max(-REACH, value)));
    showDue();
  }

  /** @param {import("./sheet_walk.js").Walk} walk */
  function begin(walk) {
    const steps = Array.from({ length: STEPS }, (_, i) => between(walk.ends, i / (STEPS - 1)));
    view.showStrip(
      steps.map((code) => loaded.engine.decode(code)),
      walk,
    );
    cancelAnimationFrame(walking);
    if (reducedMotion()) return move(walk.ends[1]);
    const start = performance.now();
    const step = (now) => {
      const share = Math.min(1, Math.max(0, (now - start) / WALK_MS));
      move(between(walk.ends, share));
      if (share < 1) walking = requestAnimationFrame(step);
    };
    walking = requestAnimationFrame(step);
  }

  function follow(event) {
    cancelAnimationFrame(walking);
    const { left, top, width, height } = view.lattice.getBoundingClientRect();
    move([((event.clientX - left) / width) * 2 * REACH - REACH, REACH - ((event.clientY - top) / height) * 2 * REACH]);
  }

  function onKey(event) {
    const direction = KEYS[event.key];
    if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    cancelAnimationFrame(walking);
    const far = event.shiftKey ? 5 * STEP : STEP;
    move([z[0] + far * direction[0], z[1] + far * direction[1]]);
  }

  const fillDue = frame.job(STAGE.background, fill, signal);
  const showDue = frame.job(STAGE.paint, show, signal);
  store.watch(["arrivals"], open, signal);
  view.lattice.addEventListener("pointermove", follow);
  view.lattice.addEventListener("pointerdown", follow);
  view.lattice.addEventListener("keydown", onKey);
  signal.addEventListener("abort", () => {
    cancelAnimationFrame(walking);
    view.host.remove();
  });
  return (props) => {
    name = props.of;
    open();
  };
}
