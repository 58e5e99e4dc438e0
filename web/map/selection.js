/** A selection of codes: how it is made with the lasso, and what can be done with it. */

import { vectorSize } from "../engine/parts.js";
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

/** @typedef {import("../core/types.js").Group} Group */

export function createSelection({ store, lens, signal, setCamera }) {
  const { state } = store;
  const element = el("div", { class: "row selection", hidden: true });
  /** @type {Group | null} the selection of which a slider was made */
  let slid = null;
  const disarm = () => store.set({ lasso: null });

  function draw() {
    const { selection, lasso } = state;
    element.hidden = !selection && !lasso;
    const shown = lasso ? instructions(lasso.against) : selection && actions(selection);
    element.replaceChildren(...(shown ?? []));
  }

  /** @param {Group | null} against */
  function instructions(against) {
    if (!against) return [el("span", {}, text("map.loopFirst"))];
    const first = el("span", { class: "soft" }, counted(against, "map.firstGroup", "map.firstGroupNamed"));
    return [first, el("span", {}, text("map.loopSecond"))];
  }

  /** Between two codes of a grid nothing slides. */
  const slides = () => vectorSize(state.view.parts) > 0;

  const actions = (selection) => [
    el("span", {}, counted(selection, "map.selected", "map.selectedNamed")),
    ...(slides() ? [toRest(selection), toSecond(selection)] : []),
    action("map.zoomToSelection", { onclick: () => setCamera(around(selection.indices, lens.search.points)) }),
    action("map.clear", { onclick: () => store.set({ selection: null }) }),
  ];

  /** @param {Group} selection */
  const toSecond = (selection) =>
    action("map.sliderToSecond", {
      "data-testid": "direction-second",
      title: text("map.sliderToSecondTitle"),
      onclick: () => store.set({ lasso: { against: selection } }),
    });

  /** @param {Group} selection */
  function toRest(selection) {
    if (selection === slid) return el("span", { class: "soft", role: "status" }, text("map.sliderMade"));
    return action("map.sliderToRest", {
      class: "primary",
      "data-testid": "direction-rest",
      title: text("map.sliderToRestTitle"),
      onclick: () => addDirection(selection, null),
    });
  }

  /** Takes the codes in a loop that was closed: they become a slider at once. @param {number[]} indices */
  function take(indices) {
    const against = state.lasso?.against;
    disarm();
    if (!indices.length) return;
    const group = { indices, ...namesOf(indices, state.view) };
    if (against) return addDirection(against, group);
    slid = slides() && indices.length < state.view.count ? group : null;
    store.set({ selection: group });
    if (slid) lens.requests.ask("addDirection", { a: group, b: null });
  }

  /** @param {Group} a @param {Group | null} b */
  function addDirection(a, b) {
    store.set({ selection: null });
    lens.requests.ask("addDirection", { a, b });
  }

  store.watch(["selection", "lasso"], draw, signal);
  store.watch(["model"], () => store.set({ selection: null, lasso: null }), signal);
  document.addEventListener("keydown", (event) => event.key === "Escape" && disarm(), { signal });
  return { element, take, toggleLasso: () => store.set({ lasso: state.lasso ? null : { against: null } }) };
}

const action = (key, props) => el("button", props, text(key));

/** @param {Group} group @param {string} plain key of the text for a group without a name @param {string} named */
const counted = ({ indices: { length: n }, name, words }, plain, named) =>
  name ? text(named, { n, name: words ?? name }) : text(plain, { n });

/** What the codes are: their classes in words, or nothing where there are no classes. */
export function namesOf(indices, { labels, classNames }) {
  if (!hasClasses(classNames)) return { name: "" };
  return groupInWords(
    indices.map((i) => labels[i]),
    classNames,
  );
}
