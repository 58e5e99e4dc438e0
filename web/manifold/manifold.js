/** The Manifold part: the board with its tools; the pointer decodes live, a click pins. */

import { createBoard } from "../board/board.js";
import { chartOf, firstChoice, fits } from "../board/charts.js";
import { createCursor } from "../board/cursor.js";
import { shareOfPrior } from "../board/prior_share.js";
import { STAGE } from "../core/frame.js";
import { leave } from "../core/leaving.js";
import { createOutbox } from "../core/outbox.js";
import { createPinReport } from "../core/pin_report.js";
import { addWaypoint } from "../core/waypoints.js";
import { setAttribute, setText } from "../kit/dom.js";
import { isShortcut } from "../kit/keys.js";
import { readTheme } from "../kit/theme.js";
import { isStandardPrior } from "../latent/prior.js";
import { text } from "../words/words.js";
import { createFront } from "./front.js";
import { createFullScreen } from "../kit/full_screen.js";
import { createInset } from "./inset.js";
import { createMinimap } from "./minimap.js";
import { scaleInWords } from "./scale_words.js";
import { overlaysOf } from "./overlay_buttons.js";
import { createManifoldTools } from "./tools.js";
import { createTourBar } from "./tour_bar.js";
import { createCorner, createElements, overOf } from "./view.js";
import { createWalkersBar } from "./walkers.js";

const TOUR_ZOOM = 5; // a stop is seen at least so much closer than the whole

export function createManifold({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  let stops = { model: null, list: [] }; // of the tour, and the model that they are of
  const tour = createTourBar({ store, lens, signal }, () => (stops.model === state.model ? stops.list : []));
  const tools = createManifoldTools({ store, signal, open, add: addPinned, start: tour.start });
  const { host, surface, problem, showStill } = createElements(tools);
  const inset = createInset({ store, frame, signal });
  surface.append(tour.element);
  root.append(host);
  lens.requests.serve("focus", (place) => place === "plane" && surface.focus(), signal);
  const screen = createFullScreen(host, signal, (isFull) => corner?.showFull(isFull));
  let theme = readTheme(host);
  let board = null;
  let corner = null;
  let minimap = null;
  let isFlat = false; // the three images of the plane lie on one line
  const front = createFront(state, () => theme);
  const walkers = createWalkersBar({ store, frame, signal, redraw: () => board?.redrawFront() });
  host.append(walkers.element);

  /** To another page, through the host. */
  function open(page) {
    emit("open", page);
    leave();
  }

  function addPinned() {
    addWaypoint(store, { z: state.pinned, index: state.pinnedOrigin.index ?? null });
  }

  function drawFront(context, of, ink) {
    walkers.draw(context, of, theme.primary);
    front.draw(context, of, ink);
  }

  function start() {
    if (board || !state.bench || !state.view) return;
    const overlays = () => overlaysOf(state);
    const context = { element: surface, store, frame, signal, theme: () => theme, overlays };
    board = createBoard({ ...context, drawFront, moved: keepView, shown: showPlace });
    createCursor({ board, store, frame, lens, signal, add: addPinned });
    corner = createCorner(board.camera, screen.toggle);
    minimap = createMinimap({ board, ink: board.ink, state, signal });
    surface.append(overOf(inset.element, tools.over), corner.element, minimap.element);
    document.addEventListener("keydown", (event) => isShortcut(event, "f") && screen.toggle(), { signal });
    lens.reports.manifold = () => ({ ...board.report(), isBeyond: front.isBeyond() });
    dress();
    choose();
  }

  /** Where the visitor has zoomed to; not while a link still has to be followed. */
  function keepView(view) {
    if (!lens.requests.isWaiting("showPlaneView")) store.set({ planeView: view && { model: state.model, ...view } });
  }

  /** How close the view is, how much it holds, where it lies, and whether closer shows anything new. */
  function showPlace() {
    const { camera } = board;
    const chart = board.chart();
    const share = shareOfPrior(chart, camera.camera(), state.view);
    const words = scaleInWords({ times: camera.times(), spacing: board.spacing(), share }, chart);
    tools.showScale(chart.isLine ? text("manifold.scaleOfLine", { scale: words }) : words);
    showStill(board.isStill());
    minimap.draw();
  }

  const isReady = () => board && state.pinned && state.pinned.length === state.view?.latentDim;

  /** The chart of the present choice; a choice that the model does not have falls back to its first two dimensions. */
  function choose() {
    if (!isReady()) return;
    if (!fits(state, state.plane)) return store.set({ plane: firstChoice(state.view) });
    const chart = chartOf(state, state.plane, state.quantile && isStandardPrior(state.view));
    isFlat = !chart;
    showProblem();
    if (!chart) return;
    const { planeView, model } = state;
    if (chart.key !== board.chart()?.key) board.open(chart, planeView?.model === model ? planeView : null);
    lens.requests.retry("showPlaneView");
  }

  function showProblem() {
    const missing = state.view || !state.problem ? "" : text("manifold.noMap");
    setText(problem, isFlat && state.view ? text("manifold.noPlane") : missing);
  }

  /** The view of a link, or of a point that was gone back to. @returns {boolean} whether it could be shown */
  function showView(view) {
    if (!isReady() || !board.chart()) return false;
    if (view.model === state.model) board.camera.showView(view);
    return true;
  }

  /** A stop of the tour: a plane that holds it, then a flight to it. */
  function visit({ kind, z, index }) {
    if (!board) return;
    tour.dress(kind);
    lens.pin(Float32Array.from(z), { source: "tour", index: index >= 0 ? index : null });
    if (state.view.latentDim > 2 && state.plane.kind !== "dims") store.set({ plane: firstChoice(state.view) });
    choose();
    board.camera.flyTo(...board.chart().toMap(z), TOUR_ZOOM);
  }

  /** What is drawn, and the tools with it: on pictures it has other colours. */
  function dress() {
    if (!board) return;
    tools.update(board.ink(), board.range);
    board.refresh();
  }

  function renew() {
    start();
    chooseDue();
    board?.redraw();
  }

  const chooseDue = frame.job(STAGE.gesture, choose, signal);
  store.watch(["bench", "view"], renew, signal);
  store.watch(["problem"], showProblem, signal);
  store.watch(["plane", "quantile"], choose, signal);
  store.watch(["pinned"], () => state.view?.latentDim > 2 && chooseDue(), signal);
  store.watch(["overlays"], dress, signal);
  store.watch(["scale", "smooth"], () => board?.recolour(), signal);
  store.watch(["z", "support", "pinned"], () => board?.redrawFront(), signal);
  lens.requests.serve("showPlaneView", showView, signal);
  lens.requests.serve("showStop", visit, signal);
  const pinReport = createPinReport({ store, signal, outbox: createOutbox(emit, signal) });
  signal.addEventListener("abort", () => host.remove());
  start();
  return (props) => {
    pinReport.follow(props);
    theme = readTheme(host);
    setAttribute(surface, "data-theme", theme.kind);
    stops = { model: props.model, list: props.stops ?? [] };
    tour.draw();
    dress();
  };
}
