/** The Manifold part: the plane with its tools and its tour; the pointer decodes live, a click pins. */

import { firstChoice } from "../board/charts.js";
import { STAGE } from "../core/frame.js";
import { leave } from "../core/leaving.js";
import { createOutbox } from "../core/outbox.js";
import { createPinReport } from "../core/pin_report.js";
import { addWaypoint } from "../core/waypoints.js";
import { setAttribute, setText } from "../kit/dom.js";
import { createFullScreen } from "../kit/full_screen.js";
import { isShortcut } from "../kit/keys.js";
import { readTheme } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createFront } from "./front.js";
import { createInset } from "./inset.js";
import { createShownPlane } from "./shown_plane.js";
import { createManifoldTools } from "./tools.js";
import { createTourBar } from "./tour_bar.js";
import { createElements } from "./view.js";
import { createWalkersBar } from "./walkers.js";

export function createManifold({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  let stops = { model: null, list: [] }; // of the tour, and the model that they are of
  const tour = createTourBar({ store, lens, signal }, () => (stops.model === state.model ? stops.list : []));
  const tools = createManifoldTools({ store, signal, open, add: addPinned, start: tour.start });
  const elements = createElements(tools);
  const { host, surface, problem } = elements;
  const inset = createInset({ store, frame, signal });
  surface.append(tour.element);
  root.append(host);
  lens.requests.serve("focus", (place) => place === "plane" && surface.focus(), signal);
  const screen = createFullScreen(host, signal, (isFull) => plane?.showFull(isFull));
  let theme = readTheme(host);
  /** @type {ReturnType<typeof createShownPlane> | null} */
  let plane = null;
  const front = createFront(state, () => theme);
  const walkers = createWalkersBar({ store, frame, signal, redraw: redrawFront });
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

  function redrawFront() {
    plane?.board.redrawFront();
  }

  function start() {
    if (plane || !state.bench || !state.view) return;
    const around = { elements, tools, inset: inset.element, screen, theme: () => theme };
    const does = { drawFront, add: addPinned, chosen: showProblem };
    plane = createShownPlane({ store, frame, lens, signal }, { ...around, ...does });
    document.addEventListener("keydown", (event) => isShortcut(event, "f") && screen.toggle(), { signal });
    lens.reports.manifold = () => ({ ...plane.board.report(), isBeyond: front.isBeyond() });
    plane.dress();
    plane.choose();
  }

  function showProblem() {
    const missing = state.view || !state.problem ? "" : text("manifold.noMap");
    setText(problem, plane?.isFlat() && state.view ? text("manifold.noPlane") : missing);
  }

  /** A stop of the tour: a plane that holds it, then a flight to it. */
  function visit({ kind, z, index }) {
    if (!plane) return;
    tour.dress(kind);
    lens.pin(Float32Array.from(z), { source: "tour", index: index >= 0 ? index : null });
    if (state.view.latentDim > 2 && state.plane.kind !== "dims") store.set({ plane: firstChoice(state.view) });
    plane.choose();
    plane.flyTo(z);
  }

  function renew() {
    start();
    chooseDue();
    plane?.board.redraw();
  }

  const choose = () => plane?.choose();
  const dress = () => plane?.dress();
  const chooseDue = frame.job(STAGE.gesture, choose, signal);
  store.watch(["bench", "view"], renew, signal);
  store.watch(["problem"], showProblem, signal);
  store.watch(["plane", "quantile"], choose, signal);
  store.watch(["pinned"], () => state.view?.latentDim > 2 && chooseDue(), signal);
  store.watch(["overlays"], dress, signal);
  store.watch(["scale", "smooth"], () => plane?.board.recolour(), signal);
  store.watch(["z", "support", "pinned"], redrawFront, signal);
  lens.requests.serve("showPlaneView", (view) => Boolean(plane?.showView(view)), signal);
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
