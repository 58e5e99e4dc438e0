/**
 * The host in a notebook's cell: a front-end module as anywidget runs it (https://anywidget.dev/en/afm/), with a lens
 * of its own for each display of a widget, so that several in a notebook leave each other alone.
 *
 * What is small and both sides may change (z, selection) are the widget's traits; model and atlas come as one message
 * of bytes each, on request, so that no notebook stores them.
 */

import { createRuntime } from "../host.js";
import { createStage } from "../explore/stage.js";
import { createCanvasMap } from "../map/canvas_map.js";
import { DEFAULT_STYLE } from "../map/canvas_controls.js";
import { createSliders } from "../sliders/sliders.js";
import { createCell } from "./cell.js";
import { keepInStep } from "./traits.js";
import { followTheme } from "./theme.js";

const PARTS = { map: createCanvasMap, stage: createStage, sliders: createSliders };

/**
 * @typedef {Object} Model of the widget, as anywidget hands it over
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set
 * @property {() => void} save_changes
 * @property {(content: unknown) => void} send
 * @property {(event: string, fn: (...values: any[]) => void) => void} on
 * @property {(event: string, fn: (...values: any[]) => void) => void} off
 */

export default { render };

/** @param {{model: Model, el: HTMLElement}} place @returns {() => void} takes it away */
function render({ model, el: output }) {
  const abort = new AbortController();
  const { signal } = abort;
  const cell = createCell(output, model.get("height"), Object.keys(PARTS));
  const runtime = createRuntime(PARTS, { keys: cell.element, signal });
  const { store, lens } = runtime;
  store.set({ hasNoPython: true, isFirstVisit: false, mapStyle: DEFAULT_STYLE }); // what moved by itself would set z
  lens.address = null; // a link to the notebook's page opens no place in it
  runtime.work(null); // a module of one text has no second script for a worker
  cell.element.latentLens = globalThis.latentLens = runtime; // the last one displayed is the page's
  const mount = () => cell.roots.forEach((root, part) => runtime.mount(componentOf(root, part)));
  followTheme(cell.element, mount, signal);
  mount();
  takeBytes(model, runtime, signal);
  keepInStep(model, runtime, signal);
  return () => {
    abort.abort();
    for (const root of cell.roots.values()) runtime.unmount(root);
    cell.element.remove();
    if (globalThis.latentLens === runtime) globalThis.latentLens = undefined;
  };
}

const componentOf = (parentElement, part) => ({ parentElement, data: { part }, setTriggerValue: () => {} });

/** @param {Model} model @param {import("../host.js").Runtime} runtime @param {AbortSignal} signal */
function takeBytes(model, runtime, signal) {
  /** @param {unknown} _ @param {DataView[]} buffers */
  const take = (_, buffers) => {
    for (const { buffer, byteOffset, byteLength } of buffers) {
      runtime.load(new Uint8Array(buffer.slice(byteOffset, byteOffset + byteLength))); // aligned for floats
    }
  };
  model.on("msg:custom", take);
  signal.addEventListener("abort", () => model.off("msg:custom", take));
  model.send({ wants: ["model", "atlas"] });
}
