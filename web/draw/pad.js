/** A square to draw on: white ink on black, as the images that models of grey pictures know. */

import { el } from "../kit/dom.js";
import { createPadPixels } from "./pad_pixels.js";

const SIDE = 196; // seven times MNIST's: enough to be cut and centred, and quick to read at every display frame
const PEN = SIDE / 11; // as thick as MNIST's strokes once a drawing of ordinary size is scaled to its box
const KEPT_STROKES = 40;

/** @typedef {ReturnType<typeof createPad>} Pad */

/**
 * @param {object} on
 * @param {() => void} on.changed while a stroke goes on
 * @param {() => void} on.ended
 * @param {(listener: (event: any) => void) => (event: any) => void} timed counts a listener's time as work of the frame
 */
export function createPad(on, timed) {
  const canvas = el("canvas", { width: SIDE, height: SIDE, class: "pad", role: "img", "data-testid": "pad" });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  /** @type {ImageData[]} what was there before each stroke */
  let before = [];
  let isEmpty = true;
  const pixels = createPadPixels(context, SIDE);
  const keep = () => (before = [...before, context.getImageData(0, 0, SIDE, SIDE)].slice(-KEPT_STROKES));
  const wipe = (colour) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, SIDE, SIDE);
    pixels.changedAll();
  };
  const draw = (from, to) => {
    stroke(context, from, to);
    pixels.changedAlong(from, to, PEN);
  };
  wipe("#000");
  listen(canvas, timed, {
    start(at) {
      keep();
      isEmpty = false;
      draw(at, at);
      on.changed();
    },
    go(from, to) {
      draw(from, to);
      on.changed();
    },
    end: on.ended,
  });

  return {
    canvas,
    get isEmpty() {
      return isEmpty;
    },
    get canUndo() {
      return before.length > 0;
    },

    undo() {
      const last = before.pop();
      if (!last) return;
      context.putImageData(last, 0, 0);
      pixels.changedAll();
      isEmpty = before.length === 0;
    },

    picture: () => context.getImageData(0, 0, SIDE, SIDE),

    /** What another pad had. @param {ImageData} picture */
    put(picture) {
      keep();
      isEmpty = false;
      context.putImageData(picture, 0, 0);
      pixels.changedAll();
    },

    clear() {
      before = [];
      isEmpty = true;
      wipe("#000");
    },

    /** The largest square in the middle of a picture; what is transparent becomes white, as where folders are read. */
    show(picture, width, height) {
      const side = Math.min(width, height);
      before = [];
      isEmpty = false;
      wipe("#fff");
      context.drawImage(picture, (width - side) / 2, (height - side) / 2, side, side, 0, 0, SIDE, SIDE);
    },

    /** @param {number} channels 1 or 3 @returns {import("./framing.js").Picture} until the next reading */
    read: (channels) => ({ planes: pixels.read(channels), side: SIDE }),
  };
}

/**
 * Strokes of mouse, finger and pen, in the pad's own pixels; all points of a frame, not its last alone. Whatever else
 * touches the pad during a stroke, a second finger or the palm, draws nothing.
 */
function listen(canvas, timed, { start, go, end }) {
  let last = null;
  let pointer = -1; // that draws
  let box = null; // of a stroke, in which no finger scrolls: to ask at each event would lay out the page anew
  const at = ({ clientX, clientY }) => [
    ((clientX - box.left) * SIDE) / box.width,
    ((clientY - box.top) * SIDE) / box.width,
  ];
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button || last) return;
    event.preventDefault();
    pointer = event.pointerId;
    canvas.setPointerCapture(event.pointerId);
    box = canvas.getBoundingClientRect();
    last = at(event);
    start(last);
  });
  const move = timed((event) => {
    const events = event.getCoalescedEvents?.() ?? [];
    for (const point of (events.length ? events : [event]).map(at)) {
      go(last, point);
      last = point;
    }
  });
  const isDrawing = (event) => last && event.pointerId === pointer;
  canvas.addEventListener("pointermove", (event) => isDrawing(event) && move(event));
  const finish = (event) => {
    if (!isDrawing(event)) return;
    last = null;
    end();
  };
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) canvas.addEventListener(name, finish);
}

function stroke(context, [x0, y0], [x1, y1]) {
  context.strokeStyle = "#fff";
  context.lineWidth = PEN;
  context.lineCap = context.lineJoin = "round";
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
