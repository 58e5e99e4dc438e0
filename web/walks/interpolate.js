/** The Interpolate part: waypoints, playback, one row per kind of walk, and a blend of four corners. */

import { STAGE } from "../core/frame.js";
import { createPinReport } from "../core/pin_report.js";
import { el, setText } from "../kit/dom.js";
import { MENU_CSS } from "../kit/menu.js";
import { createOutbox } from "../core/outbox.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { makeWaypoint, setWaypoints, waypointsOf } from "../core/waypoints.js";
import { text } from "../words/words.js";
import { createLattice, LATTICE_CSS } from "./lattice.js";
import { createPlayer, PLAYER_CSS } from "./player.js";
import { createWalkExport } from "./export.js";
import { remarks } from "./remarks.js";
import { createWalkRows, ROWS_CSS } from "./rows.js";
import { createWalks } from "./walks.js";
import { createWaypointBar, WAYPOINT_CSS } from "./waypoint_bar.js";

const CSS = `
.interpolate { display: grid; gap: 0.6rem; container-type: inline-size; }
.interpolate [hidden], .interpolate[data-model="none"] > :not(style) { display: none !important; }
.interpolate .remarks { margin: 0; min-height: 1.35em; }
${WAYPOINT_CSS}${PLAYER_CSS}${ROWS_CSS}${LATTICE_CSS}${MENU_CSS}`;

export function createInterpolate({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  const context = { store, frame, lens, emit, signal };
  const status = el("span", { class: "soft", role: "status", "data-testid": "export-said" });
  const report = (sentence) => setText(status, sentence);
  const walks = createWalks(context);
  const bar = createWaypointBar(context);
  const player = createPlayer({ ...context, extra: [createWalkExport({ store, signal, report }), status] });
  const remark = el("p", { class: "remarks", role: "status", "data-testid": "remarks" });
  const rows = createWalkRows(context);
  const host = el(
    "section",
    { class: "ll interpolate", "aria-label": text("walks.interpolate") },
    el("style", {}, STYLE + CSS),
    bar.element,
    player.element,
    remark,
    rows.element,
    createLattice(context).element,
  );
  root.append(host);

  function drawRemarks() {
    host.dataset.model = state.view || !state.problem ? "live" : "none"; // the stage beside it says what is missing
    setText(remark, state.view && lens.search ? remarks(state, lens).join(" ") : "");
  }

  function begin() {
    beginFirstWalk(store);
    walks.follow();
    return false;
  }

  const beginDue = frame.job(STAGE.background, begin, signal);
  const remarkDue = frame.job(STAGE.paint, drawRemarks, signal);
  const changed = () => {
    beginDue();
    remarkDue();
  };
  store.watch(["view", "bench", "model", "problem"], changed, signal);
  store.watch(["waypoints"], remarkDue, signal);
  const pinReport = createPinReport({ store, signal, outbox: createOutbox(emit, signal) });
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    pinReport.follow(props);
    const theme = readTheme(host);
    bar.retheme(theme);
    rows.retheme(theme);
    changed();
  };
}

/** A first walk, once for each model: from a typical image of one class to one of another. */
function beginFirstWalk(store) {
  const { state } = store;
  if (!state.view || !state.bench || waypointsOf(state).length || state.begunWith.has(state.model)) return;
  store.set({ begunWith: new Set([...state.begunWith, state.model]) });
  const { labels } = state.view;
  const first = state.pinnedOrigin.index ?? 0;
  const other = labels.findIndex((label) => label !== labels[first]);
  const ends = [first, Math.max(0, other)].map((index) => makeWaypoint(state, state.view.code(index), index));
  setWaypoints(store, ends);
}
