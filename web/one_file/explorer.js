/** The host of the one-file explorer: unpacks the data blocks of its page and mounts the app's own parts. */

import { hasAxes } from "../core/atlas_view.js";
import { createRuntime } from "../host.js";
import { createInterpolate } from "../walks/interpolate.js";
import { createManifold } from "../manifold/manifold.js";
import { createSliders } from "../sliders/sliders.js";
import { createStage } from "../explore/stage.js";
import { newId } from "../talk/deck.js";
import { checkDeck } from "../talk/deck_check.js";
import { createDesk } from "../talk/desk.js";
import { startTalk } from "../talk/talk.js";
import { DEFAULT_STYLE } from "../map/canvas_controls.js";
import { createCanvasMap } from "../map/canvas_map.js";
import { text } from "../words/words.js";
import { fillLabels } from "./labels.js";
import { followHash, hashOf, keepInHash, readHash } from "./link.js";
import { measureParity } from "./parity.js";
import { followTheme } from "./theme.js";
import { unpack } from "./unpack.js";

const PARTS = {
  map: createCanvasMap,
  stage: createStage,
  sliders: createSliders,
  manifold: createManifold,
  interpolate: createInterpolate,
};
/** There is no file of examples beside this file. */
const HERE = `[data-testid="examples"] { display: none !important; }`;
const TABS = { explore: "map", manifold: "manifold", interpolate: "interpolate", stops: "desk" };
const $ = (id) => document.getElementById(id);

/** @param {import("../talk/page_stop.js").HeldPages} [pages] that stops of its talk can hold */
export function openExplorer(pages = {}) {
  fillLabels(document);
  start(pages).catch(complain);
}

function complain(error) {
  $("error").textContent = String(error?.message ?? error);
  $("error").hidden = false;
}

/** @param {import("../talk/page_stop.js").HeldPages} pages */
async function start(pages) {
  if (!globalThis.DecompressionStream) throw new Error(text("one_file.tooOld"));
  const [model, atlas] = await Promise.all([unpack($("model").textContent), unpack($("atlas").textContent)]);
  const { name, deck, made, held } = JSON.parse($("facts").textContent);
  const runtime = createRuntime({ ...PARTS, desk: (context) => createDesk({ ...context, pages }) });
  globalThis.latentLens = runtime;
  const { store, lens } = runtime;
  const wish = readHash(location.hash);

  store.set({ hasNoPython: true, mapStyle: DEFAULT_STYLE, deck: readable(deck), held });
  lens.address = () => location.href.split("#")[0] + hashOf(runtime);
  lens.follow({ model: name, z: wish.values.get("z") ?? null, stamp: "link" });
  lens.load(model);
  lens.load(atlas);
  runtime.work(null); // one file has no second script for a worker: decoding by the hundred goes between the frames
  const mounts = createMounts(runtime, name);
  mounts.add("map", "stage", "sliders");
  createTabs(store, mounts);
  const say = (sentence) => ($("notice").textContent = sentence);
  followHash(readHash(made), runtime); // names and own sliders that it was made with
  say(followHash(wish, runtime));
  keepInHash(runtime, (next) => {
    store.set({ tab: tabIn(next, store.state) });
    say(followHash(next, runtime));
  });
  store.set({ tab: tabIn(wish, store.state) });
  followTheme(mounts.update);
  offerTalk(runtime, pages);
  if (store.state.engine) $("parity").textContent = measureParity(store.state);
}

/** Whether a tab has something to show: between the codes of a grid there is no plane and no walk. */
const isShown = (tab, { view }) => !view || hasAxes(view) || !["manifold", "interpolate"].includes(tab);

/** The tab that a link names, or the first. */
const tabIn = ({ tab }, state) => (Object.hasOwn(TABS, tab ?? "") && isShown(tab, state) ? tab : "explore");

/** The deck, or null and a sentence: a bad stop must not take the explorer away. */
function readable(deck) {
  try {
    return deck && { ...checkDeck(deck), id: newId() }; // files on a disk share one storage: each has a deck of its own
  } catch (error) {
    complain(error);
    return null;
  }
}

/** Each part in a shadow root of its own, as in the app: their style sheets must not meet. */
function createMounts(runtime, name) {
  const roots = new Map();
  const update = () =>
    roots.forEach((root, part) => {
      runtime.mount({ parentElement: root, data: { part, decks: {}, known: [name] }, setTriggerValue: hear });
    });
  const hear = (event, value) => event === "open" && runtime.store.set({ tab: value });
  return {
    update,
    add(...parts) {
      for (const part of parts.filter((name) => !roots.has(name))) {
        roots.set(part, $(part).attachShadow({ mode: "open" }));
        roots.get(part).append(Object.assign(document.createElement("style"), { textContent: HERE }));
      }
      update();
    },
  };
}

function createTabs(store, mounts) {
  const buttons = [.../** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("nav button"))];
  for (const button of buttons) button.hidden = !isShown(button.dataset.tab, store.state);
  for (const button of buttons) button.addEventListener("click", () => store.set({ tab: button.dataset.tab }));
  store.watch(["tab"], ({ tab }) => {
    for (const [name, part] of Object.entries(TABS)) $(part).hidden = name !== tab;
    for (const button of buttons) button.setAttribute("aria-current", button.dataset.tab === tab ? "page" : "false");
    mounts.add(TABS[tab]);
  });
}

/** A file that was made with a deck opens it with one press. */
function offerTalk({ store, frame, lens }, pages) {
  const button = $("talk");
  button.hidden = !store.state.deck;
  button.addEventListener("click", () =>
    startTalk({ store, frame, lens, pages, deck: store.state.deck, theme: document.documentElement.dataset.theme }),
  );
}
