/** The buttons under the picture: where to go next, how sure the model is, how the picture is drawn and shared. */

import { joined, vectorSize } from "../engine/parts.js";
import { allowedBy } from "../core/lanes.js";
import { el } from "../kit/dom.js";
import { isShortcut } from "../kit/keys.js";
import { MENU_CSS } from "../kit/menu.js";
import { roving } from "../kit/roving.js";
import { isStandardPrior, priorInWords, priorOf } from "../latent/prior.js";
import { text } from "../words/words.js";
import { createShareMenu, createViewMenu } from "./menus.js";

const CSS = `
.actions { margin-top: 0.6rem; }
.actions [hidden] { display: none; }
`;
const NOTE_MS = 4000;
/** Keys of what stands on the button that goes to an image, by split. */
const IMAGES = {
  all: { label: "explore.testImage", title: "explore.testImageTitle" },
  test: { label: "explore.testImage", title: "explore.testImageTitle" },
  training: { label: "explore.trainingImage", title: "explore.trainingImageTitle" },
};

export function createActions({ store, lens, keys, spread, draw: drawButton, signal }) {
  const { element: note, report } = createNote();
  const uncertainty = createUncertaintyButton(spread, keys, signal);
  const element = el(
    "div",
    { class: "row actions", role: "toolbar", "aria-label": text("explore.actions") },
    el("style", {}, MENU_CSS + CSS),
    ...createJumps(store, lens, signal),
    drawButton,
    uncertainty,
    createViewMenu(store, signal),
    createShareMenu(store, lens, report, signal),
    note,
  );
  const renewFocus = roving(element, { of: ".actions > button, .actions > details > summary" });
  const draw = () => {
    uncertainty.hidden = !store.state.details || !store.state.engine || !allowedBy(store.state.engine).here;
    renewFocus();
  };
  store.watch(["details", "view"], draw, signal);
  draw();
  return { element };
}

/** Buttons that pin another code: z = 0, a draw from the prior, a random image. */
function createJumps(store, lens, signal) {
  const { state } = store;
  let prior = null;

  const reset = () => {
    const { parts, latentDim } = state.view;
    lens.pin(joined(parts, new Float32Array(latentDim), state.pinned), { source: "reset" }); // the class stays
  };
  const random = () => lens.pin(prior.draw(), { source: "random" });
  const testImage = () => {
    const index = Math.floor(Math.random() * state.view.measured);
    lens.pin(state.view.code(index), { source: "test", index });
  };
  const toZero = el("button", { onclick: reset, "data-testid": "reset" }, text("explore.reset"));
  const toDraw = el("button", { onclick: random, "data-testid": "random" }, text("explore.random"));
  const toImage = el("button", { onclick: testImage, "data-testid": "test-image" });

  function describe() {
    const { view } = state;
    if (!view) return;
    prior = priorOf(view);
    const { label, title } = IMAGES[view.split];
    Object.assign(toImage, { textContent: text(label), title: text(title) });
    Object.assign(toDraw, { title: prior.title("goTo"), disabled: !prior.draw });
    toZero.title = zeroInWords(view);
    toZero.hidden = !vectorSize(view.parts); // a grid has no middle
  }

  store.watch(["view"], describe, signal);
  describe();
  return [toDraw, toImage, toZero];
}

function zeroInWords(view) {
  if (isStandardPrior(view)) return text("explore.resetTitle");
  return text("explore.resetElsewhereTitle", { prior: priorInWords(view) });
}

/** What a button has done, for some seconds. */
function createNote() {
  const element = el("span", { class: "soft", role: "status" });
  const clear = (words) => {
    if (element.textContent === words) element.textContent = "";
  };
  return {
    element,
    report(words) {
      element.textContent = words;
      setTimeout(() => clear(words), NOTE_MS);
    },
  };
}

/** Shows the spread of the pixels while it, or the key U, is held. */
function createUncertaintyButton(spread, keys, signal) {
  const props = { title: text("explore.holdTitle"), "data-testid": "uncertainty" };
  const button = el("button", props, text("explore.hold"));
  const start = () => spread.hold(true);
  const end = () => spread.hold(false);
  button.addEventListener("pointerdown", start, { signal });
  for (const name of ["pointerup", "pointerleave", "pointercancel", "blur", "keyup"])
    button.addEventListener(name, end, { signal });
  button.addEventListener("keydown", (event) => [" ", "Enter"].includes(event.key) && start(), { signal });
  keys.addEventListener("keydown", (event) => isShortcut(event, "u") && start(), { signal });
  keys.addEventListener("keyup", (/** @type {KeyboardEvent} */ event) => event.key.toLowerCase() === "u" && end(), {
    signal,
  });
  window.addEventListener("blur", end, { signal });
  return button;
}
