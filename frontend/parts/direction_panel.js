/** Directions of the visitor's own: made from groups, named, kept in this browser, exported and imported. */

import { createDirection } from "./directions.js";
import { readDirections, writeDirections } from "./direction_file.js";
import { el, setText } from "./dom.js";
import { save } from "./share.js";
import { createSlider } from "./slider.js";

const CSS = `
.directions { display: flex; flex-wrap: wrap; gap: 0.35rem; align-items: center; margin: 0.4rem 6px 0.3rem; }
.directions select { max-width: 12rem; }
.directions .error { flex-basis: 100%; color: var(--bad, #c0262d); margin: 0; }
.badge { font-size: 0.6875rem; padding: 0 0.35rem; border-radius: 4px; border: 1px solid currentColor; white-space: nowrap; }
`;
const GOOD_AUC = 0.9;
const FAIR_AUC = 0.75;
const LEAKY_AUC = 0.8; // a class of the other group that lies this much towards the first one comes along

export function createDirectionPanel({ store, frame, lens, signal, onAdd }) {
  const { state } = store;
  const classes = el("select", { "aria-label": "New slider from a class against the rest", "data-testid": "direction-class", onchange: fromClass });
  const file = el("input", { type: "file", accept: ".json,application/json", hidden: true, onchange: open, "data-testid": "direction-file" });
  const error = el("p", { class: "error", role: "alert" });
  const exportButton = el("button", { onclick: exportAll, title: "All directions of this model as JSON" }, "Export");
  const element = el("div", { class: "directions" }, el("style", {}, CSS), classes,
    el("span", { class: "soft" }, "or lasso codes on the map"), exportButton,
    el("button", { onclick: () => file.click(), title: "Directions of this model from a JSON file" }, "Import"), file, error);

  function listClasses() {
    if (!state.view) return;
    classes.replaceChildren(el("option", { value: "" }, "+ slider from a class…"),
      ...state.view.classNames.map((name, label) => el("option", { value: label }, `${name} against the rest`)));
  }

  function fromClass() {
    const label = Number(classes.value);
    const indices = [];
    state.view.labels.forEach((value, i) => value === label && indices.push(i));
    classes.value = "";
    add({ a: { indices, name: `class ${state.view.classNames[label]}` }, b: null });
  }

  function add({ a, b }) {
    try {
      const made = createDirection(state.view, a.indices, b?.indices ?? null);
      keep([...state.directions, { ...made, id: newId(), dim: null, name: b ? `${a.name} − ${b.name}` : `towards ${a.name}` }]);
      onAdd();
      setText(error, "");
    } catch (problem) {
      setText(error, problem.message);
    }
  }

  function keep(directions) {
    store.set({ directions });
    writeKept(state.engine, directions);
  }

  const newId = () => `d${Math.max(0, ...state.directions.map(({ id }) => Number(id.slice(1)) || 0)) + 1}`;

  function exportAll() {
    save(new Blob([writeDirections(state.engine, state.directions)], { type: "application/json" }), `${state.model}-directions.json`);
  }

  function open() {
    const [chosen] = file.files;
    file.value = "";
    chosen?.text().then((text) => {
      const read = readDirections(text, state.engine);
      keep([...state.directions, ...read.map((direction, n) => ({ ...direction, id: `d${Number(newId().slice(1)) + n}`, dim: null }))]);
      setText(error, "");
    }).catch((problem) => setText(error, problem.message));
  }

  function heading(direction) {
    const name = el("input", { type: "text", value: direction.name, "aria-label": "Name of this direction", maxlength: 60,
      onchange: () => { direction.name = name.value; writeKept(state.engine, state.directions); } });
    return [name, badge(direction.quality, state.view)];
  }

  store.watch(["newDirection"], () => {
    if (!state.newDirection) return;
    const groups = state.newDirection;
    store.set({ newDirection: null });
    add(groups);
  }, signal);
  store.watch(["view"], () => {
    listClasses();
    store.set({ directions: readKept(state.engine) });
    setText(error, "");
  }, signal);
  store.watch(["directions"], () => { exportButton.disabled = !state.directions.length; }, signal);
  listClasses();
  exportButton.disabled = !state.directions.length;

  return {
    element,
    sliders: () => state.directions.map((direction) => createSlider(direction, { store, frame, lens, heading: heading(direction),
      tail: el("button", { "aria-label": `Remove ${direction.name}`, title: "Remove this slider", onclick: () => keep(state.directions.filter((other) => other !== direction)) }, "×") })),
  };
}

function badge(quality, view) {
  if (!quality) return el("small", {}, "imported");
  const { auc, effect, chance, leak } = quality;
  const word = auc >= GOOD_AUC ? "good" : auc >= FAIR_AUC ? "fair" : "weak";
  const leaks = leak && leak.auc > LEAKY_AUC ? view.classNames[leak.label] : null;
  const title = `Held-out AUC ${auc.toFixed(3)}: how often a code of the first group lies farther along than one of the second. `
    + `Effect size d = ${effect.toFixed(2)}; 95 % of random directions stay below ${chance.toFixed(2)}.`
    + (leak ? ` Of the other classes ${view.classNames[leak.label]} lies most towards the first group (AUC ${leak.auc.toFixed(2)} against the rest)${leaks ? ": it comes along" : ""}.` : "");
  const text = `${word} · AUC ${auc.toFixed(2)} · d ${effect.toFixed(1)} vs ${chance.toFixed(1)}${leaks ? ` · leaks ${leaks}` : ""}`;
  return el("span", { class: "badge number", tabindex: 0, title, "data-testid": "direction-quality" }, text);
}

const shelf = (engine) => `latent-lens directions ${engine.digest}`;

function readKept(engine) {
  try {
    const text = localStorage.getItem(shelf(engine));
    return text ? readDirections(text, engine).map((direction, n) => ({ ...direction, id: `d${n + 1}`, dim: null })) : [];
  } catch {
    return []; // storage blocked, or written by another version: directions then last as long as the page
  }
}

function writeKept(engine, directions) {
  try {
    localStorage.setItem(shelf(engine), writeDirections(engine, directions));
  } catch {
    // A private window without storage: nothing else depends on it.
  }
}
