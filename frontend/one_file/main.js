/** The host of the one-file explorer: unpacks the data blocks of its page and mounts the app's own parts. */

import { createRuntime } from "../host.js";
import { createSliders } from "../parts/sliders.js";
import { createStage } from "../parts/stage.js";
import { createCanvasMap } from "./canvas_map.js";
import { hashOf, keepInHash, readHash } from "./link.js";
import { measureParity } from "./parity.js";
import { unpack } from "./unpack.js";

const $ = (id) => document.getElementById(id);
const NEEDS = "This browser cannot unpack the file: it needs Chrome 80, Firefox 113, Safari 16.4 or newer.";

start().catch((error) => {
  $("error").textContent = String(error?.message ?? error);
  $("error").hidden = false;
});

async function start() {
  if (!globalThis.DecompressionStream) throw new Error(NEEDS);
  const [model, atlas] = await Promise.all([unpack($("model").textContent), unpack($("atlas").textContent)]);
  const { name, latent_dim: latentDim } = JSON.parse($("facts").textContent);
  const runtime = (globalThis.latentLens = createRuntime({ map: createCanvasMap, stage: createStage, sliders: createSliders }));
  const { store, lens } = runtime;
  const wish = readHash(location.hash, latentDim);

  // A file:// address has no server to read a query, so links carry the state in the hash.
  store.set({ look: wish.look, linkTo: (state) => location.href.split("#")[0] + hashOf(state) });
  lens.follow({ model: name, z: wish.z, stamp: "link" });
  lens.load(model);
  lens.load(atlas);
  // Each part in a shadow root of its own, as in the app: their style sheets must not meet.
  const roots = ["map", "stage", "sliders"].map((part) => [part, $(part).attachShadow({ mode: "open" })]);
  const mountAll = () => roots.forEach(([part, root]) => runtime.mount({ parentElement: root, data: { part }, setTriggerValue() {} }));
  mountAll();
  followView(store, wish);
  keepInHash({ store, lens }, (next) => {
    store.set({ look: next.look });
    followView(store, next);
    if (next.z) lens.pin(Float32Array.from(next.z), { source: "link", index: null });
  });
  followTheme(mountAll);
  $("parity").textContent = measureParity(store.state);
}

function followView(store, { camera, hidden }) {
  store.set({ hidden: new Set([...hidden].filter((label) => label in store.state.view.classNames)) });
  if (camera) store.state.setCamera?.(camera);
}

/** Light, dark or as the system says; parts read the colours again when they are mounted again. */
function followTheme(apply) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const show = () => {
    document.documentElement.dataset.theme = chosen ?? (system.matches ? "dark" : "light");
    apply();
  };
  system.addEventListener("change", show);
  $("theme").addEventListener("click", () => {
    chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    show();
  });
  show();
}
