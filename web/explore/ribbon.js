/** The history as a ribbon of thumbnails: hover previews, click returns, star keeps, compare sets side by side. */

import { STAGE } from "../core/frame.js";
import { allowedBy } from "../core/lanes.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { isText } from "../kit/keys.js";
import { roving } from "../kit/roving.js";
import { text } from "../words/words.js";
import { imageInWords } from "../meter/image_words.js";
import { createRibbonPictures } from "./ribbon_pictures.js";

const CSS = `
.ribbon { display: grid; gap: 0.25rem; min-width: 0; }
.ribbon .thumbs { display: flex; gap: 4px; overflow-x: auto; padding: 3px; min-height: 42px; }
.ribbon .thumbs button { padding: 1px; min-height: 0; flex: none; position: relative; border-width: 2px; }
.ribbon .thumbs button[aria-current="true"] { border-color: var(--st-primary-color); }
.ribbon .thumbs canvas { width: 30px; height: 30px; }
.ribbon .thumbs i { position: absolute; right: 1px; top: -2px; font-style: normal; font-size: 0.875rem;
  color: #c98600; }
.ribbon .icon { padding: 0; min-width: 28px; }
`;

export function createRibbon({ store, frame, lens, keys, signal }) {
  const { state } = store;
  const label = text("explore.history");
  const thumbs = el("div", { class: "thumbs", role: "group", "aria-label": label });
  const buttons = createButtons(store, lens.history);
  const pictures = createRibbonPictures({ store, frame, signal });
  const element = el("div", { class: "ribbon" }, el("style", {}, CSS), buttons.element, thumbs);
  const renewFocus = [
    roving(buttons.element, { of: "button" }),
    roving(thumbs, { of: "button" }), // as many pins as there are, one stop of the Tab key
  ];
  let theme = null;

  function draw() {
    if (!theme || !state.engine) return;
    const pins = pinsOf(state);
    if (thumbs.querySelector(":hover")) lens.restore(); // a node that goes hears of no pointer that leaves
    const canvases = pictures.of(
      pins.map(({ pin }) => pin),
      theme.text,
    );
    thumbs.replaceChildren(...pins.map(({ pin, at }) => createThumb({ state, lens, pin, at }, canvases.get(pin.id))));
    showCurrent(thumbs);
    buttons.draw(pins.map(({ at }) => at));
    for (const renew of renewFocus) renew();
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["history", "cursor", "model", "compared"], due, signal);
  listenToUndo(lens.history, keys, signal);
  return {
    element,
    retheme(next) {
      theme = next;
      due();
    },
  };
}

/** The pins of the present model, and where each is in the history. */
const pinsOf = ({ history, model }) => history.map((pin, at) => ({ pin, at })).filter(({ pin }) => pin.model === model);

function createButtons(store, history) {
  const { state } = store;
  const icon = (sign, name, title, onclick) =>
    el("button", { class: "icon", "aria-label": name, title, onclick }, sign);
  const undo = icon("↶", text("explore.undo"), text("explore.undoTitle"), history.undo);
  const redo = icon("↷", text("explore.redo"), text("explore.redoTitle"), history.redo);
  const present = () => state.history[state.cursor];
  const toggleStar = () => present() && history.star(present().id);
  const star = icon("☆", text("explore.star"), text("explore.starTitle"), toggleStar);
  const props = { title: text("explore.compareTitle"), "data-testid": "compare", onclick: () => toggleCompare(store) };
  const compare = el("button", props, text("explore.compare"));

  return {
    element: el(
      "div",
      { class: "row", role: "toolbar", "aria-label": text("explore.pins") },
      undo,
      redo,
      star,
      compare,
    ),
    /** @param {number[]} positions of the present model's pins */
    draw(positions) {
      setText(star, present()?.starred ? "★" : "☆");
      setAttribute(compare, "aria-pressed", String(Boolean(state.compared)));
      undo.disabled = !positions.some((at) => at < state.cursor);
      redo.disabled = !positions.some((at) => at > state.cursor);
    },
  };
}

function toggleCompare(store) {
  const { compared, pixels, pinned, engine, model } = store.state;
  if (compared) return store.set({ compared: null });
  const known = allowedBy(engine).here ? engine.decode(pinned) : pixels; // those seen may be of a frame before
  if (pixels) store.set({ compared: { z: pinned, pixels: known, model } });
}

function createThumb({ state, lens, pin, at }, canvas) {
  const node = el(
    "button",
    {
      "aria-label": pinInWords(pin, at, state.view),
      "aria-current": String(at === state.cursor),
      onclick: () => lens.history.visit(at),
    },
    canvas,
    pin.starred ? el("i", { "aria-hidden": "true" }, "★") : null,
  );
  node.addEventListener("pointerenter", () => lens.move(pin.z, { source: "history", index: pin.index }));
  node.addEventListener("pointerleave", () => lens.restore());
  return node;
}

function pinInWords({ index, starred }, at, view) {
  const n = at + 1;
  if (index === null) return text(starred ? "explore.pinStarred" : "explore.pin", { n });
  const image = imageInWords(view, index);
  return text(starred ? "explore.pinOfImageStarred" : "explore.pinOfImage", { n, image });
}

/** Scrolls the ribbon alone: scrollIntoView would move the page as well. */
function showCurrent(thumbs) {
  const box = thumbs.getBoundingClientRect();
  const at = thumbs.querySelector("[aria-current=true]")?.getBoundingClientRect() ?? box;
  thumbs.scrollLeft += Math.max(0, at.right - box.right) + Math.min(0, at.left - box.left);
}

function listenToUndo(history, keys, signal) {
  const press = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || isText(event)) return;
    event.preventDefault();
    if (event.shiftKey) history.redo();
    else history.undo();
  };
  keys.addEventListener("keydown", press, { signal });
}
