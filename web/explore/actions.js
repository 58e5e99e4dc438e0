/** The buttons under the picture: where to go next, how the picture is drawn, and how to take it away. */

import { el } from "../kit/dom.js";
import { isShortcut } from "../kit/keys.js";
import { menu, MENU_CSS } from "../kit/menu.js";
import { SCALE_NAMES } from "../kit/picture.js";
import { isStandardPrior, priorInWords, priorOf } from "../latent/prior.js";
import { copyLink, copyPython, saveNpy, savePng } from "../kit/share.js";

const SCALE_TITLES = { grey: "grey, as the data", ink: "ink on paper", ember: "ember, perceptual" };

export function createActions({ store, lens, spread, signal }) {
  const { state } = store;
  let prior = null;

  const reset = () => lens.pin(new Float32Array(state.view.latentDim), { source: "reset" });
  const random = () => lens.pin(prior.draw(), { source: "random" });
  const testImage = () => {
    const index = Math.floor(Math.random() * state.view.count);
    lens.pin(state.view.code(index), { source: "test", index });
  };
  const said = el("span", { class: "soft", role: "status" });
  const say = (text) => {
    said.textContent = text;
    setTimeout(() => said.textContent === text && (said.textContent = ""), 4000);
  };

  const toZero = el("button", { onclick: reset, "data-testid": "reset" }, "Reset");
  const toImage = el("button", { onclick: testImage, "data-testid": "test-image" });
  const toDraw = el("button", { onclick: random, "data-testid": "random" }, "Random z");

  function describe() {
    if (!state.view) return;
    prior = priorOf(state.view);
    const { images } = state.view;
    Object.assign(toImage, {
      textContent: images.charAt(0).toUpperCase() + images.slice(1),
      title: `The code of a random ${images}`,
    });
    Object.assign(toDraw, { title: prior.title("goTo"), disabled: !prior.draw });
    toZero.title = isStandardPrior(state.view)
      ? "Go to z = 0, the middle of the prior"
      : `Go to z = 0, which need not be a likely place under this model's ${priorInWords(state.view)}`;
  }

  store.watch(["view"], describe, signal);
  describe();
  const element = el(
    "div",
    { class: "row actions", style: "margin-top:0.6rem" },
    el("style", {}, MENU_CSS),
    toZero,
    toDraw,
    toImage,
    uncertaintyButton(spread, signal),
    viewMenu(store, signal),
    shareMenu({ store, lens }, say, signal),
    said,
  );
  return { element };
}

function uncertaintyButton(spread, signal) {
  const button = el(
    "button",
    {
      title: "Hold this, or the key U: standard deviation of every pixel under the posterior at z",
      "data-testid": "uncertainty",
    },
    "Hold: ± std",
  );
  const hold = (on) => () => spread.hold(on);
  button.addEventListener("pointerdown", hold(true), { signal });
  for (const name of ["pointerup", "pointerleave", "pointercancel", "blur", "keyup"])
    button.addEventListener(name, hold(false), { signal });
  button.addEventListener("keydown", (event) => [" ", "Enter"].includes(event.key) && spread.hold(true), { signal });
  document.addEventListener("keydown", (event) => isShortcut(event, "u") && spread.hold(true), { signal });
  document.addEventListener("keyup", (event) => event.key.toLowerCase() === "u" && spread.hold(false), { signal });
  window.addEventListener("blur", hold(false), { signal });
  return button;
}

function viewMenu(store, signal) {
  const { state } = store;
  const smooth = el("input", { type: "checkbox", onchange: () => store.set({ smooth: smooth.checked }) });
  const scale = el(
    "select",
    { onchange: () => store.set({ scale: scale.value }) },
    ...SCALE_NAMES.map((name) => el("option", { value: name }, SCALE_TITLES[name])),
  );
  store.watch(
    ["smooth", "scale"],
    () => {
      smooth.checked = state.smooth;
      scale.value = state.scale;
    },
    signal,
  );
  return menu(
    "View",
    "How the picture is drawn",
    signal,
    el("label", {}, "Smooth", smooth),
    el("label", {}, "Colours", scale),
  );
}

function shareMenu({ store, lens }, say, signal) {
  const { state } = store;
  const scale = el("input", {
    type: "number",
    min: 1,
    max: 128,
    value: 16,
    style: "width:4.5rem",
    "aria-label": "Screen pixels per pixel of the PNG",
  });
  return menu(
    "Share",
    "Link, code and files of exactly this picture",
    signal,
    el(
      "button",
      {
        onclick: () => copyLink(lens.address()).then(say),
        "data-testid": "copy-link",
        title: "Model, exact z, map, camera and colouring",
      },
      "Copy link",
    ),
    el(
      "button",
      {
        onclick: () => copyPython(state).then(say),
        "data-testid": "copy-python",
        title: "A snippet that decodes these very pixels with vae_core",
      },
      "Copy as Python",
    ),
    el(
      "div",
      { class: "row" },
      el(
        "button",
        {
          onclick: () => savePng(state, Number(scale.value)).catch((problem) => say(problem.message)),
          "data-testid": "save-png",
        },
        "Save PNG ×",
      ),
      scale,
    ),
    el(
      "button",
      { onclick: () => saveNpy(state), "data-testid": "save-npy", title: "float32, (C, H, W), in [0, 1]" },
      "Save NPY",
    ),
  );
}
