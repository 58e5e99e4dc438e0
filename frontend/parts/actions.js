/** The buttons under the picture: where to go next, and how the picture is drawn. */

import { el, setAttribute } from "./dom.js";
import { SCALE_NAMES } from "./picture.js";
import { gaussian } from "./random.js";

const SCALE_TITLES = { grey: "grey", ink: "ink on paper", ember: "ember, a perceptual colour map" };

export function createActions({ store, lens, spread, signal }) {
  const { state } = store;
  const normal = gaussian(Date.now());

  const reset = () => lens.pin(new Float32Array(state.view.latentDim), { source: "reset" });
  const random = () => lens.pin(Float32Array.from({ length: state.view.latentDim }, normal), { source: "random" });
  const testImage = () => {
    const index = Math.floor(Math.random() * state.view.count);
    lens.pin(state.view.code(index), { source: "test", index });
  };

  const smooth = el("button", { title: "Draw the picture smooth instead of pixel by pixel", onclick: () => store.set({ smooth: !state.smooth }) }, "Smooth");
  const scale = el("select", { "aria-label": "Colours of the picture", onchange: () => store.set({ scale: scale.value }) },
    ...SCALE_NAMES.map((name) => el("option", { value: name, title: SCALE_TITLES[name] }, name)));
  const uncertainty = el("button", { title: "Hold (or hold the key U): standard deviation of every pixel under the posterior at z" }, "Hold: ± pixels");
  const hold = (on) => () => spread.hold(on);
  uncertainty.addEventListener("pointerdown", hold(true), { signal });
  for (const name of ["pointerup", "pointerleave", "pointercancel", "blur"]) uncertainty.addEventListener(name, hold(false), { signal });
  uncertainty.addEventListener("keydown", (event) => [" ", "Enter"].includes(event.key) && spread.hold(true), { signal });
  uncertainty.addEventListener("keyup", hold(false), { signal });
  document.addEventListener("keydown", (event) => isShortcut(event, "u") && spread.hold(true), { signal });
  document.addEventListener("keyup", (event) => event.key.toLowerCase() === "u" && spread.hold(false), { signal });
  window.addEventListener("blur", hold(false), { signal });

  store.watch(["smooth", "scale"], () => {
    setAttribute(smooth, "aria-pressed", String(state.smooth));
    scale.value = state.scale;
  }, signal);

  return {
    element: el("div", { class: "row", style: "margin-top:0.6rem" },
      el("button", { onclick: reset, "data-testid": "reset", title: "Go to z = 0, the middle of the prior" }, "Reset"),
      el("button", { onclick: random, "data-testid": "random", title: "A random draw from the prior N(0, I)" }, "Random z"),
      el("button", { onclick: testImage, "data-testid": "test-image", title: "The code of a random image of the test set" }, "Test image"),
      uncertainty, smooth, scale),
  };
}

/** A plain letter key, not meant for a field that takes text. */
export function isShortcut(event, key) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== key) return false;
  const target = event.composedPath()[0];
  return !target.closest?.("input:not([type=range]), textarea, select, [contenteditable=true]");
}
