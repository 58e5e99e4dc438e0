/** The history as a ribbon of thumbnails: hover previews, click returns, star keeps, compare sets side by side. */

import { STAGE } from "../core/frame.js";
import { differenceTable, signedDifference } from "./difference.js";
import { el, setText } from "../kit/dom.js";
import { isText } from "../kit/keys.js";
import { createPainter, strokeTable } from "../kit/picture.js";
import { createRibbonPictures } from "./ribbon_pictures.js";

const CSS = `
.ribbon { display: grid; gap: 0.25rem; min-width: 0; }
.ribbon .thumbs { display: flex; gap: 4px; overflow-x: auto; padding: 3px; min-height: 42px; }
.ribbon .thumbs button { padding: 1px; min-height: 0; flex: none; position: relative; border-width: 2px; }
.ribbon .thumbs button[aria-current="true"] { border-color: var(--st-primary-color); }
.ribbon .thumbs canvas { width: 30px; height: 30px; }
.ribbon .thumbs i { position: absolute; right: 1px; top: -2px; font-style: normal; font-size: 0.75rem; color: #c98600; }
.ribbon .icon { padding: 0; min-width: 28px; }
.compare { font-size: 0.75rem; display: flex; gap: 0.5rem; align-items: center; }
.compare canvas { width: 34px; height: 34px; border-radius: 4px; }
.compare[hidden] { display: none; }
`;

export function createRibbon({ store, frame, lens, signal }) {
  const { state } = store;
  const { history } = lens;
  const thumbs = el("div", { class: "thumbs", role: "group", "aria-label": "History: hover to look, press to return" });
  const button = (text, name, title, onclick) =>
    el("button", { class: "icon", "aria-label": name, title, onclick }, text);
  const undo = button("↶", "Undo", "Back to the place before (Ctrl+Z)", history.undo);
  const redo = button("↷", "Redo", "Forward again (Ctrl+Shift+Z)", history.redo);
  const star = button(
    "☆",
    "Star",
    "Star this place: it outlives older ones in the ribbon",
    () => state.history[state.cursor] && history.star(state.history[state.cursor].id),
  );
  const compare = el(
    "button",
    {
      title: "Hold on to this picture and see every next one beside it",
      "data-testid": "compare",
      onclick: toggleCompare,
    },
    "Compare",
  );
  const comparison = createComparison({ store, frame, signal });
  const pictures = createRibbonPictures({ store, frame, signal });
  const element = el(
    "div",
    { class: "ribbon" },
    el("style", {}, CSS),
    el("div", { class: "row" }, undo, redo, star, compare),
    thumbs,
    comparison,
  );
  let theme = null;

  function toggleCompare() {
    if (!state.compared && !state.pixels) return; // there is no picture to hold on to
    store.set({
      compared: state.compared
        ? null
        : { z: state.pinned, pixels: state.engine.decode(state.pinned), model: state.model },
    });
  }

  function draw() {
    if (!theme || !state.engine) return;
    const entries = state.history
      .map((entry, at) => ({ entry, at }))
      .filter(({ entry }) => entry.model === state.model);
    if (thumbs.querySelector(":hover")) lens.restore(); // a node that goes hears of no pointer that leaves
    const canvases = pictures.of(
      entries.map(({ entry }) => entry),
      theme.text,
    );
    thumbs.replaceChildren(...entries.map(({ entry, at }) => thumb(entry, at, canvases.get(entry.id))));
    showCurrent();
    setText(star, state.history[state.cursor]?.starred ? "★" : "☆");
    compare.setAttribute("aria-pressed", String(Boolean(state.compared)));
    const places = entries.map(({ at }) => at);
    undo.disabled = !places.some((at) => at < state.cursor);
    redo.disabled = !places.some((at) => at > state.cursor);
  }

  /** Scrolls the ribbon alone: scrollIntoView would move the page as well. */
  function showCurrent() {
    const box = thumbs.getBoundingClientRect();
    const at = thumbs.querySelector("[aria-current=true]")?.getBoundingClientRect() ?? box;
    thumbs.scrollLeft += Math.max(0, at.right - box.right) + Math.min(0, at.left - box.left);
  }

  function thumb(entry, at, canvas) {
    const node = el(
      "button",
      {
        "aria-label": `Place ${at + 1}${entry.index === null ? "" : `, ${state.view.images} ${entry.index}`}${entry.starred ? ", starred" : ""}`,
        "aria-current": String(at === state.cursor),
        onclick: () => history.visit(at),
      },
      canvas,
      entry.starred ? el("i", { "aria-hidden": "true" }, "★") : null,
    );
    node.addEventListener("pointerenter", () => lens.move(entry.z, { source: "history", index: entry.index }));
    node.addEventListener("pointerleave", () => lens.restore());
    return node;
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["history", "cursor", "model", "compared"], due, signal);
  document.addEventListener(
    "keydown",
    (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || isText(event)) return;
      event.preventDefault();
      (event.shiftKey ? history.redo : history.undo)();
    },
    { signal },
  );
  return {
    element,
    retheme: (next) => {
      theme = next;
      due();
    },
  };
}

/** A held picture, the signed difference of the present one to it, and both distances. */
function createComparison({ store, frame, signal }) {
  const { state } = store;
  const held = el("canvas", { class: "crisp", role: "img", "aria-label": "held picture" });
  const difference = el("canvas", {
    class: "crisp",
    role: "img",
    "aria-label": "difference of the present picture to the held one",
  });
  const text = el("span", { class: "number soft" });
  const element = el("div", { class: "compare", hidden: true }, held, difference, text);

  function draw() {
    const { compared, pixels, z } = state;
    element.hidden = !compared || !pixels || compared.model !== state.model;
    if (element.hidden) return;
    createPainter(held, state.engine.imageShape)(compared.pixels, strokeTable([128, 128, 128]));
    const signed = signedDifference(pixels, compared.pixels, state.engine.imageShape[0]);
    createPainter(difference, state.engine.imageShape)(
      signed.map((value) => (value + 1) / 2),
      differenceTable(),
    );
    const mean = signed.reduce((sum, value) => sum + Math.abs(value), 0) / signed.length;
    const apart = Math.hypot(...z.map((value, d) => value - compared.z[d]));
    setText(text, `|Δz| ${apart.toFixed(2)}, mean |Δpixel| ${mean.toFixed(3)}`);
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["compared", "pixels"], () => (state.compared || !element.hidden) && due(), signal);
  return element;
}
