/** The waypoints as cards in the order of the walk, and beside them the ways to add one. */

import { STAGE } from "../core/frame.js";
import { el } from "../kit/dom.js";
import { setWaypoints, walkPoints, waypointsOf } from "../core/waypoints.js";
import { text } from "../words/words.js";
import { createWaypointAdders } from "./waypoint_adders.js";
import { createCardDrag, createWaypointCard } from "./waypoint_card.js";

export const WAYPOINT_CSS = `
.waypoints { display: flex; flex-wrap: wrap; gap: 0.4rem 0.8rem; align-items: center; }
.waypoints .cards { display: flex; gap: 0.35rem; flex-wrap: wrap; min-height: 84px; }
.waypoints .card { display: grid; justify-items: center; gap: 1px; border: 1px solid var(--line);
  border-radius: var(--radius); padding: 3px; cursor: grab; }
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
    "aria-label": text("walks.waypoints"),
    "data-testid": "waypoints",
  });
  const adders = createWaypointAdders({ store });
  const element = el("div", { class: "waypoints" }, cards, adders.element);
  const makeDraggable = createCardDrag(move);
  let theme = null;

  function move(from, to) {
    const points = [...waypointsOf(state)];
    if (to < 0 || to >= points.length || from === to) return;
    points.splice(to, 0, ...points.splice(from, 1));
    setWaypoints(store, points);
  }

  function remove(at) {
    const others = waypointsOf(state).filter((_, i) => i !== at);
    setWaypoints(store, others);
  }

  function draw() {
    if (!state.view || !theme) return;
    const points = walkPoints(state);
    if (cards.querySelector(":hover")) lens.restore(); // a node that goes hears of no pointer that leaves
    cards.replaceChildren(...points.map((point, at) => cardOf(point, at, points.length)));
    adders.draw();
  }

  function cardOf(point, at, count) {
    const card = createWaypointCard(point, { at, count }, { state, lens, theme, move, remove });
    makeDraggable(card, at);
    return card;
  }

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["waypoints", "heldClass", "view", "engine"], due, signal);
  return {
    element,
    retheme(next) {
      theme = next;
      due();
    },
  };
}
