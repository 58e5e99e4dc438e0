/** The Interpolate part: from and to, playback, one row per kind of walk; with the details, all waypoints. */

import { STAGE } from "../core/frame.js";
import { createPinReport } from "../core/pin_report.js";
import { el, setText } from "../kit/dom.js";
import { MENU_CSS } from "../kit/menu.js";
import { createOutbox } from "../core/outbox.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { makeWaypoint, setWaypoints, waypointsOf } from "../core/waypoints.js";
import { text } from "../words/words.js";
import { createEnds, ENDS_CSS } from "./ends.js";
import { createWalkExport, EXPORT_CSS } from "./export.js";
import { createLattice, LATTICE_CSS } from "./lattice.js";
import { createPlayer, PLAYER_CSS } from "./player.js";
import { remarks } from "./remarks.js";
import { createWalkRows, ROWS_CSS } from "./rows.js";
import { typicalImages } from "./typical.js";
import { createWalks } from "./walks.js";
import { createWaypointBar, WAYPOINT_CSS } from "./waypoint_bar.js";

const CSS = `
.interpolate { display: grid; gap: 0.7rem; container-type: inline-size; font-size: 0.875rem; }
.interpolate [hidden], .interpolate[data-model="none"] > :not(style) { display: none !important; }
.interpolate .remarks { margin: 0; } .interpolate .remarks:empty { display: none; }
${ENDS_CSS}${EXPORT_CSS}${WAYPOINT_CSS}${PLAYER_CSS}${ROWS_CSS}${LATTICE_CSS}${MENU_CSS}`;

export function createInterpolate({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  const context = { store, frame, lens, emit, signal };
  const status = el("span", { class: "soft", role: "status", "data-testid": "export-said" });
  const report = (sentence) => setText(status, sentence);
  const walks = createWalks(context);
  const bar = createWaypointBar(context);
  const player = createPlayer({ ...context, extra: [createWalkExport({ store, signal, report }), status] });
  const ends = createEnds(context, () => player.show());
  const remark = el("p", { class: "remarks", role: "status", "data-testid": "remarks" });
  const rows = createWalkRows(context);
  const host = el(
    "section",
    { class: "ll interpolate", "aria-label": text("walks.interpolate") },
    el("style", {}, STYLE + CSS),
    ends.element,
    player.element,
    bar.element,
    remark,
    rows.element,
    state.hasNoPython ? createLattice(context).element : null, // in the app it stands beside the map
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
  const showDetails = () => {
    bar.element.hidden = !state.details;
    player.showChoices(state.details);
  };
  store.watch(["details"], showDetails, signal);
  showDetails();
  const pinReport = createPinReport({ store, signal, outbox: createOutbox(emit, signal) });
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    pinReport.follow(props);
    const theme = readTheme(host);
    ends.retheme(theme);
    bar.retheme(theme);
    rows.retheme(theme);
    changed();
  };
}

/** A first walk, once for each model: from the pinned image, or a typical one, to a typical one of another class. */
function beginFirstWalk(store) {
  const { state } = store;
  if (!state.view || !state.bench || waypointsOf(state).length || state.begunWith.has(state.model)) return;
  store.set({ begunWith: new Set([...state.begunWith, state.model]) });
  const ends = firstEnds(state).map((index) => makeWaypoint(state, state.view.code(index), index));
  setWaypoints(store, ends);
}

/** Two images of different classes, where there are any. */
function firstEnds({ view, pinnedOrigin }) {
  const typical = typicalImages(view).filter((index) => index !== null);
  const first = pinnedOrigin.index ?? typical[0] ?? 0;
  const other = typical.find((index) => view.labels[index] !== view.labels[first]);
  return [first, other ?? Math.min(1, view.count - 1)];
}
