/** Pointer and keyboard on the board: hovering decodes, leaving restores, a click or Enter keeps, arrows walk and pan. */

import { STAGE } from "../core/frame.js";

const STEP_PX = 14;
const EDGE_PX = 28; // nearer to the edge than this, the map moves instead of the cursor
const PAN_SHARE = 0.2;

export function createCursor({ board, store, frame, lens, signal, add, isBusy = () => false, followsTouch = false }) {
  const { state } = store;
  const { camera } = board;
  const { element } = camera;
  let at = null;

  function look() {
    const chart = board.chart();
    if (at && chart) lens.move(chart.toCode(...camera.toData(...at)), { source: "manifold", index: null });
  }

  const lookDue = frame.job(STAGE.gesture, look, signal);

  function hover(position) {
    at = position;
    lookDue();
  }

  function leave() {
    at = null;
    lens.restore();
  }

  function keep() {
    look();
    lens.pin();
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const done = by ? walkOrPan(by, event.shiftKey) : command(event.key);
    if (done !== false) event.preventDefault();
  }

  function command(name) {
    if (name === "+" || name === "=") camera.zoomAt(1.4, ...(at ?? []));
    else if (name === "-") camera.zoomAt(1 / 1.4, ...(at ?? []));
    else if (name === "0" || name === "Home") camera.fit();
    else if (name === "Enter" || name === " ") at && keep();
    else if (name.toLowerCase() === "a") at ? (keep(), add()) : add();
    else if (name === "Escape") leave();
    else return false;
    if (at) lookDue();
    return true;
  }

  function walkOrPan([dx, dy], isPan) {
    const { width, height } = camera.size();
    if (isPan) return camera.panBy(-dx * PAN_SHARE * width, -dy * PAN_SHARE * height);
    const from = at ?? camera.toPixel(...board.chart().toMap(state.z));
    const to = [from[0] + dx * STEP_PX, from[1] + dy * STEP_PX];
    const inside = [
      Math.min(width - EDGE_PX, Math.max(EDGE_PX, to[0])),
      Math.min(height - EDGE_PX, Math.max(EDGE_PX, to[1])),
    ];
    if (inside[0] !== to[0] || inside[1] !== to[1]) camera.panBy(inside[0] - to[0], inside[1] - to[1]);
    hover(inside);
  }

  const listen = (name, listener) => element.addEventListener(name, listener, { signal });
  listen(
    "pointermove",
    frame.timed("map", (event) => {
      if ((event.pointerType !== "touch" || followsTouch) && !camera.isPanning() && !isBusy())
        hover(camera.locate(event));
    }),
  );
  listen("pointerup", (event) => {
    if (!camera.isTap(event) || isBusy()) return;
    at = camera.locate(event);
    keep();
  });
  listen("pointerleave", (event) => event.pointerType !== "touch" && leave());
  listen("blur", () => at && leave());
  listen("keydown", frame.timed("map", key));
}
