/** The family tree: a card for each branch, with pictures that its model decodes as one looks. */

import { STAGE } from "../core/frame.js";
import { allowedBy } from "../core/lanes.js";
import { el, reducedMotion, setText } from "../kit/dom.js";
import { colourTable, fillImage } from "../kit/picture.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { COLUMNS, createDrift } from "./drift.js";

const CELLS = 10;
const EVERY_MS = 60; // between two pictures of a cell: a drift needs no more

const CSS = `
.zoo { font-size: 0.9375rem; }
.zoo .tree { display: grid; grid-template-columns: minmax(280px, 360px) minmax(0, 1fr); gap: 0 3rem;
  align-items: start; }
.zoo ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem; position: relative; }
.zoo ul > li { position: relative; }
.zoo ul > li::before { content: ""; position: absolute; left: -1.5rem; top: 50%; width: 1.5rem;
  border-top: 2px solid var(--line); }
.zoo ul > li::after { content: ""; position: absolute; left: -1.5rem; top: -0.5rem; bottom: -0.5rem;
  border-left: 2px solid var(--line); }
.zoo ul > li:first-child::after { top: 50%; }
.zoo ul > li:last-child::after { bottom: 50%; }
.zoo ul > li:only-child::after { display: none; }
.zoo .trunk { position: sticky; top: 1rem; }
.zoo .trunk.grows::after { content: ""; position: absolute; left: 100%; top: 50%; width: 1.5rem;
  border-top: 2px solid var(--line); }
.zoo article { border: 1px solid var(--line); border-radius: var(--radius); padding: 0.8rem; display: grid; gap: 0.5rem;
  background: var(--st-background-color); }
.zoo ul article { grid-template-columns: minmax(160px, 2fr) minmax(200px, 3fr); gap: 0.5rem 1rem; align-items: start; }
.zoo h2 { font-size: 1.125rem; font-weight: 650; margin: 0; }
.zoo p { margin: 0; }
.zoo .facts { display: grid; gap: 0.35rem; }
.zoo canvas { width: 100%; border-radius: 6px; background: #000; }
.zoo .says { display: grid; gap: 0.5rem; }
.zoo .bar { margin-bottom: 0.8rem; }
@media (max-width: 900px) {
  .zoo .tree { grid-template-columns: minmax(0, 1fr); gap: 1rem; }
  .zoo ul { padding-left: 1.5rem; }
  .zoo .trunk { position: static; }
  .zoo .trunk.grows::after { display: none; }
}
@media (max-width: 700px) { .zoo ul article { grid-template-columns: minmax(0, 1fr); } }
`;

/**
 * @typedef {{key: string, title: string, adds: string, live: string, model: string,
 *   one_by_one: boolean, models: {name: string, title: string}[], price: string[]}} Branch
 */

/** Props: `branches`, {@link Branch}[], the trunk first. */
export function createZoo({ root, store, frame, lens, emit, signal }) {
  const tree = el("div", { class: "tree" });
  const pause = el("button", { onclick: () => setMoving(!moving), "data-testid": "zoo-pause" });
  const again = el("button", { onclick: renew, "data-testid": "zoo-again" }, text("zoo.again"));
  const bar = el("div", { class: "row bar" }, pause, again);
  const host = el(
    "section",
    { class: "ll zoo", "aria-label": text("zoo.tree") },
    el("style", {}, STYLE + CSS),
    bar,
    tree,
  );
  root.append(host);
  /** @type {ReturnType<typeof createLive>[]} */
  let lives = [];
  let moving = !reducedMotion();
  let seed = 1;
  let elapsed = 0; // ms of drift
  let cursor = 0;

  function setMoving(next) {
    moving = next;
    setText(pause, text(moving ? "zoo.pause" : "zoo.go"));
    due();
  }

  function renew() {
    seed += 1;
    for (const live of lives) live.begin(lens.library.get(live.model), seed);
    due();
  }

  /** Brings what has come to its canvas, and paints some cells. @returns {boolean} whether there is more to do */
  function paint(hasTime) {
    for (const live of lives) if (!live.isReady()) live.begin(lens.library.get(live.model), seed);
    const cells = lives.flatMap((live) => Array.from({ length: live.count() }, (_, cell) => ({ live, cell })));
    for (let n = 0; n < cells.length; n++) {
      cursor = (cursor + 1) % cells.length;
      const { live, cell } = cells[cursor];
      live.paint(cell, elapsed);
      if (!hasTime()) return true;
    }
    return false;
  }

  const due = frame.job(STAGE.background, paint, signal);
  const timer = setInterval(() => {
    if (!moving || document.hidden) return;
    elapsed += EVERY_MS;
    due();
  }, EVERY_MS);
  store.watch(["arrivals"], due, signal);
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    host.remove();
  });
  setMoving(moving);
  let known = "";
  return ({ branches }) => {
    const now = JSON.stringify(branches);
    if (now === known) return;
    known = now;
    bar.hidden = !branches.length;
    const cards = branches.map((branch) => createCard(branch, (name) => emit("open", name)));
    lives = cards.map(({ live }) => live);
    tree.replaceChildren(...grown(cards.map(({ element }) => element)));
    due();
  };
}

/** The trunk, and what grows from it. @param {HTMLElement[]} cards */
function grown([first, ...others]) {
  if (!first) return [];
  const trunk = el("div", { class: others.length ? "trunk grows" : "trunk" }, first);
  return others.length ? [trunk, el("ul", {}, ...others.map((card) => el("li", {}, card)))] : [trunk];
}

/** @param {Branch} branch @param {(name: string) => void} open */
function createCard(branch, open) {
  const { key, title, adds, live: says, model, models, price, one_by_one: oneByOne } = branch;
  const label = `${title}: ${says}`;
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": label, "data-testid": `zoo-live-${key}` });
  const button = ({ name, title: called }, props) =>
    el("button", { onclick: () => open(name), title: text("zoo.open", { name: called }), ...props }, called);
  const shown = models.find(({ name }) => name === model);
  const others = models.filter(({ name }) => name !== model);
  const element = el(
    "article",
    { "data-testid": `zoo-${key}` },
    el("div", { class: "says" }, canvas, el("p", { class: "soft" }, says)),
    el(
      "div",
      { class: "facts" },
      el("h2", {}, title),
      el("p", {}, adds),
      ...price.map((line) => el("p", { class: "soft" }, line)),
      el("div", { class: "row" }, button(shown, { class: "primary", "data-testid": `zoo-open-${key}` })),
      others.length ? el("div", { class: "row" }, text("zoo.others"), ...others.map((one) => button(one, {}))) : null,
    ),
  );
  return { element, live: createLive(canvas, model, oneByOne) };
}

/** @param {HTMLCanvasElement} canvas @param {string} model @param {boolean} oneByOne */
function createLive(canvas, model, oneByOne) {
  const context = canvas.getContext("2d");
  /** @type {{engine: import("../core/types.js").Engine, drift: ReturnType<typeof createDrift>} | null} */
  let running = null;
  return {
    model,
    isReady: () => running !== null,
    count: () => running?.drift.count ?? 0,

    /** @param {ReturnType<import("../core/library.js").Library["get"]>} loaded @param {number} seed */
    begin(loaded, seed) {
      if (!loaded || !allowedBy(loaded.engine).small) return;
      const drift = createDrift(loaded.view, CELLS, seed, oneByOne);
      const [, height, width] = loaded.engine.imageShape;
      Object.assign(canvas, { width: COLUMNS * width, height: Math.ceil(drift.count / COLUMNS) * height });
      running = { engine: loaded.engine, drift };
    },

    /** @param {number} cell @param {number} ms */
    paint(cell, ms) {
      const z = running.drift.at(ms, cell);
      if (!z) return;
      const [, height, width] = running.engine.imageShape;
      const image = fillImage(new ImageData(width, height), running.engine.decode(z), colourTable("grey"));
      context.putImageData(image, (cell % COLUMNS) * width, Math.floor(cell / COLUMNS) * height);
    },
  };
}
