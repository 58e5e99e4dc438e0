/** The ways to a waypoint: an image of a class or by its number, the current point, a draw from the prior, a pair. */

import { el } from "../kit/dom.js";
import { priorOf } from "../latent/prior.js";
import { addWaypoint, makeWaypoint, MOST_WAYPOINTS, setWaypoints, waypointsOf } from "../core/waypoints.js";
import { text } from "../words/words.js";

export function createWaypointAdders({ store }) {
  const { state } = store;
  const classes = el("select", {
    "aria-label": text("walks.ofClassLabel"),
    title: text("walks.ofClassHint"),
    "data-testid": "add-class",
    onchange: addOfClass,
  });
  const number = el("input", {
    type: "number",
    min: 0,
    step: 1,
    placeholder: text("walks.number"),
    "aria-label": text("walks.numberLabel"),
    title: text("walks.numberHint"),
    "data-testid": "add-image",
    onchange: addByNumber,
  });
  const here = el(
    "button",
    { title: text("walks.currentPointHint"), "data-testid": "add-here", onclick: addHere },
    text("walks.currentPoint"),
  );
  const ofPrior = el("button", { "data-testid": "add-prior", onclick: addPrior }, text("walks.priorSample"));
  const element = el(
    "div",
    { class: "adders", role: "group", "aria-label": text("walks.add") },
    classes,
    number,
    here,
    ofPrior,
    el("button", { title: text("walks.reverseHint"), onclick: reverse }, text("walks.reverse")),
    el(
      "button",
      { title: text("walks.randomPairHint"), "data-testid": "random-pair", onclick: addPair },
      text("walks.randomPair"),
    ),
  );
  let prior = null;

  const addImage = (index) => addWaypoint(store, { z: state.view.code(index), index });

  function addOfClass() {
    if (classes.value !== "") addImage(randomImage(state.view, (label) => label === Number(classes.value)));
    classes.value = "";
  }

  function addByNumber() {
    const index = Number(number.value);
    if (!number.reportValidity()) return; // the browser says which numbers there are
    if (number.value !== "") addImage(index);
    number.value = "";
  }

  function addHere() {
    addWaypoint(store, { z: state.pinned, index: state.pinnedOrigin.index ?? null });
  }

  function addPrior() {
    addWaypoint(store, { z: prior.draw() });
  }

  function reverse() {
    setWaypoints(store, [...waypointsOf(state)].reverse());
  }

  function addPair() {
    const { view } = state;
    const first = randomImage(view, () => true);
    const second = randomImage(view, (label) => label !== view.labels[first]);
    const pair = [first, second].map((index) => makeWaypoint(state, view.code(index), index));
    setWaypoints(store, pair);
  }

  function draw() {
    if (prior?.view !== state.view) prior = { view: state.view, ...priorOf(state.view) };
    const isFull = waypointsOf(state).length >= MOST_WAYPOINTS;
    for (const control of [classes, number, here]) control.disabled = isFull;
    ofPrior.disabled = isFull || !prior.draw;
    ofPrior.title = prior.title("add");
    number.max = String(state.view.count - 1);
    if (classes.children.length !== state.view.classNames.length + 1) nameClasses();
  }

  function nameClasses() {
    const options = state.view.classNames.map((name, label) => el("option", { value: label }, name));
    classes.replaceChildren(el("option", { value: "" }, text("walks.ofClass")), ...options);
  }

  return { element, draw };
}

/** An image whose class fits, any one where none does. @returns {number} its index */
function randomImage({ labels, count }, fits) {
  const members = Array.from(labels.keys()).filter((index) => fits(labels[index]));
  return members.length ? members[Math.floor(Math.random() * members.length)] : Math.floor(Math.random() * count);
}
