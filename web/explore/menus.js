/** Menus under the picture: how it is drawn, and how to share it. */

import { failureOf } from "../core/problem.js";
import { el } from "../kit/dom.js";
import { menu } from "../kit/menu.js";
import { SCALE_NAMES } from "../kit/picture.js";
import { copyLink, copyPython, saveNpy, savePng } from "../kit/share.js";
import { text } from "../words/words.js";

/** Keys of the colour scales' titles. */
const SCALES = { grey: "explore.grey", ink: "explore.ink", ember: "explore.ember" };
const PNG_SCALE = 16;
const MOST_PNG_SCALE = 128;

export function createViewMenu(store, signal) {
  const { state } = store;
  const smooth = el("input", { type: "checkbox", onchange: () => store.set({ smooth: smooth.checked }) });
  const options = SCALE_NAMES.map((name) => el("option", { value: name }, text(SCALES[name])));
  const scale = el("select", { onchange: () => store.set({ scale: scale.value }) }, ...options);
  const draw = () => {
    smooth.checked = state.smooth;
    scale.value = state.scale;
  };
  store.watch(["smooth", "scale"], draw, signal);
  return menu(
    text("explore.view"),
    text("explore.viewTitle"),
    signal,
    el("label", {}, text("explore.smooth"), smooth),
    el("label", {}, text("explore.colours"), scale),
  );
}

/** @param {any} store @param {any} lens @param {(words: string) => void} report @param {AbortSignal} signal */
export function createShareMenu(store, lens, report, signal) {
  const { state } = store;
  const button = (key, testid, title, onclick) =>
    el("button", { onclick, "data-testid": testid, title: title && text(title) }, text(key));
  const link = () => copyLink(lens.address()).then(report);
  const python = () => copyPython(state).then(report);
  const places = lens.address ? [button("explore.copyLink", "copy-link", "explore.copyLinkTitle", link)] : [];
  return menu(
    text("explore.share"),
    text("explore.shareTitle"),
    signal,
    ...places,
    button("explore.copyPython", "copy-python", "explore.copyPythonTitle", python),
    pngSaver(state, report),
    button("explore.saveNpy", "save-npy", "explore.saveNpyTitle", () => saveNpy(state)),
  );
}

function pngSaver(state, report) {
  const scale = el("input", {
    type: "number",
    min: 1,
    max: MOST_PNG_SCALE,
    value: PNG_SCALE,
    style: "width:4.5rem",
    "aria-label": text("explore.pngScale"),
  });
  const fail = (thrown) => report(failureOf(thrown, false).sentence);
  const save = () => savePng(state, Number(scale.value)).catch(fail);
  const button = el("button", { onclick: save, "data-testid": "save-png" }, text("explore.savePng"));
  return el("div", { class: "row" }, button, scale);
}
