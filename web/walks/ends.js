/** From and to: both ends of the walk, each with a row of classes to press, or to drag onto an end. */

import { STAGE } from "../core/frame.js";
import { addWaypoint, classHeld, makeWaypoint, setWaypoints, walkPoints, waypointsOf } from "../core/waypoints.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { createPainter, parseColour, strokeTable } from "../kit/picture.js";
import { roving } from "../kit/roving.js";
import { hasClasses, imageName } from "../meter/class_words.js";
import { text } from "../words/words.js";
import { createDrawingChoice } from "./drawing_choice.js";
import { createHeldRow, HELD_CSS } from "./held_row.js";
import { randomImage } from "./image_adders.js";
import { typicalImages } from "./typical.js";

const DRAGGED = "text/x-latent-lens-class";
/** By end: the key of its name. */
const ENDS = { from: "walks.from", to: "walks.to" };

export const ENDS_CSS = `
.ends { display: grid; gap: 0.5rem; }
.ends .end { display: grid; grid-template-columns: 2.6rem 4.5rem minmax(0, 1fr); gap: 0.4rem 0.7rem;
  align-items: center; }
.ends .end b { font-size: 1rem; }
.ends figure { margin: 0; border: 2px solid var(--line); border-radius: var(--radius); width: 4.5rem; }
.ends figure.over { border-color: var(--st-primary-color); border-style: dashed; }
.ends figure canvas { width: 100%; aspect-ratio: 1; border-radius: inherit; }
.ends figcaption { font-size: 0.75rem; text-align: center; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; }
.ends .choices { display: flex; flex-wrap: wrap; gap: 4px; }
.ends .choices button { width: 2.875rem; padding: 2px; display: grid; place-content: center;
  justify-items: center; cursor: grab; }
.ends .choices canvas { width: 1.875rem; height: 1.875rem; }
.ends .choices span { max-width: 100%; overflow: hidden; text-overflow: ellipsis; font-size: 0.875rem; }
@container (max-width: 620px) { .ends .choices { gap: 3px; } .ends .choices button { width: 34px; min-width: 34px; }
  .ends .end { gap: 0.4rem; } .ends .choices canvas { width: 26px; height: 26px; } }
@container (max-width: 480px) { .ends .choices button { width: 46px; min-width: 44px; }
  .ends .end { grid-template-columns: 72px minmax(0, 1fr); }
  .ends .end b { grid-column: 1 / 3; } }
.ends .choices .drawn { width: auto; padding-inline: 0.5rem; cursor: pointer; }
${HELD_CSS}`;

/**
 * @param {{store: any, frame: any, signal: AbortSignal}} context
 * @param {() => void} chosen an end was chosen by hand
 */
export function createEnds({ store, frame, signal }, chosen) {
  const ends = Object.keys(ENDS).map((name) => createEnd(name, store, chosen));
  const held = createHeldRow(store, chosen);
  const element = el("div", { class: "ends" }, ...ends.map((end) => end.element), held.element);
  let theme = null;

  function draw() {
    const { view, engine } = store.state;
    if (!view || !engine || !theme) return;
    for (const end of ends) end.draw(strokeTable(parseColour(theme.text)));
    held.draw();
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["waypoints", "heldClass", "view", "engine", "drawing"], due, signal);
  return {
    element,
    retheme(next) {
      theme = next;
      due();
    },
  };
}

/** @param {string} name of ENDS */
function createEnd(name, store, chosen) {
  const { state } = store;
  const canvas = el("canvas", { class: "crisp", "aria-hidden": "true" });
  const caption = el("figcaption", { class: "number" });
  const card = el("figure", { "data-testid": `end-${name}`, title: text("walks.dropHint") }, canvas, caption);
  const props = { class: "choices", role: "toolbar", "aria-label": text(ENDS[name]), "data-testid": `choose-${name}` };
  const choices = el("div", props);
  const element = el("div", { class: "end" }, el("b", {}, text(ENDS[name])), card, choices);
  const renewFocus = roving(choices, { of: "button" });
  let built = null; // the view and the colours that the buttons are of

  /** The typical image of a class; pressed again, or where one class is held and styles count, another one of it. */
  function choose(label) {
    const typical = typicalImages(state.view)[label];
    const isThere = endOf(state, name)?.index === typical;
    const index = isThere || classHeld(state) !== null ? randomImage(state.view, (other) => other === label) : typical;
    putEnd(store, name, index);
    chosen();
  }
  takeDrops(card, choose);
  const drawing = createDrawingChoice(store, name, (z) => {
    putPoint(store, name, z);
    chosen();
  });

  function build(table) {
    const typical = typicalImages(state.view);
    const labels = hasClasses(state.view.classNames) ? [...typical.keys()].filter((i) => typical[i] !== null) : [];
    choices.replaceChildren(...labels.map((label) => createChoice(label, typical[label], table)), drawing.element);
    renewFocus();
  }

  function createChoice(label, index, table) {
    const picture = el("canvas", { class: "crisp", "aria-hidden": "true" });
    createPainter(picture, state.engine.imageShape)(state.engine.decode(state.view.code(index)), table);
    const className = state.view.classNames[label];
    const title = text(name === "from" ? "walks.fromClass" : "walks.toClass", { class: className });
    const attributes = { title, "aria-label": title, draggable: "true", "data-label": label };
    const button = el("button", { ...attributes, onclick: () => choose(label) }, picture, el("span", {}, className));
    button.addEventListener("dragstart", (event) => event.dataTransfer.setData(DRAGGED, String(label)));
    return button;
  }

  return {
    element,
    draw(table) {
      if (built?.view !== state.view || built.table !== table) build(table);
      built = { view: state.view, table };
      drawing.draw(table);
      const end = endOf(state, name);
      setText(caption, end ? nameOf(end, state) : "");
      canvas.hidden = !end;
      if (end) createPainter(canvas, state.engine.imageShape)(state.engine.decode(end.z), table);
      const label = end?.index === null || !end ? null : state.view.labels[end.index];
      for (const button of choices.children)
        setAttribute(
          button,
          "aria-pressed",
          String(Number(/** @type {HTMLElement} */ (button).dataset.label) === label),
        );
    },
  };
}

/** Of an image in another class than its own, with that class. */
function nameOf({ index }, state) {
  const { view } = state;
  const name = index === null ? text("walks.point") : imageName(view, index);
  const held = classHeld(state);
  if (held === null || (index !== null && view.labels[index] === held)) return name;
  return text("walks.endAs", { name, class: view.classNames[held] });
}

/** The first or the last waypoint, if there are two, as the walk goes through it. */
function endOf(state, name) {
  const points = walkPoints(state);
  return name === "from" ? points[0] : points.length > 1 ? points.at(-1) : undefined;
}

/** Puts an image at an end. @param {any} store @param {string} name @param {number} index */
const putEnd = (store, name, index) => putPoint(store, name, store.state.view.code(index), index);

/**
 * Puts a code at an end; what lies between stays.
 *
 * @param {any} store
 * @param {string} name
 * @param {Float32Array} z
 * @param {number | null} index of its image
 */
function putPoint(store, name, z, index = null) {
  const { state } = store;
  const points = [...waypointsOf(state)];
  if (points.length < 2 && name === "to") return addWaypoint(store, { z, index });
  points[name === "from" ? 0 : points.length - 1] = makeWaypoint(state, z, index);
  setWaypoints(store, points);
}

/** A class that is dropped on a card. @param {HTMLElement} card @param {(label: number) => void} take */
function takeDrops(card, take) {
  card.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes(DRAGGED)) return;
    event.preventDefault();
    card.classList.add("over");
  });
  card.addEventListener("dragleave", () => card.classList.remove("over"));
  card.addEventListener("drop", (event) => {
    const label = event.dataTransfer.getData(DRAGGED);
    card.classList.remove("over");
    if (label === "") return;
    event.preventDefault();
    take(Number(label));
  });
}
