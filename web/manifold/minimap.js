/** A small map of the whole plane with the codes as dots: a frame shows where the view lies, and can be dragged. */

import { el } from "../kit/dom.js";
import { classColour } from "../kit/theme.js";
import { text } from "../words/words.js";

const SIDE_PX = 112;
const AROUND = 1.3; // times the home square: codes lie beyond it too
const MOST_DOTS = 4000;
const DOT_PX = 1;
const LEAST_PX = 6; // side of the frame, however small the view

export const MINIMAP_CSS = `
.minimap { position: absolute; z-index: 3; right: 8px; bottom: 42px; width: ${SIDE_PX}px; height: ${SIDE_PX}px;
  border-radius: 6px; background: rgb(10 12 18 / 86%); box-shadow: 0 0 0 1px rgb(255 255 255 / 30%); cursor: move;
  touch-action: none; }
`;

/**
 * @param {object} context
 * @param {import("../board/board.js").Board} context.board
 * @param {() => any} context.ink theme of what lies on the board
 * @param {any} context.state
 * @param {AbortSignal} context.signal
 */
export function createMinimap({ board, ink, state, signal }) {
  const element = el("canvas", {
    class: "minimap",
    role: "img",
    hidden: true,
    "aria-label": text("manifold.minimap"),
    title: text("manifold.minimap"),
    "data-testid": "minimap",
  });
  const ratio = Math.max(1, globalThis.devicePixelRatio || 1);
  Object.assign(element, { width: SIDE_PX * ratio, height: SIDE_PX * ratio });
  const context = element.getContext("2d");
  let ground = null; // the dots, and what they are of
  let isHeld = false;

  const square = () => {
    const { x, y, size } = board.chart().home;
    const margin = ((AROUND - 1) / 2) * size;
    return { x: x - margin, y: y - margin, size: AROUND * size };
  };
  const toPixel = (x, y) => {
    const { x: left, y: bottom, size } = square();
    return [(SIDE_PX * (x - left)) / size, SIDE_PX * (1 - (y - bottom) / size)];
  };

  /** Shown while the view is not the whole. */
  function draw() {
    element.hidden = !board.chart() || !board.camera.view();
    if (element.hidden) return;
    const key = [board.chart().key, ink().kind].join();
    if (ground?.key !== key) ground = { key, canvas: dotted() };
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, element.width, element.height);
    context.drawImage(ground.canvas, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawFrame();
  }

  function drawFrame() {
    const { left, top, width, height } = frameOf(board.camera.camera(), toPixel);
    context.fillStyle = "rgb(255 255 255 / 16%)";
    context.fillRect(left, top, width, height);
    context.lineWidth = 1.5;
    context.strokeStyle = "#ffffff";
    context.strokeRect(left, top, width, height);
  }

  function dotted() {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: element.width, height: element.height });
    const dots = canvas.getContext("2d");
    dots.scale(ratio, ratio);
    const { view } = state;
    const { points } = board.codes();
    for (let i = 0; i < view.count; i += Math.ceil(view.count / MOST_DOTS)) {
      const [left, top] = toPixel(points[2 * i], points[2 * i + 1]);
      dots.fillStyle = classColour(ink(), view.labels[i]);
      dots.fillRect(left - DOT_PX / 2, top - DOT_PX / 2, DOT_PX, DOT_PX);
    }
    return canvas;
  }

  function follow({ clientX, clientY }) {
    const { left, top, width, height } = element.getBoundingClientRect();
    const { x, y, size } = square();
    board.camera.centreOn(x + (size * (clientX - left)) / width, y + size * (1 - (clientY - top) / height));
  }

  function press(event) {
    if (event.button !== 0) return;
    isHeld = true;
    if (event.isTrusted) element.setPointerCapture(event.pointerId);
    follow(event);
  }
  const listen = (name, listener) =>
    element.addEventListener(
      name,
      (event) => {
        event.stopPropagation(); // the board below has a drag of its own
        listener(event);
      },
      { signal },
    );
  listen("pointerdown", press);
  listen("pointermove", (event) => isHeld && follow(event));
  for (const name of ["pointerup", "pointercancel"])
    listen(name, () => {
      isHeld = false;
    });
  return { element, draw };
}

/** Where a view lies on the minimap: within its edges, and never too small to be seen. */
export function frameOf({ x, y }, toPixel) {
  const [left, bottom] = toPixel(x[0], y[0]).map(within);
  const [right, top] = toPixel(x[1], y[1]).map(within);
  const [width, height] = [Math.max(LEAST_PX, right - left), Math.max(LEAST_PX, bottom - top)];
  const [middle, centre] = [(left + right) / 2, (top + bottom) / 2];
  return { left: middle - width / 2, top: centre - height / 2, width, height };
}

const within = (value) => Math.min(SIDE_PX - 1, Math.max(1, value));
