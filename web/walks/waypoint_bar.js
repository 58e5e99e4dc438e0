/** The waypoints as cards that can be moved and removed, and the ways to add one. */

import { imageName } from "../meter/class_words.js";
import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { createPainter, parseColour, strokeTable } from "../kit/picture.js";
import { priorOf } from "../latent/prior.js";
import { addWaypoint, makeWaypoint, MOST_WAYPOINTS, setWaypoints, waypointsOf } from "../core/waypoints.js";

export const WAYPOINT_CSS = `
.waypoints { display: flex; flex-wrap: wrap; gap: 0.4rem 0.8rem; align-items: center; }
.waypoints .cards { display: flex; gap: 0.35rem; flex-wrap: wrap; min-height: 84px; }
.waypoints .card { display: grid; justify-items: center; gap: 1px; border: 1px solid var(--line); border-radius: var(--radius); padding: 3px; cursor: grab; }
.waypoints .card.over { border-color: var(--st-primary-color); }
.waypoints .card canvas { width: 44px; height: 44px; }
.waypoints .card small { font-size: 0.6875rem; white-space: nowrap; }
.waypoints .card button { padding: 0; min-height: 20px; width: 20px; border-color: transparent; }
.waypoints .adders { display: flex; flex-wrap: wrap; gap: 0.3rem; align-items: center; max-width: 25rem; }
.waypoints input[type=number] { width: 6.2rem; }
`;

export function createWaypointBar({ store, frame, lens, signal }) {
  const { state } = store;
  const cards = el("div", {
    class: "cards",
    role: "list",
    "aria-label": "Waypoints, in the order of the walk",
    "data-testid": "waypoints",
  });
  const classes = el("select", {
    "aria-label": "Add an image of a class",
    title: "Add a random image of a class",
    "data-testid": "add-class",
    onchange: addOfClass,
  });
  const number = el("input", {
    type: "number",
    min: 0,
    step: 1,
    placeholder: "image no.",
    "aria-label": "Add an image by number",
    title: "Number of an image, then Enter",
    "data-testid": "add-image",
    onchange: addByNumber,
  });
  const ofPrior = el("button", { "data-testid": "add-prior", onclick: addPrior }, "+ prior sample");
  const adders = el(
    "div",
    { class: "adders", role: "group", "aria-label": "Add a waypoint" },
    classes,
    number,
    el(
      "button",
      {
        title: "Add the place where you are now",
        "data-testid": "add-here",
        onclick: () => addWaypoint(store, { z: state.pinned, index: state.pinnedOrigin.index ?? null }),
      },
      "+ present z",
    ),
    ofPrior,
    el(
      "button",
      { title: "Walk the other way", onclick: () => setWaypoints(store, [...waypointsOf(state)].reverse()) },
      "Reverse",
    ),
    el(
      "button",
      { title: "Two random images of different classes", "data-testid": "random-pair", onclick: randomPair },
      "Random pair",
    ),
  );
  const element = el("div", { class: "waypoints" }, cards, adders);
  let prior = null;
  let theme = null;
  let dragged = null;

  function randomOf(label, other = -1) {
    const members = [];
    state.view.labels.forEach((value, i) => (label === null ? value !== other : value === label) && members.push(i));
    return members.length
      ? members[Math.floor(Math.random() * members.length)]
      : Math.floor(Math.random() * state.view.count);
  }

  function addOfClass() {
    if (classes.value !== "") addIndex(randomOf(Number(classes.value)));
    classes.value = "";
  }

  function addByNumber() {
    const index = Number(number.value);
    if (!number.reportValidity()) return; // the browser says which numbers there are
    if (number.value !== "") addIndex(index);
    number.value = "";
  }

  const addIndex = (index) => addWaypoint(store, { z: state.view.code(index), index });

  function addPrior() {
    addWaypoint(store, { z: prior.draw() });
  }

  function randomPair() {
    const first = randomOf(null);
    const second = randomOf(null, state.view.labels[first]);
    setWaypoints(
      store,
      [first, second].map((index) => makeWaypoint(state, state.view.code(index), index)),
    );
  }

  function move(from, to) {
    const points = [...waypointsOf(state)];
    if (to < 0 || to >= points.length || from === to) return;
    points.splice(to, 0, ...points.splice(from, 1));
    setWaypoints(store, points);
  }

  const remove = (at) =>
    setWaypoints(
      store,
      waypointsOf(state).filter((_, i) => i !== at),
    );

  function draw() {
    if (!state.view || !theme) return;
    if (prior?.view !== state.view) prior = { view: state.view, ...priorOf(state.view) };
    const points = waypointsOf(state);
    if (cards.querySelector(":hover")) lens.restore(); // a node that goes hears of no pointer that leaves
    cards.replaceChildren(...points.map((point, at) => card(point, at, points.length)));
    for (const control of [...adders.children].slice(0, 4)) control.disabled = points.length >= MOST_WAYPOINTS;
    ofPrior.disabled ||= !prior.draw;
    ofPrior.title = prior.title("Add");
    if (classes.children.length !== state.view.classNames.length + 1) {
      classes.replaceChildren(
        el("option", { value: "" }, "+ image of class"),
        ...state.view.classNames.map((name, label) => el("option", { value: label }, name)),
      );
    }
    number.max = state.view.count - 1;
  }

  function card({ z, index }, at, count) {
    const canvas = el("canvas", { class: "crisp", "aria-hidden": "true" });
    createPainter(canvas, state.engine.imageShape)(state.engine.decode(z), strokeTable(parseColour(theme.text)));
    const name = index === null ? "a place" : imageName(state.view, index);
    const button = (text, title, onclick, disabled) =>
      el("button", { title, "aria-label": `${title}: waypoint ${at + 1}, ${name}`, onclick, disabled }, text);
    const node = el(
      "div",
      { class: "card", role: "listitem", draggable: "true", title: "Drag to another place in the walk" },
      canvas,
      el("small", { class: "number" }, name),
      el(
        "span",
        {},
        button("‹", "Earlier", () => move(at, at - 1), at === 0),
        button("×", "Remove", () => remove(at)),
        button("›", "Later", () => move(at, at + 1), at === count - 1),
      ),
    );
    node.addEventListener("pointerenter", () => lens.move(z, { source: "waypoint", index }));
    node.addEventListener("pointerleave", () => lens.restore());
    node.addEventListener(
      "dragstart",
      (event) => ((dragged = at), event.dataTransfer.setData("text/plain", String(at))),
    );
    node.addEventListener("dragover", (event) => (event.preventDefault(), node.classList.add("over")));
    node.addEventListener("dragleave", () => node.classList.remove("over"));
    node.addEventListener(
      "drop",
      (event) => (event.preventDefault(), dragged !== null && move(dragged, at), (dragged = null)),
    );
    return node;
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["waypoints", "view", "engine"], due, signal);
  return {
    element,
    retheme: (next) => {
      theme = next;
      due();
    },
  };
}
