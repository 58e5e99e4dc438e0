/** A selection of codes: how it is made with the lasso, and what can be done with it. */

import { el } from "../kit/dom.js";
import { groupInWords, hasClasses } from "../meter/class_words.js";
import { text } from "../words/words.js";
import { around } from "./camera.js";

export const SELECTION_CSS = `
.map-tools .selection { position: absolute; bottom: calc(100% + 6px); left: 0; padding: 0.35rem 0.5rem;
  border-radius: var(--radius); background: var(--st-background-color); border: 1px solid var(--line);
  box-shadow: 0 4px 16px rgb(0 0 0 / 12%); z-index: 5; }
.map-tools .selection[hidden] { display: none; }
`;

/** @typedef {{indices: number[], name: string}} Group of codes; the name may be empty */

export function createSelection({ store, lens, signal, setCamera }) {
  const { state } = store;
  const element = el("div", { class: "row selection", hidden: true });
  const arm = (group) => store.set({ lassoFor: group });
  const disarm = () => store.set({ lassoFor: null, firstGroup: null });

  function draw() {
    const { selection, lassoFor } = state;
    element.hidden = !selection && !lassoFor;
    const shown = lassoFor ? instructions() : selection && actions(selection);
    element.replaceChildren(...(shown ?? []));
  }

  function instructions() {
    const { lassoFor, firstGroup } = state;
    const what = el("span", {}, text(lassoFor === "B" ? "map.loopSecond" : "map.loopFirst"));
    return firstGroup
      ? [el("span", { class: "soft" }, counted(firstGroup, "map.firstGroup", "map.firstGroupNamed")), what]
      : [what];
  }

  const actions = (selection) => [
    el("span", {}, counted(selection, "map.selected", "map.selectedNamed")),
    action("map.zoomToSelection", { onclick: () => setCamera(around(selection.indices, lens.search.points)) }),
    action("map.sliderToRest", {
      "data-testid": "direction-rest",
      title: text("map.sliderToRestTitle"),
      onclick: () => store.set({ newDirection: { a: selection, b: null }, selection: null }),
    }),
    action("map.sliderToSecond", {
      "data-testid": "direction-second",
      title: text("map.sliderToSecondTitle"),
      onclick: () => store.set({ firstGroup: selection, lassoFor: "B" }),
    }),
    action("map.clear", { onclick: () => store.set({ selection: null }) }),
  ];

  /** Takes the codes in a loop that was closed. @param {number[]} indices */
  function take(indices) {
    if (!indices.length) return arm(null);
    const group = { indices, name: nameOf(indices, state.view) };
    if (state.lassoFor !== "B") return store.set({ selection: group, lassoFor: null });
    store.set({ newDirection: { a: state.firstGroup, b: group }, firstGroup: null, selection: null, lassoFor: null });
  }

  store.watch(["selection", "lassoFor"], draw, signal);
  store.watch(["model"], () => store.set({ selection: null, lassoFor: null, firstGroup: null }), signal);
  document.addEventListener("keydown", (event) => event.key === "Escape" && state.lassoFor && disarm(), { signal });
  return { element, take, toggleLasso: () => arm(state.lassoFor ? null : "A") };
}

const action = (key, props) => el("button", props, text(key));

/** @param {Group} group @param {string} plain key of the text for a group without a name @param {string} named */
const counted = ({ indices: { length: n }, name }, plain, named) =>
  name ? text(named, { n, name }) : text(plain, { n });

/** What the codes are: their classes in words, or nothing where there are no classes. */
function nameOf(indices, { labels, classNames }) {
  if (!hasClasses(classNames)) return "";
  return groupInWords(
    indices.map((i) => labels[i]),
    classNames,
  );
}
