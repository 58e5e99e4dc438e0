/** One row: the name of a walk, its strip of pictures with the curve of support below it, and its figures. */

import { el, setAttribute, setText } from "../kit/dom.js";
import { locate } from "../latent/walk.js";
import { FROM_PYTHON, METHODS, walkColour } from "../core/walk_methods.js";
import { text } from "../words/words.js";
import { paintMosaic } from "./mosaic.js";
import { rowShares, summary, zAt } from "./row.js";
import { briefOf, rowFigures } from "./row_figures.js";
import { createCurve, drawCurve } from "./support_curve.js";

const PICTURE_PX = 60;
export const CURVE_PX = 34;
export const LEAST_FILM_PX = 40; // without its curve

/** @returns {{element: HTMLElement, draw: (theme: object) => void}} */
export function createRowView(method, { store, frame, lens }) {
  const { state } = store;
  const canvas = el("canvas", { class: "crisp", role: "img", "data-testid": `strip-${method}` });
  const curve = createCurve();
  const due = el("p", { class: "due soft" }, text("walks.computing"));
  const lines = el("div", { class: "curve" }, curve, el("span", { class: "soft" }, text("walks.support")));
  const film = el("div", { class: "film" }, canvas, due, lines, el("b"));
  const name = createName(method, () => store.set({ walk: method, wantedWalk: null }));
  const figures = el("dl", { class: "figures number" });
  const note = el("p", { class: "note soft" });
  const brief = el("span", { class: "brief number soft" });
  const head = el("div", { class: "head" }, name, brief);
  const element = el("div", { class: "walk", "data-testid": `walk-${method}` }, head, film, figures, note);
  let painted = null;
  followPointer(film, method, { store, frame, lens });

  function draw(theme) {
    element.style.setProperty("--tint", walkColour(theme, method));
    setAttribute(name, "aria-pressed", String(state.walk === method));
    const row = state.walks[method];
    const isFresh = row && (method === "drawn" || row.key === state.walksKey);
    const isDue = !isFresh && FROM_PYTHON.includes(method);
    film.classList.toggle("waiting", isDue);
    setText(note, isFresh ? (row?.note ?? "") : "");
    note.hidden = !note.textContent;
    figures.hidden = !state.details || !isFresh;
    brief.hidden = state.details;
    setAttribute(brief, "aria-hidden", isFresh ? null : "true");
    const width = film.clientWidth || 600;
    const count = Math.max(5, Math.round(width / PICTURE_PX));
    film.style.minHeight = `${heightOf(state.engine.imageShape, width / count)}px`;
    const shown = isDue ? state.walks.linear : row;
    const now = shown
      ? [shown.key, state.speed, state.scale, count, state.engine.digest, theme.kind, isDue].join()
      : "";
    if (now === painted) return;
    painted = now;
    if (isDue || !row) clear();
    if (isDue && shown) paintEnds(canvas, shown, count, state);
    else if (row) show(row, count, theme);
  }

  function clear() {
    canvas.width = 0;
    canvas.height = 0;
    for (const picture of [canvas, curve]) setAttribute(picture, "aria-hidden", "true"); // there is nothing to name yet
    curve.replaceChildren();
    figures.replaceChildren();
    setText(brief, "\u00a0"); // its line is kept for it
  }

  function show(row, count, theme) {
    const shares = rowShares(row, state.speed);
    const { meanSupport, lowest } = summary(row);
    const label = text(METHODS[method].label);
    paintStrip(canvas, row, shares, count, state);
    for (const picture of [canvas, curve]) setAttribute(picture, "aria-hidden", null);
    setAttribute(canvas, "aria-label", text("walks.stripLabel", { method: label, n: count }));
    setAttribute(curve, "aria-label", curveLabel(label, meanSupport, lowest));
    if (Number.isFinite(meanSupport)) drawCurve(curve, shares, row.support, walkColour(theme, method), theme);
    figures.replaceChildren(...rowFigures(row, state.engine));
    setText(brief, briefOf(row, state.engine));
  }

  return { element, draw };
}

function createName(method, choose) {
  return el(
    "button",
    { class: "name", title: text(METHODS[method].hint), onclick: choose },
    el("span", {}, text(METHODS[method].label)),
    el("i", { "aria-hidden": "true" }),
  );
}

/** Of a film whose pictures are so wide, with its curve. */
const heightOf = ([, rows, cols], width) => Math.max(LEAST_FILM_PX, (width * rows) / cols) + CURVE_PX;

/** Hovering a film decodes there, leaving it restores, a press pins. */
function followPointer(film, method, { store, frame, lens }) {
  const { state } = store;
  const shareOf = ({ clientX }) => {
    const { left, width } = film.getBoundingClientRect();
    return Math.min(1, Math.max(0, (clientX - left) / width));
  };
  const scrub = frame.timed("slider", (event) => {
    if (state.walks[method]) store.set({ walk: method, playing: false, playhead: shareOf(event) });
  });
  film.addEventListener("pointermove", (event) => event.pointerType !== "touch" && scrub(event));
  film.addEventListener("pointerdown", (event) => {
    scrub(event);
    lens.move(zAt(state, state.playhead), { source: "walk" });
    lens.pin();
  });
  film.addEventListener("pointerleave", () => !state.playing && lens.restore());
}

/** An older folder has no trust meter. */
function curveLabel(method, mean, lowest) {
  if (!Number.isFinite(mean)) return text("walks.curveUnknown", { method });
  return text("walks.curveLabel", { method, mean: mean.toFixed(0), lowest: lowest.toFixed(0) });
}

/** The two pictures that any walk joins, where those of one that is on its way will begin and end. */
function paintEnds(canvas, { pixels, path }, count, { engine, scale }) {
  const cells = Array.from({ length: count }, (_, n) => (n === 0 ? 0 : n === count - 1 ? path.length - 1 : null));
  paintMosaic(canvas, { pixels, imageShape: engine.imageShape, scale }, cells, count);
}

/** Pictures at equal shares of the walk, side by side, of the points that are nearest to them. */
function paintStrip(canvas, { pixels, path }, shares, count, { engine, scale }) {
  const cells = Array.from({ length: count }, (_, n) => {
    const { i, t } = locate(shares, n / (count - 1));
    return Math.min(path.length - 1, t < 0.5 ? i : i + 1);
  });
  paintMosaic(canvas, { pixels, imageShape: engine.imageShape, scale }, cells, count);
}
