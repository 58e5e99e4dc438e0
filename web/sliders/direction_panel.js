/** Below the sliders: a new one from a class; with the details, their file. Above them: what went wrong. */

import { failureOf } from "../core/problem.js";
import { el, setText } from "../kit/dom.js";
import { save } from "../kit/share.js";
import { readDirections, writeDirections } from "../link/direction_file.js";
import { text } from "../words/words.js";
import { BADGE_CSS, createDirectionRows } from "./direction_rows.js";
import { createOwnDirections } from "./own_directions.js";

const CSS = `
.directions { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; }
.directions select { max-width: 12rem; }
@container (max-width: 370px) { .directions select { max-width: 9rem; } }
.directions [hidden] { display: none; }
.sliders .error { color: var(--bad, #c0262d); margin: 0 0 0.4rem; font-weight: 600; }
.sliders .error:empty { display: none; }
`;

export function createDirectionPanel({ store, frame, lens, signal, added }) {
  const { state } = store;
  const error = el("p", { class: "error", role: "alert" });
  const own = createOwnDirections({ store, lens, signal, measured: (direction) => rows.describe(direction) });
  const rows = createDirectionRows({ store, frame, lens, own });

  /** Does what may fail, and says why if it does. @param {() => void | Promise<void>} act */
  async function attempt(act) {
    try {
      await act();
      setText(error, "");
    } catch (thrown) {
      setText(error, failureOf(thrown, false).sentence);
    }
  }

  function add(groups) {
    attempt(() => {
      own.add(groups);
      added();
    });
  }

  const classes = createClassSelect(state, add);
  const exporter = el(
    "button",
    { onclick: () => saveAll(state), title: text("sliders.exportTitle") },
    text("sliders.export"),
  );
  const importer = createImporter((file) =>
    attempt(async () => own.addAll(readDirections(await file.text(), state.engine))),
  );
  const file = el("span", { class: "row", hidden: true }, exporter, ...importer);
  const style = el("style", {}, CSS + BADGE_CSS);
  const element = el("div", { class: "directions" }, style, classes.element, file);

  function renew() {
    classes.draw();
    setText(error, "");
  }

  function drawFile() {
    file.hidden = !state.details;
    exporter.disabled = !state.directions.length;
  }

  lens.requests.serve("addDirection", add, signal);
  store.watch(["view"], renew, signal);
  store.watch(["directions", "details"], drawFile, signal);
  classes.draw();
  drawFile();
  return { element, alert: error, sliders: rows.sliders };
}

/** A new slider from each class. */
function createClassSelect(state, add) {
  const element = el("select", {
    "aria-label": text("sliders.newFromClass"),
    "data-testid": "direction-class",
    onchange: choose,
  });

  function choose() {
    const label = Number(element.value);
    const { labels, classNames } = state.view;
    const indices = [...labels.keys()].filter((i) => labels[i] === label);
    element.value = "";
    add({ a: { indices, name: text("sliders.class", { name: classNames[label] }) }, b: null, isByPlace: false });
  }

  const option = (name, label) => el("option", { value: label }, text("sliders.classVsRest", { name }));

  return {
    element,
    draw() {
      if (!state.view) return;
      const first = el("option", { value: "" }, text("sliders.fromClass"));
      element.replaceChildren(first, ...state.view.classNames.map(option));
    },
  };
}

/** A button that asks for a file. @param {(file: File) => void} take */
function createImporter(take) {
  const picker = el("input", {
    type: "file",
    accept: ".json,application/json",
    hidden: true,
    "data-testid": "direction-file",
    onchange: () => {
      const [file] = picker.files;
      picker.value = "";
      if (file) take(file);
    },
  });
  const choose = () => picker.click();
  return [el("button", { onclick: choose, title: text("sliders.importTitle") }, text("sliders.import")), picker];
}

function saveAll({ engine, model, directions }) {
  const content = new Blob([writeDirections(engine, directions)], { type: "application/json" });
  save(content, text("sliders.file", { model }));
}
