/** The tour: holes, seams and strange codes as a ranked list; one press goes there. */

import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { createPainter, parseColour, strokeTable } from "../kit/picture.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { KINDS, wordsOfStop } from "./tour_words.js";

const CSS = `
.tour { display: grid; gap: 0.4rem; }
.tour .stops { display: grid; gap: 2px; max-height: max(220px, calc(100vh - 720px)); overflow-y: auto; padding: 2px;
  align-content: start; grid-auto-rows: max-content; }
.tour .stops button { display: grid; grid-template-columns: 36px 1fr; gap: 0.6rem; align-items: center;
  text-align: left; border-color: transparent; padding: 2px 4px; white-space: normal; }
.tour .stops button[aria-current=true] { border-color: var(--st-primary-color); }
.tour canvas { width: 36px; height: 36px; border: 1px solid var(--line); border-radius: 4px; }
@media (max-width: 640px) { .tour { display: none; } } /* the bar on the board has every stop */
.tour h2 { font-size: 0.8125rem; font-weight: 600; margin: 0 0.4rem 0 0; }
`;

/** @typedef {import("./tour_words.js").Stop} Stop */

export function createTour({ root, store, frame, lens, signal }) {
  const { state } = store;
  const tabs = el("div", { class: "row", role: "group", "aria-label": text("manifold.kinds") });
  const list = el("div", { class: "stops", "data-testid": "tour" });
  const style = el("style", {}, STYLE + CSS);
  const host = el("section", { class: "ll tour", "aria-label": text("manifold.tourLabel") }, style, tabs, list);
  root.append(host);
  /** @type {{model?: string, stops?: Stop[], hint?: string}} */
  let props = {};
  /** @type {string | null} */
  let kind = null;

  function draw() {
    const stops = props.stops ?? [];
    kind = kindToShow(kind, stops, state.tourAt);
    const choose = (next) => {
      kind = next;
      draw();
    };
    tabs.replaceChildren(el("h2", {}, text("manifold.tour")), ...createTabs(kindsOf(stops), kind, choose));
    if (!stops.length) return list.replaceChildren(el("p", { class: "soft" }, props.hint ?? ""));
    if (!state.engine) return list.replaceChildren();
    if (state.model !== props.model) return;
    const table = strokeTable(parseColour(readTheme(host).text));
    const shown = stops.filter((stop) => stop.kind === kind);
    list.replaceChildren(...shown.map((stop, at) => createItem({ store, lens, stop, at, table })));
  }

  /** The list shows where the tour is. */
  function follow() {
    kind = state.tourAt?.model === state.model ? state.tourAt.kind : kind;
    due();
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["engine"], due, signal);
  store.watch(["tourAt"], follow, signal);
  signal.addEventListener("abort", () => host.remove());
  return (next) => {
    props = next;
    due();
  };
}

const kindsOf = (stops) => Object.keys(KINDS).filter((name) => stops.some((stop) => stop.kind === name));

/** The kind that was chosen, else that of the present stop, else the first there is. */
function kindToShow(chosen, stops, tourAt) {
  const kinds = kindsOf(stops);
  const wanted = chosen ?? tourAt?.kind;
  return kinds.includes(wanted) ? wanted : (kinds[0] ?? null);
}

function createTabs(kinds, present, choose) {
  return kinds.map((name) => {
    const props = { "aria-pressed": String(name === present), onclick: () => choose(name) };
    return el("button", props, text(KINDS[name]));
  });
}

/** @param {{store: any, lens: any, stop: Stop, at: number, table: Uint32Array}} context at: among those of its kind */
function createItem({ store, lens, stop, at, table }) {
  const { state } = store;
  const canvas = el("canvas", { class: "crisp", "aria-hidden": "true" });
  const { pixels, support } = lens.readAt(Float32Array.from(stop.z));
  createPainter(canvas, state.engine.imageShape)(pixels, table);
  const { caption, detail } = wordsOfStop(stop, state.view, support);
  const here = { model: state.model, kind: stop.kind, at };
  const go = () => {
    store.set({ tourAt: here });
    lens.requests.ask("showStop", stop);
  };
  return el(
    "button",
    { "aria-current": String(isSame(here, state.tourAt)), title: text("manifold.goThere"), onclick: go },
    canvas,
    el("span", {}, caption, el("br"), el("span", { class: "soft number" }, detail)),
  );
}

const isSame = (here, there) => there?.model === here.model && there.kind === here.kind && there.at === here.at;
