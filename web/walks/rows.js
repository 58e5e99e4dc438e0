/** The rows: one for each kind of walk that there is, and what the curves and arrows in them mean. */

import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { SPARSE, WELL } from "../meter/support_words.js";
import { FROM_PYTHON, METHODS } from "../core/walk_methods.js";
import { canGoByCodes, waypointsOf } from "../core/waypoints.js";
import { partOfKind } from "../engine/parts.js";
import { text } from "../words/words.js";
import { createRowView, CURVE_PX, LEAST_FILM_PX } from "./row_view.js";

export const ROWS_CSS = `
.rows, .rows .list { display: grid; gap: 0.6rem; }
.rows [hidden] { display: none !important; }
.rows .legend { margin: 0; }
.rows .legend i { display: inline-block; width: 1.6rem; border-top: 2px dashed var(--limit); vertical-align: middle; }
.rows .brief[aria-hidden] { visibility: hidden; }
@container (max-width: 480px) { .rows .brief { flex-basis: 100%; padding: 0 0.5rem; } }
.rows .figures .least::before { content: "↓ "; color: var(--tint); font-weight: 700; }
.rows[hidden] { display: none; }
.rows .walk { display: grid; gap: 0.15rem; }
.rows .head { display: flex; justify-content: space-between; align-items: baseline; gap: 0.2rem 1rem; flex-wrap: wrap; }
.rows .name { text-align: left; border-color: transparent; display: flex; align-items: center; padding: 0.15rem 0.5rem;
  gap: 0.6rem; white-space: normal; font-weight: 600; }
.rows .name i { height: 0; border-top: 3px var(--dash, solid) var(--tint); width: 2.2rem; }
.rows .film { position: relative; cursor: ew-resize; touch-action: pan-y; }
.rows .film canvas { width: 100%; border-radius: 4px 4px 0 0; background: #000;
  min-height: ${LEAST_FILM_PX}px; }
.rows .film .due { display: none; position: absolute; inset: 0 0 ${CURVE_PX}px; place-content: center; margin: 0;
  padding: 0 4.2rem; line-height: 1.3; text-align: center; color: #dfe3f2; }
.rows .film.waiting b, .rows .film.waiting .curve span { display: none; }
.rows .film.waiting .due { display: grid; background: #000; border-radius: 4px; }
.rows .film.waiting canvas:not([height="0"]) + .due { background: none; }
.rows .curve { position: relative; }
.rows .curve svg { display: block; width: 100%; height: ${CURVE_PX}px; background: var(--wash);
  border-radius: 0 0 4px 4px; }
.rows .curve span { position: absolute; right: 6px; top: 1px; font-size: 0.75rem; pointer-events: none; }
.rows .film b { position: absolute; top: 0; bottom: 0; left: calc(var(--playhead, 0) * 100%); width: 2px;
  margin-left: -1px; background: var(--st-primary-color); box-shadow: 0 0 0 1px var(--st-background-color);
  pointer-events: none; }
.rows .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 0 1.2rem;
  line-height: 1.4; margin: 0; }
.rows .figures div { display: flex; justify-content: space-between; gap: 0.6rem; }
.rows .figures dt { color: var(--soft); } .rows .figures dd { margin: 0; text-align: right; }
.rows .note { margin: 0; min-height: 0; }
`;

export function createWalkRows({ store, frame, lens, signal }) {
  const { state } = store;
  const list = el("div", { class: "list" });
  const line = (level) => el("i", { style: `--limit: var(--${level})`, "aria-hidden": "true" });
  const legend = el(
    "p",
    { class: "soft legend" },
    ...[text("walks.legend"), " ", line("well"), " ", text("walks.legendWell", { well: WELL }), " "],
    ...[line("none"), " ", text("walks.legendSparse", { sparse: SPARSE })],
  );
  const needs = el("p", { class: "soft legend", "data-testid": "walks-elsewhere" });
  const element = el("div", { class: "rows" }, list, legend, needs);
  /** @type {Map<string, ReturnType<typeof createRowView>>} by method */
  const views = new Map();
  let theme = null;

  function viewOf(method) {
    if (!views.has(method)) views.set(method, createRowView(method, { store, frame, lens }));
    return views.get(method);
  }

  function draw() {
    if (!theme || !state.engine || !state.view) return;
    for (const level of ["well", "none"]) element.style.setProperty(`--${level}`, theme.levels[level]);
    element.hidden = waypointsOf(state).length < 2 && !state.walks.drawn;
    setText(needs, elsewhere(state));
    needs.hidden = !needs.textContent;
    const shown = methodsOf(state).map(viewOf);
    if (list.children.length !== shown.length) list.replaceChildren(...shown.map((view) => view.element));
    for (const view of shown) view.draw(theme);
  }

  const due = frame.job(STAGE.paint, draw, signal);
  const movePlayhead = () => element.style.setProperty("--playhead", String(state.playhead ?? 0));
  const resize = new ResizeObserver(due);
  resize.observe(element);
  signal.addEventListener("abort", () => resize.disconnect());
  store.watch(["walks", "walksKey", "walk", "speed", "scale", "engine", "details", "waypoints"], due, signal);
  store.watch(["playhead"], frame.job(STAGE.paint, movePlayhead, signal), signal);
  return {
    element,
    retheme(next) {
      theme = next;
      due();
    },
  };
}

/** The kinds that have a row here: a drawn path once there is one, Python's where there is Python and they exist. */
function methodsOf(state) {
  return Object.keys(METHODS).filter((method) => {
    if (method === "drawn") return state.walks?.drawn;
    return !FROM_PYTHON.includes(method) || (!state.hasNoPython && canGoByCodes(state));
  });
}

/** Why some kinds have no row. */
function elsewhere(state) {
  if (state.hasNoPython) return text("walks.needsPython");
  if (canGoByCodes(state)) return "";
  return text(partOfKind(state.view.parts, "class") ? "walks.holdClass" : "walks.holdBlend");
}
