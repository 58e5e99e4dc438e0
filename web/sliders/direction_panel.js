/** Directions of the visitor's own: made from groups, named, kept in this browser, exported and imported. */

import { createDirection } from "./directions.js";
import { classOf, measureEffect } from "./direction_effect.js";
import { MAX_DIRECTIONS, readDirections, writeDirections } from "../link/direction_file.js";
import { wordsOf } from "./direction_words.js";
import { el, setText } from "../kit/dom.js";
import { createLook } from "../meter/look.js";
import { save } from "../kit/share.js";
import { createSlider } from "./slider.js";

const CSS = `
.directions { display: flex; flex-wrap: wrap; gap: 0.35rem; align-items: center; margin: 0.4rem 6px 0.3rem; }
.directions select { max-width: 12rem; }
.directions .error { flex-basis: 100%; color: var(--bad, #c0262d); margin: 0; }
.badge { font-size: 0.6875rem; padding: 0 0.35rem; border-radius: 4px; border: 1px solid currentColor; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; min-width: 0; }
`;

export function createDirectionPanel({ store, frame, lens, signal, onAdd }) {
  const { state } = store;
  const classes = el("select", {
    "aria-label": "New slider from a class against the rest",
    "data-testid": "direction-class",
    onchange: fromClass,
  });
  const file = el("input", {
    type: "file",
    accept: ".json,application/json",
    hidden: true,
    onchange: open,
    "data-testid": "direction-file",
  });
  const error = el("p", { class: "error", role: "alert" });
  const exportButton = el("button", { onclick: exportAll, title: "All directions of this model as JSON" }, "Export");
  const element = el(
    "div",
    { class: "directions" },
    el("style", {}, CSS),
    classes,
    el("span", { class: "soft" }, "or lasso codes on the map"),
    exportButton,
    el("button", { onclick: () => file.click(), title: "Directions of this model from a JSON file" }, "Import"),
    file,
    error,
  );

  function listClasses() {
    if (!state.view) return;
    classes.replaceChildren(
      el("option", { value: "" }, "+ slider from a class…"),
      ...state.view.classNames.map((name, label) => el("option", { value: label }, `${name} against the rest`)),
    );
  }

  function fromClass() {
    const label = Number(classes.value);
    const indices = [];
    state.view.labels.forEach((value, i) => value === label && indices.push(i));
    classes.value = "";
    add({ a: { indices, name: `class ${state.view.classNames[label]}` }, b: null, isByPlace: false });
  }

  function add({ a, b, isByPlace = true }) {
    try {
      const made = createDirection(state.view, a.indices, b?.indices ?? null);
      const quality = { ...made.quality, isByPlace };
      const direction = {
        ...made,
        quality,
        id: newId(),
        dim: null,
        name: b ? `${a.name} − ${b.name}` : `towards ${a.name}`,
      };
      keep([...state.directions, direction]);
      onAdd();
      setText(error, "");
      watchEffect(direction, a.indices, b?.indices ?? null);
    } catch (problem) {
      setText(error, problem.message);
    }
  }

  /** Moves codes along a new slider and looks at the pictures; a second or two, in slices. */
  async function watchEffect(direction, a, b) {
    const { view, engine } = state;
    const label = classOf(view, a);
    const look = label === null ? null : createLook(state, lens.search);
    if (!look) return;
    const isWanted = () => state.view === view && !signal.aborted && state.directions.includes(direction);
    const inA = new Set(a);
    const from = b ?? Array.from({ length: view.count }, (_, i) => i).filter((i) => !inA.has(i));
    direction.quality.isMeasuring = true;
    fill(direction);
    const turned = await measureEffect({ view, engine }, direction, { label, from }, look, isWanted);
    delete direction.quality.isMeasuring;
    if (!turned) return;
    direction.quality.turned = turned;
    store.set({ directionEdits: state.directionEdits + 1 });
    fill(direction);
  }

  /** @type {WeakMap<object, HTMLElement>} where a direction's words stand */
  const badges = new WeakMap();

  function fill(direction) {
    const node = badges.get(direction);
    const { text, title } = wordsOf(direction.quality, state.view.classNames);
    setText(node, text);
    node.title = title;
  }

  /** link/own_sliders.js keeps them in this browser. */
  function keep(directions) {
    if (directions.length > Math.max(MAX_DIRECTIONS, state.directions.length)) {
      throw new Error(
        `A model has room for ${MAX_DIRECTIONS} sliders of your own; these would be ${directions.length}. Remove some first.`,
      );
    }
    store.set({ directions });
  }

  const newId = () => `d${Math.max(0, ...state.directions.map(({ id }) => Number(id.slice(1)) || 0)) + 1}`;

  function exportAll() {
    save(
      new Blob([writeDirections(state.engine, state.directions)], { type: "application/json" }),
      `${state.model}-directions.json`,
    );
  }

  function open() {
    const [chosen] = file.files;
    file.value = "";
    chosen
      ?.text()
      .then((text) => {
        const read = readDirections(text, state.engine);
        keep([
          ...state.directions,
          ...read.map((direction, n) => ({ ...direction, id: `d${Number(newId().slice(1)) + n}`, dim: null })),
        ]);
        setText(error, "");
      })
      .catch((problem) => setText(error, problem.message));
  }

  function heading(direction) {
    const name = el("input", {
      type: "text",
      value: direction.name,
      "aria-label": "Name of this direction",
      maxlength: 60,
      onchange: () => {
        direction.name = name.value;
        store.set({ directionEdits: state.directionEdits + 1 });
      },
    });
    badges.set(direction, el("span", { class: "badge number", tabindex: 0, "data-testid": "direction-quality" }));
    fill(direction);
    return [name, badges.get(direction)];
  }

  lens.requests.serve("addDirection", add, signal);
  store.watch(
    ["view"],
    () => {
      listClasses();
      setText(error, "");
    },
    signal,
  );
  store.watch(
    ["directions"],
    () => {
      exportButton.disabled = !state.directions.length;
    },
    signal,
  );
  listClasses();
  exportButton.disabled = !state.directions.length;

  return {
    element,
    sliders: () =>
      state.directions.map((direction) =>
        createSlider(direction, {
          store,
          frame,
          lens,
          heading: heading(direction),
          tail: el(
            "button",
            {
              "aria-label": `Remove ${direction.name}`,
              title: "Remove this slider",
              onclick: () => keep(state.directions.filter((other) => other !== direction)),
            },
            "×",
          ),
        }),
      ),
  };
}
