/** Where to take the pin: to Explore, into the walk, and along the walk. */

import { MOST_WAYPOINTS, waypointsOf } from "../core/waypoints.js";
import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";

/** @param {any} store @param {(page: string) => void} open @param {() => void} add @param {AbortSignal} signal */
export function createWaysOut(store, open, add, signal) {
  const { state } = store;
  const toExplore = el(
    "button",
    {
      title: text("manifold.openExploreTitle"),
      "data-testid": "open-explore",
      onclick: () => open("explore"),
    },
    text("manifold.openExplore"),
  );
  const addProps = { title: text("manifold.addToWalkTitle"), "data-testid": "add-waypoint", onclick: add };
  const toWalk = el("button", addProps, text("manifold.addToWalk"));
  const go = el("button", { title: text("manifold.walkTitle"), onclick: () => open("interpolate") });

  function draw() {
    const count = waypointsOf(state).length;
    toWalk.disabled = count >= MOST_WAYPOINTS;
    go.disabled = count === 1;
    setText(go, walkInWords(count));
  }

  store.watch(["waypoints", "model"], draw, signal);
  draw();
  return el("span", { class: "group" }, toExplore, toWalk, go);
}

function walkInWords(n) {
  if (n > 1) return text("manifold.walkBetween", { n });
  return text(n ? "manifold.walkNeedsOne" : "manifold.walk");
}
