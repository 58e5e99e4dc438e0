/** The tour on the board: what is seen here in plain words, Back and Next, and a way out. */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { createRoute } from "./tour_route.js";
import { KINDS, wordsOfStop } from "./tour_words.js";

export const TOUR_BAR_CSS = `
.tour-bar { position: absolute; z-index: 4; left: 50%; bottom: 38px; transform: translateX(-50%);
  width: min(34rem, calc(100% - 260px)); padding: 0.7rem 0.9rem; border-radius: 8px; background: rgb(10 12 18 / 90%);
  color: #f4f6ff; display: grid; gap: 0.45rem; cursor: default; box-shadow: 0 8px 30px rgb(0 0 0 / 45%); }
.tour-bar p { margin: 0; }
.tour-bar .caption { font-size: 1rem; line-height: 1.4; min-height: 2.8em; }
.tour-bar .soft { color: rgb(244 246 255 / 74%); min-height: 1.35em; }
.tour-bar .row { justify-content: space-between; }
.tour-bar button { border-color: rgb(255 255 255 / 34%); min-height: 34px; padding: 0.2rem 0.9rem; }
.tour-bar .next { background: #f4f6ff; color: #0a0c12; border-color: #f4f6ff; font-weight: 650; }
.tour-bar .next:hover { color: #0a0c12; background: #ffffff; }
@container (max-width: 640px) { .tour-bar { width: calc(100% - 16px); bottom: 8px; }
  .tour-bar:not([hidden]) ~ .minimap { display: none; } }
`;

/**
 * @param {{store: any, lens: any, signal: AbortSignal}} context
 * @param {() => import("./tour_words.js").Stop[]} stops
 */
export function createTourBar({ store, lens, signal }, stops) {
  const { state } = store;
  const route = createRoute({ store, lens }, stops);
  const caption = el("p", { class: "caption", role: "status", "data-testid": "tour-caption" });
  const detail = el("p", { class: "soft" });
  const place = el("span", { class: "soft number" });
  const back = el("button", { "data-testid": "tour-back", onclick: route.back }, text("manifold.tourBack"));
  const next = el("button", { class: "next", "data-testid": "tour-next", onclick: onward }, text("manifold.tourNext"));
  const end = el("button", { "data-testid": "tour-end", onclick: finish }, text("manifold.tourEnd"));
  const all = el("button", { "data-testid": "tour-all", onclick: takeAll });
  const buttons = el("span", { class: "row" }, all, end, back, next);
  const props = { class: "tour-bar", role: "group", "aria-label": text("manifold.tour"), hidden: true };
  const element = el("div", props, caption, detail, el("div", { class: "row" }, place, buttons));
  const start = el(
    "button",
    { class: "primary", "data-testid": "tour-start", title: text("manifold.tourStartTitle"), onclick: begin },
    text("manifold.tourStart"),
  );
  for (const name of ["pointerdown", "pointerup", "pointermove"])
    element.addEventListener(name, (event) => event.stopPropagation());

  const isLast = () => route.position() === route.length() - 1;

  function begin() {
    route.begin();
    next.focus();
  }

  function takeAll() {
    route.takeAll();
    next.focus();
  }

  function onward() {
    if (isLast()) finish();
    else route.next();
  }

  function finish() {
    route.end();
    start.focus();
  }

  function draw() {
    const here = state.view && state.engine ? route.present() : null;
    element.hidden = !here;
    start.hidden = Boolean(here) || !route.length();
    if (!here) return;
    const { support } = lens.readAt(Float32Array.from(here.stop.z));
    const words = wordsOfStop(here.stop, state.view, support);
    setText(caption, words.caption);
    setText(detail, words.detail);
    const holes = { kind: text(KINDS[here.kind]), n: route.position() + 1, count: route.length() };
    setText(place, text("manifold.tourPlace", holes));
    all.hidden = !route.isShort();
    setText(all, text("manifold.tourAll", { count: stops().length }));
    back.disabled = route.position() === 0;
    setText(next, text(isLast() ? "manifold.tourDone" : "manifold.tourNext"));
  }

  store.watch(["tourAt", "view", "engine", "model"], draw, signal);
  return { element, start, draw, dress: route.dress };
}
