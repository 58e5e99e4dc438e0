/**
 * The codes to paint with: each as the patch that it makes in the cell that was touched last, with how often the images
 * of the map have it. A code that none has is crossed out.
 */

import { STAGE } from "../core/frame.js";
import { allowedBy } from "../core/lanes.js";
import { codesPerCell, partOfKind } from "../engine/parts.js";
import { el, setAttribute } from "../kit/dom.js";
import { fillImage } from "../kit/picture.js";
import { roving } from "../kit/roving.js";
import { grouped, text } from "../words/words.js";
import { codeCounts, placeOf, withCode } from "./grid_codes.js";

export const PALETTE_CSS = `
.codes .palette { display: grid; gap: 3px; align-content: start; max-height: 440px; overflow-y: auto; padding: 3px; }
.codes .palette button { position: relative; display: block; padding: 0 0 4px; min-height: 0; min-width: 0;
  border-width: 2px; overflow: hidden; background: #000; }
.codes .palette button[aria-pressed="true"] { border-color: var(--st-primary-color); outline: 2px solid
  var(--st-primary-color); }
.codes .palette canvas { display: block; width: 100%; }
.codes .palette i { position: absolute; left: 0; bottom: 0; height: 4px; width: var(--share, 0);
  background: #ffb454; }
.codes .palette .dead::after { content: ""; position: absolute; inset: 0; background: linear-gradient(to top right,
  transparent calc(50% - 1.5px), #ff6a3d calc(50% - 1.5px) calc(50% + 1.5px), transparent calc(50% + 1.5px)); }
@media (pointer: coarse) { .codes .palette { grid-template-columns: repeat(auto-fill, minmax(44px, 1fr)) !important; } }
`;
const FEW = 64; // up to here a code's first number has a row of its own

/** @returns {{element: HTMLElement, build: () => void, words: () => string, layOut: (table: Uint32Array) => void}} */
export function createPalette({ store, frame, signal }) {
  const { state } = store;
  const element = el("div", { class: "palette", role: "group", "aria-label": text("codes.palette") });
  const renewFocus = roving(element, { of: "button" });
  /** @type {{button: HTMLElement, context: CanvasRenderingContext2D, seen: number}[]} */
  let swatches = [];
  let counts = new Uint32Array(0);
  let table = null;
  let version = 0;
  let cursor = 0;

  const grid = () => (state.view ? partOfKind(state.view.parts, "grid") : null);

  function build() {
    const found = grid();
    counts = found ? codeCounts(state.view) : new Uint32Array(0);
    const most = counts.reduce((a, b) => Math.max(a, b), 1);
    swatches = Array.from(counts, (count, code) => createSwatch(code, count, most));
    element.replaceChildren(...swatches.map(({ button }) => button));
    const columns = found && codesPerCell(found) <= FEW ? found.levels : 16;
    element.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 46px))`;
    renewFocus();
    renew();
  }

  function createSwatch(code, count, most) {
    const { width, height } = patch();
    const canvas = el("canvas", { class: "crisp", width, height, "aria-hidden": "true" });
    const bar = el("i", { style: `--share: ${((100 * count) / most).toFixed(1)}%` });
    const name = text(count ? "codes.code" : "codes.deadCode", { code, count: grouped(count) });
    const props = {
      class: count ? "" : "dead",
      title: name,
      "aria-label": name,
      "aria-pressed": String(code === state.brush),
      "data-testid": `code-${code}`,
      onclick: () => store.set({ brush: code, gridTool: "paint" }),
    };
    return { button: el("button", props, canvas, bar), context: canvas.getContext("2d"), seen: -1 };
  }

  /** Size of a swatch in pixels of the picture: its cell, and half a cell around it. */
  function patch() {
    const { width, height } = placeOf(grid(), state.engine.imageShape, 0);
    return { width: Math.ceil(2 * width), height: Math.ceil(2 * height) };
  }

  function renew() {
    version += 1;
    due();
  }

  function mark() {
    swatches.forEach(({ button }, code) => setAttribute(button, "aria-pressed", String(code === state.brush)));
  }

  /** @returns {boolean} whether there is more to do */
  function repaint(hasTime) {
    const { engine, z } = state;
    const found = grid();
    if (!table || !found || z?.length !== found.stop || !engine || !allowedBy(engine).small) return false;
    for (let tried = 0; tried < swatches.length; tried++) {
      const code = cursor;
      cursor = (cursor + 1) % swatches.length;
      if (swatches[code].seen === version) continue;
      draw(swatches[code].context, found, code);
      swatches[code].seen = version;
      if (!hasTime()) return true;
    }
    return false;
  }

  function draw(context, found, code) {
    const { engine, z, cell } = state;
    const [, height, width] = engine.imageShape;
    const at = placeOf(found, engine.imageShape, cell);
    const image = fillImage(new ImageData(width, height), engine.decode(withCode(z, cell, code)), table);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.putImageData(image, Math.round(at.width / 2 - at.left), Math.round(at.height / 2 - at.top));
  }

  const due = frame.job(STAGE.background, repaint, signal);
  store.watch(["pinned", "cell"], renew, signal); // not at every cell of a stroke
  store.watch(["brush"], mark, signal);
  return {
    element,
    build,
    words() {
      const used = counts.reduce((n, count) => n + (count > 0 ? 1 : 0), 0);
      return text("codes.inUse", { used, codes: counts.length, images: grouped(state.view.count) });
    },
    /** @param {Uint32Array} colours */
    layOut(colours) {
      table = colours;
      renew();
    },
  };
}
