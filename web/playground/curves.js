/** The two terms of the ELBO over the epochs, each on a scale of its own, with a mark where a knob was turned. */

import { el, setText } from "../kit/dom.js";
import { readTheme } from "../kit/theme.js";
import { text } from "../words/words.js";
import { cleared } from "./canvas.js";

const MOST_POINTS = 500;
const LEFT_OUT = 0.03; // of the steepest first values, for the scale
const PAD_PX = 6;
const COLOURS = { recon: { light: "#2b6cb0", dark: "#7cb5ff" }, kl: { light: "#b7500a", dark: "#ffb066" } };

/** @typedef {{epochs: number[], recon: number[], kl: number[]}} History nats per image */

/** @returns {History} */
export const emptyHistory = () => ({ epochs: [], recon: [], kl: [] });

/** @param {History} history @param {Float32Array} added three numbers for each epoch */
export function extend(history, added) {
  for (let i = 0; i < added.length; i += 3) {
    history.epochs.push(added[i]);
    history.recon.push(added[i + 1]);
    history.kl.push(added[i + 2]);
  }
}

/** Least and most of nearly all values. @param {number[]} values @returns {[number, number]} */
function scaleOf(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (!sorted.length) return [0, 1];
  const low = sorted[0];
  const high = sorted[Math.floor((1 - LEFT_OUT) * (sorted.length - 1))];
  const room = Math.max(0.1 * (high - low), 0.02 * Math.abs(high), 0.05);
  return [low >= 0 && low < 0.5 * high ? 0 : low - room, high + room];
}

export function createCurves() {
  const made = ["recon", "kl"].map((name) => {
    const value = el("b", { class: "number", "data-testid": `play-${name}` });
    const range = el("span", { class: "soft number" });
    const canvas = el("canvas", { role: "img", "data-testid": `play-curve-${name}` });
    const title = el("span", {}, text(name === "recon" ? "playground.recon" : "playground.kl"));
    const element = el("figure", {}, el("figcaption", {}, title, value, range), canvas);
    element.style.setProperty("--curve", `var(--${name})`);
    return { name, value, range, canvas, element };
  });
  const element = el("div", { class: "curves" }, ...made.map((one) => one.element));

  /** @param {History} history @param {number[]} turns epochs at which a knob was turned */
  function draw(history, turns) {
    const { kind, text: ink } = readTheme(element);
    const last = history.epochs.at(-1) ?? 0;
    for (const { name, value, range, canvas } of made) {
      const values = history[name];
      const said = values.length ? values.at(-1).toFixed(2) : "–";
      setText(value, values.length ? text("playground.nats", { nats: said }) : "");
      canvas.setAttribute("aria-label", text(`playground.${name}Label`, { nats: said, n: last }));
      const place = cleared(canvas);
      if (!place) continue;
      const [low, high] = scaleOf(values);
      setText(range, values.length > 1 ? text("playground.range", { low: low.toFixed(1), high: high.toFixed(1) }) : "");
      const x = (epoch) => PAD_PX + ((place.width - 2 * PAD_PX) * epoch) / Math.max(10, last);
      const y = (nats) => place.height - PAD_PX - ((place.height - 2 * PAD_PX) * (nats - low)) / (high - low);
      drawTurns(place, turns.map(x), ink);
      drawLine(place, history.epochs, values, x, y, COLOURS[name][kind]);
    }
  }

  return { element, draw };
}

function drawTurns({ context, height }, places, ink) {
  context.globalAlpha = 0.35;
  context.strokeStyle = ink;
  context.setLineDash([2, 4]);
  context.beginPath();
  for (const x of places) {
    context.moveTo(x, 0);
    context.lineTo(x, height);
  }
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function drawLine({ context, height }, epochs, values, x, y, colour) {
  const every = Math.max(1, Math.ceil(values.length / MOST_POINTS));
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = 2;
  context.lineJoin = "round";
  context.beginPath();
  for (let i = 0; i < values.length; i += every) context.lineTo(x(epochs[i]), Math.max(1, y(values[i])));
  if (values.length) context.lineTo(x(epochs.at(-1)), Math.max(1, y(values.at(-1))));
  context.stroke();
  if (!values.length) return;
  context.beginPath();
  context.arc(x(epochs.at(-1)), Math.min(height - 3, Math.max(3, y(values.at(-1)))), 3.5, 0, 2 * Math.PI);
  context.fill();
}
