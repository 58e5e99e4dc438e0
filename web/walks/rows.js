/** The rows: one for each kind of walk that there is, and what the curves and arrows in them mean. */

import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { SPARSE, WELL } from "../meter/support_words.js";
import { FROM_PYTHON, METHODS } from "../core/walk_methods.js";
import { waypointsOf } from "../core/waypoints.js";
import { text } from "../words/words.js";
import { createRowView } from "./row_view.js";

export const ROWS_CSS = `
.rows, .rows .list { display: grid; gap: 0.35rem; }
.rows .legend { margin: 0; }
.rows .figures .least::before { content: "↓ "; color: var(--tint); font-weight: 700; }
.rows[hidden] { display: none; }
.rows .walk { display: grid; grid-template-columns: 7.2rem minmax(0, 1fr) 10.8rem; gap: 0.1rem 0.6rem;
  align-items: start; }
.rows .name { text-align: left; border-color: transparent; display: grid; padding: 0.2rem 0.4rem; gap: 2px;
  white-space: normal; }
.rows .name i { height: 0; border-top: 3px solid var(--tint); width: 3rem; }
.rows .film { position: relative; cursor: ew-resize; touch-action: pan-y; }
.rows .film canvas { width: 100%; border-radius: 4px 4px 0 0; background: #000; min-height: 40px; }
.rows .film svg { display: block; width: 100%; height: 26px; background: var(--wash); border-radius: 0 0 4px 4px; }
.rows .film b { position: absolute; top: 0; bottom: 0; left: calc(var(--playhead, 0) * 100%); width: 2px;
  margin-left: -1px; background: var(--st-primary-color); box-shadow: 0 0 0 1px var(--st-background-color);
  pointer-events: none; }
.rows .figures { display: grid; grid-template-columns: 1fr auto; gap: 0 0.4rem; font-size: 0.75rem; line-height: 1.3;
  margin: 0; }
.rows .figures dt { color: var(--soft); } .rows .figures dd { margin: 0; text-align: right; }
.rows .note { grid-column: 2 / 4; margin: 0; min-height: 0; }
.rows .waiting { opacity: 0.45; }
@container (max-width: 560px) {
  .rows .walk { grid-template-columns: minmax(0, 1fr); } .rows .note { grid-column: 1; }
  .rows .figures { grid-template-columns: repeat(5, auto 1fr); }
}
`;

export function createWalkRows({ store, frame, lens, signal }) {
  const { state } = store;
  const list = el("div", { class: "list" });
  const legend = el("p", { class: "soft legend" }, text("walks.legend", { well: WELL, sparse: SPARSE }));
  const needs = el("p", { class: "soft legend", "data-testid": "walks-elsewhere" }, text("walks.needsPython"));
  const element = el("div", { class: "rows" }, list, legend, needs);
  /** @type {Map<string, ReturnType<typeof createRowView>>} by method */
  const views = new Map();
  let theme = null;

  function viewOf(method) {
    if (!views.has(method)) views.set(method, createRowView(method, { store, frame, lens }));
    return views.get(method);
  }

  function draw() {
    if (!theme || !state.engine) return;
    element.hidden = waypointsOf(state).length < 2 && !state.walks.drawn;
    needs.hidden = !state.hasNoPython;
    const shown = methodsOf(state).map(viewOf);
    if (list.children.length !== shown.length) list.replaceChildren(...shown.map((view) => view.element));
    for (const view of shown) view.draw(theme);
  }

  const due = frame.job(STAGE.paint, draw, signal);
  const movePlayhead = () => element.style.setProperty("--playhead", String(state.playhead ?? 0));
  const resize = new ResizeObserver(due);
  resize.observe(element);
  signal.addEventListener("abort", () => resize.disconnect());
  store.watch(["walks", "walksKey", "walk", "speed", "scale", "engine"], due, signal);
  store.watch(["playhead"], frame.job(STAGE.paint, movePlayhead, signal), signal);
  return {
    element,
    retheme(next) {
      theme = next;
      due();
    },
  };
}

/** The kinds that have a row here: a drawn path once there is one, Python's where there is Python. */
function methodsOf({ walks, hasNoPython }) {
  return Object.keys(METHODS).filter((method) => {
    if (method === "drawn") return walks?.drawn;
    return !hasNoPython || !FROM_PYTHON.includes(method);
  });
}
