/** The ways to a waypoint: an image of a class or by its number, the current point, a draw from the prior, a pair. */

import { el } from "../kit/dom.js";
import { priorOf } from "../latent/prior.js";
import { addWaypoint, makeWaypoint, MOST_WAYPOINTS, setWaypoints, waypointsOf } from "../core/waypoints.js";
import { text } from "../words/words.js";
import { createClassPicker, createNumberField, randomImage } from "./image_adders.js";

export function createWaypointAdders({ store }) {
  const { state } = store;
  const classes = createClassPicker(store);
  const number = createNumberField(store);
  const here = el(
    "button",
    { title: text("walks.currentPointHint"), "data-testid": "add-here", onclick: () => addHere(store) },
    text("walks.currentPoint"),
  );
  const prior = createPriorButton(store);
  const reverse = el(
    "button",
    { title: text("walks.reverseHint"), onclick: () => setWaypoints(store, [...waypointsOf(state)].reverse()) },
    text("walks.reverse"),
  );
  const pair = el(
    "button",
    { title: text("walks.randomPairHint"), "data-testid": "random-pair", onclick: () => choosePair(store) },
    text("walks.randomPair"),
  );
  const element = el("div", { class: "adders", role: "group", "aria-label": text("walks.add") });
  element.append(classes.element, number.element, here, prior.element, reverse, pair);

  function draw() {
    const isFull = waypointsOf(state).length >= MOST_WAYPOINTS;
    for (const control of [classes.element, number.element, here]) control.disabled = isFull;
    classes.draw();
    number.draw();
    prior.draw(isFull);
  }

  return { element, draw };
}

function addHere(store) {
  const { pinned, pinnedOrigin } = store.state;
  addWaypoint(store, { z: pinned, index: pinnedOrigin.index ?? null });
}

function createPriorButton(store) {
  const { state } = store;
  let view = null;
  let prior = null;
  const add = () => addWaypoint(store, { z: prior.draw() });
  const button = el("button", { "data-testid": "add-prior", onclick: add }, text("walks.priorSample"));

  function draw(isFull) {
    if (view !== state.view) prior = priorOf(state.view);
    view = state.view;
    button.disabled = isFull || !prior.draw;
    button.title = prior.title("add");
  }

  return { element: button, draw };
}

/** Two images of different classes instead of all waypoints. */
function choosePair(store) {
  const { state } = store;
  const { view } = state;
  const first = randomImage(view, () => true);
  const second = randomImage(view, (label) => label !== view.labels[first]);
  const pair = [first, second].map((index) => makeWaypoint(state, view.code(index), index));
  setWaypoints(store, pair);
}
