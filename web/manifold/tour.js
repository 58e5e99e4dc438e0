/** The tour: holes, seams and strange codes as a ranked list; one press goes there. */

import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { createPainter, parseColour, strokeTable } from "../kit/picture.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { KINDS, wordsOfStop } from "./tour_words.js";

const CSS = `
.tour { display: grid; gap: 0.4rem; }
.tour .stops { display: grid; gap: 2px; max-height: 400px; overflow-y: auto; padding: 2px; align-content: start; grid-auto-rows: max-content; }
.tour .stops button { display: grid; grid-template-columns: 36px 1fr; gap: 0.6rem; align-items: center; text-align: left; border-color: transparent; padding: 2px 4px; white-space: normal; }
.tour .stops button[aria-current=true] { border-color: var(--st-primary-color); }
.tour canvas { width: 36px; height: 36px; border: 1px solid var(--line); border-radius: 4px; }
.tour h2 { font-size: 0.8125rem; font-weight: 600; margin: 0 0.4rem 0 0; }
`;

export function createTour({ root, store, frame, lens, signal }) {
  const { state } = store;
  const tabs = el("div", { class: "row", role: "group", "aria-label": "Kind of place" });
  const list = el("div", { class: "stops", "data-testid": "tour" });
  const host = el(
    "section",
    { class: "ll tour", "aria-label": "Tour of holes, seams and odd ones out" },
    el("style", {}, STYLE + CSS),
    tabs,
    list,
  );
  root.append(host);
  let props = {};
  let kind = null;

  function draw() {
    const stops = props.stops ?? [];
    const kinds = Object.keys(KINDS).filter((name) => stops.some((stop) => stop.kind === name));
    if (!kind && kinds.includes(state.tourAt?.kind)) kind = state.tourAt.kind;
    if (!kinds.includes(kind)) kind = kinds[0] ?? null;
    tabs.replaceChildren(
      el("h2", {}, "Tour"),
      ...kinds.map((name) =>
        el(
          "button",
          {
            "aria-pressed": String(name === kind),
            onclick: () => {
              kind = name;
              draw();
            },
          },
          KINDS[name],
        ),
      ),
    );
    if (!stops.length) return list.replaceChildren(el("p", { class: "soft" }, props.hint ?? ""));
    if (!state.engine) return list.replaceChildren();
    if (state.model !== props.model) return;
    const table = strokeTable(parseColour(readTheme(host).text));
    list.replaceChildren(...stops.filter((stop) => stop.kind === kind).map((stop) => item(stop, table)));
  }

  function item(stop, table) {
    const canvas = el("canvas", { class: "crisp", "aria-hidden": "true" });
    const { pixels, support } = lens.readAt(Float32Array.from(stop.z));
    createPainter(canvas, state.engine.imageShape)(pixels, table);
    const { caption, detail } = wordsOfStop(stop, state.view, support);
    const at = (props.stops ?? []).filter((other) => other.kind === stop.kind).indexOf(stop);
    const { model, kind: present, at: here } = state.tourAt ?? {};
    const isCurrent = model === state.model && present === stop.kind && here === at;
    return el(
      "button",
      {
        "aria-current": String(isCurrent),
        title: "Go there",
        onclick: () => {
          store.set({ tourAt: { model: state.model, kind: stop.kind, at } });
          lens.requests.ask("showStop", stop);
        },
      },
      canvas,
      el("span", {}, caption, el("br"), el("span", { class: "soft number" }, detail)),
    );
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["engine", "tourAt"], due, signal);
  signal.addEventListener("abort", () => host.remove());
  return (next) => {
    props = next;
    due();
  };
}
