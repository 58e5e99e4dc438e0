/** Pointer and keys on the board: hovering decodes, leaving restores, a click or Enter pins, arrows walk and pan. */

import { createProbe } from "../map/probe.js";

const STEP_PX = 14;
const EDGE_PX = 28; // nearer to the edge than this, the map moves instead of the cursor
const PAN_SHARE = 0.2;
const ZOOM = 1.4;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {object} context
 * @param {import("./board.js").Board} context.board
 * @param {any} context.store
 * @param {any} context.frame
 * @param {any} context.lens
 * @param {AbortSignal} context.signal
 * @param {() => void} context.add makes what is pinned a waypoint
 * @param {() => boolean} [context.isBusy] whether another gesture has the pointer
 * @param {boolean} [context.followsTouch] whether a moving finger decodes
 */
export function createCursor({ board, store, frame, lens, signal, add, isBusy = () => false, followsTouch = false }) {
  const { camera } = board;
  const { element } = camera;
  const cursor = createProbe({ frame, lens, signal }, (at) => {
    const chart = board.chart();
    if (chart) lens.move(chart.toCode(...camera.toData(...at)), { source: "manifold", index: null });
  });
  const listen = (name, listener) => element.addEventListener(name, listener, { signal });
  const decodes = (event) => (event.pointerType !== "touch" || followsTouch) && !camera.isPanning() && !isBusy();
  const hover = (event) => decodes(event) && cursor.hover(camera.locate(event));
  const press = (event) => camera.isTap(event) && !isBusy() && cursor.pin(camera.locate(event));
  listen("pointermove", frame.timed("map", hover));
  listen("pointerup", press);
  listen("pointerleave", (event) => event.pointerType !== "touch" && cursor.leave());
  listen("blur", () => cursor.position() && cursor.leave());
  listen("keydown", frame.timed("map", createKeys({ board, state: store.state, cursor, add })));
}

function createKeys({ board, state, cursor, add }) {
  const { camera } = board;
  const zoom = (factor) => camera.zoomAt(factor, ...(cursor.position() ?? []));
  const pin = () => cursor.position() && cursor.pin(cursor.position());
  const addHere = () => {
    pin();
    add();
  };
  const commands = {
    "+": () => zoom(ZOOM),
    "=": () => zoom(ZOOM),
    "-": () => zoom(1 / ZOOM),
    0: camera.fit,
    Home: camera.fit,
    Enter: pin,
    " ": pin,
    a: addHere,
    A: addHere,
    Escape: cursor.leave,
  };

  function pan([right, down]) {
    const { width, height } = camera.size();
    camera.panBy(-right * PAN_SHARE * width, -down * PAN_SHARE * height);
  }

  /** The cursor stays within the edges: there the map moves instead. */
  function walk([right, down]) {
    const from = cursor.position() ?? camera.toPixel(...board.chart().toMap(state.z));
    const [left, top] = [from[0] + right * STEP_PX, from[1] + down * STEP_PX];
    const inside = within([left, top], camera.size());
    if (inside[0] !== left || inside[1] !== top) camera.panBy(inside[0] - left, inside[1] - top);
    cursor.hover(inside);
  }

  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    if (ARROWS[key]) (event.shiftKey ? pan : walk)(ARROWS[key]);
    else if (commands[key]) {
      commands[key]();
      if (cursor.position()) cursor.renew();
    } else return;
    event.preventDefault();
  };
}

const within = ([left, top], { width, height }) => [
  Math.min(width - EDGE_PX, Math.max(EDGE_PX, left)),
  Math.min(height - EDGE_PX, Math.max(EDGE_PX, top)),
];
