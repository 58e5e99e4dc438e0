/** Points, what the model makes of each, and places that it draws from the prior; where a visitor draws, his pad. */

import { el } from "../kit/dom.js";
import { readTheme } from "../kit/theme.js";
import { text } from "../words/words.js";
import { cleared } from "./canvas.js";

const REACH = 1.6; // of the field around 0
const LEAST_APART = 0.02; // of two points of a stroke
const MOST_DRAWN = 600;

/**
 * @param {Object} heard
 * @param {() => void} heard.changed what is to be drawn
 * @param {(points: number[]) => void} heard.drawn a stroke has ended
 */
export function createScatter({ changed, drawn }) {
  const canvas = el("canvas", {
    role: "img",
    "aria-label": text("playground.pointsLabel"),
    "data-testid": "play-points",
  });
  const hint = el("p", { class: "hint soft" }, text("playground.drawHere"));
  const field = el("div", { class: "square field" }, canvas, hint);
  const key = (name, words) => el("span", { class: "key" }, el("i", { class: name }), words);
  const element = el(
    "figure",
    { class: "scatter" },
    el(
      "figcaption",
      { class: "row soft" },
      key("data", text("playground.keyData")),
      key("made", text("playground.keyMade")),
      key("sample", text("playground.keySamples")),
    ),
    field,
  );
  /** @type {number[]} */
  const strokes = [];
  let isPad = false;
  let isDown = false;

  function add(event) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * 2 * REACH - REACH;
    const y = REACH - ((event.clientY - top) / height) * 2 * REACH;
    const [beforeX, beforeY] = strokes.slice(-2);
    if (Math.hypot(x - beforeX, y - beforeY) < LEAST_APART || strokes.length >= 2 * MOST_DRAWN) return;
    strokes.push(x, y);
    changed();
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (!isPad || event.button) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    isDown = true;
    add(event);
  });
  canvas.addEventListener("pointermove", (event) => isDown && add(event));
  for (const end of ["pointerup", "pointercancel"])
    canvas.addEventListener(end, () => {
      if (!isDown) return;
      isDown = false;
      drawn(strokes);
    });

  return {
    element,
    get strokes() {
      return strokes;
    },

    /** Whether it takes strokes. @param {boolean} takes */
    pad(takes) {
      isPad = takes;
      field.classList.toggle("pad", takes);
      hint.hidden = !takes || strokes.length > 0;
    },

    /** @param {Float32Array} points @param {string[]} colours @param {import("./session.js").Shown | null} picture */
    draw(points, colours, picture) {
      hint.hidden = !isPad || strokes.length > 0;
      const place = cleared(canvas);
      if (!place) return;
      const { context, width } = place;
      const ink = readTheme(element).text;
      const at = (x, y) => [((x + REACH) / (2 * REACH)) * width, ((REACH - y) / (2 * REACH)) * width];
      if (isDown || !points.length) return dots(context, Float32Array.from(strokes), () => ink, at, 2);
      context.globalAlpha = 0.4;
      dots(context, points, (n) => colours[n], at, 2);
      context.globalAlpha = 1;
      if (!picture) return;
      dots(context, picture.rebuilt, (n) => colours[n], at, 2.6);
      rings(context, picture.samples, ink, at);
    },
  };
}

function dots(context, points, colour, at, radius) {
  for (let n = 0; n < points.length / 2; n++) {
    context.fillStyle = colour(n);
    const [x, y] = at(points[2 * n], points[2 * n + 1]);
    context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}

function rings(context, points, ink, at) {
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.beginPath();
  for (let n = 0; n < points.length; n += 2) {
    const [x, y] = at(points[n], points[n + 1]);
    context.moveTo(x + 3, y);
    context.arc(x, y, 3, 0, 2 * Math.PI);
  }
  context.stroke();
}
