/** The Start page: the plane of a two-dimensional model fills the window, the decoded picture follows the hand. */

import { createBoard } from "../board/board.js";
import { chartOf, firstChoice } from "../board/charts.js";
import { createCursor } from "../board/cursor.js";
import { STAGE } from "../core/frame.js";
import { leave } from "../core/leaving.js";
import { createProblem } from "../core/problem.js";
import { el } from "../kit/dom.js";
import { readTheme } from "../kit/theme.js";
import { drawMarker } from "../map/marks.js";
import { text } from "../words/words.js";
import { createStartPad } from "./pad.js";
import { createPanel } from "./panel.js";
import { START_CSS } from "./style.js";

const SIDE_SHARE = 0.5; // the plane's middle stands in the middle of what the panel leaves free
const SPAN = 6.4; // of the plane, in units of the prior: a little more than the circle of 99 %
const PICTURES_ONLY = new Set(["pictures"]);

export function createStart({ root, store, frame, lens, keys, emit, signal, createTour }) {
  const { state } = store;
  const plane = el("div", {
    class: "plane",
    tabindex: 0,
    role: "application",
    "data-testid": "plane",
    "aria-label": text("start.plane"),
  });
  const panel = createPanel({ store, frame, lens, signal, open, draw: () => pad.open() });
  const pad = createStartPad({ store, frame, lens, keys, emit, signal }, panel.element, open);
  const tour = createTour({ store, frame, lens, signal, open, waiting: panel.waiting });
  let toured = null; // the wish that the host has answered
  const problem = createProblem({ store, signal });
  const host = el("section", { class: "ll start" }, el("style", {}, START_CSS), plane, panel.element, problem);
  root.append(host);
  let board = null;

  /** To another page, through the host; the tour stays here, and the host sends what it needs. */
  function open(page) {
    if (page === "tour") panel.waiting(0, 1);
    emit("open", page);
    if (page !== "tour") leave();
  }

  function begin() {
    if (board || !state.bench || !state.view) return;
    const theme = readTheme(host);
    const overlays = () => PICTURES_ONLY;
    const takesDrag = () => true; // a drag moves the point, on a touch screen too
    board = createBoard({ element: plane, store, frame, signal, theme: () => theme, overlays, drawFront, takesDrag });
    createCursor({ board, store, frame, lens, signal, add: () => {}, followsTouch: true });
    show();
  }

  function show() {
    if (!board || !state.pinned || state.pinned.length !== state.view?.latentDim) return;
    const chart = chartOf(state, firstChoice(state.view), false);
    if (chart && chart.key !== board.chart()?.key) board.open(chart, framed());
  }

  /** The whole plane beside the panel, or below it on a narrow screen. */
  function framed() {
    const { clientWidth: width, clientHeight: height } = plane;
    const free = Math.max(0, width - panel.widthOver(plane));
    const scale = Math.min(free, height) / SPAN;
    return { centre: [((width - free) * SIDE_SHARE) / scale, 0], span: Math.min(width, height) / scale };
  }

  function drawFront(context, { camera, chart }, ink) {
    if (!state.z) return;
    const at = camera.toPixel(...chart().toMap(state.z));
    drawMarker(context, at, { theme: ink, colour: ink.text, live: state.z !== state.pinned });
  }

  const showDue = frame.job(STAGE.gesture, show, signal);
  store.watch(
    ["bench", "view"],
    () => {
      begin();
      showDue();
    },
    signal,
  );
  store.watch(["z", "support", "pinned"], () => board?.redrawFront(), signal);
  const resize = new ResizeObserver(() => board?.chart() && board.camera.showView(framed()));
  resize.observe(plane);
  signal.addEventListener("abort", () => {
    resize.disconnect();
    host.remove();
  });
  begin();
  return (props) => {
    if (props.redirect) return open(props.redirect);
    panel.update();
    pad.take(props.answer);
    begin();
    if (props.tour && props.tour.wish !== toured) {
      toured = props.tour.wish;
      tour.begin(props.tour);
    }
  };
}
