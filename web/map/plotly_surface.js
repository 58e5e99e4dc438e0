/**
 * A map surface on Streamlit's Plotly chart. Streamlit mounts a new chart whenever the figure changes, so a surface
 * lives from one change to the next.
 *
 * Plotly offers no pixel-to-data call, so this reads the conversions of its axes; everything that it touches is
 * feature-detected in `isUsable`, and the page falls back to clicks through Python when it is missing.
 */

import { colourValues } from "../core/atlas_view.js";

const RETRY_MS = 60;
const CAMERA_EVENTS = ["plotly_relayouting", "plotly_relayout", "plotly_afterplot"];

/**
 * What scene and gestures live on.
 *
 * @typedef {Object} Surface
 * @property {HTMLElement} element
 * @property {() => {left: number, top: number, width: number, height: number}} box the plotting area, in CSS pixels
 *   from the element's top left corner
 * @property {(x: number, y: number) => number[]} toPixel
 * @property {(left: number, top: number) => number[]} toData
 * @property {() => import("./camera.js").Camera} camera
 * @property {() => {model?: string, projection?: string, colouring?: string, crowd?: boolean}} meta what is drawn
 * @property {(view: object) => Map<string, number[]> | null} pointsByColour
 * @property {(isVisible: boolean) => void} showPoints hidden while an overlay animates them
 * @property {(listener: () => void) => void} onCamera while panning and zooming, and after every drawing
 * @property {(listener: () => void) => void} onDrawn after the points have been drawn
 * @property {() => void} destroy forgets who listens
 */

/** @param {any} graph Plotly's graph div */
function isUsable(graph) {
  const { xaxis, yaxis } = graph?._fullLayout ?? {};
  const works = (axis) => typeof axis?.p2d === "function" && typeof axis?.d2p === "function" && axis._length > 0;
  return works(xaxis) && works(yaxis) && typeof graph.on === "function";
}

/**
 * @param {any} graph a usable one
 * @returns {Surface & {onMoved: (listener: () => void) => void}} onMoved: after a pan or zoom of the visitor
 */
export function createPlotlySurface(graph) {
  let coloured = null; // a chart's points keep their colours: a new figure is a new chart
  const { listen, destroy } = createListeners(graph);

  return {
    element: graph,
    ...conversionsOf(graph),

    /** What the host wrote into the figure: projection, colouring. It changes together with what is drawn. */
    meta: () => graph._fullLayout?.meta ?? {}, // a chart that is being taken down has no layout

    pointsByColour(view) {
      if (coloured?.view !== view || !coloured.groups) coloured = { view, groups: pointsByColour(graph, view) };
      return coloured.groups;
    },

    showPoints(isVisible) {
      for (const layer of graph.querySelectorAll(".gl-container, .cartesianlayer .plot"))
        layer.style.opacity = isVisible ? "" : "0";
    },

    onCamera(listener) {
      for (const name of CAMERA_EVENTS) listen(name, listener);
    },
    onDrawn: (listener) => listen("plotly_afterplot", listener),
    onMoved: (listener) => listen("plotly_relayout", listener),
    destroy,
  };
}

/** Between pixels of a graph and its data, by its axes. */
function conversionsOf(graph) {
  const axes = () => graph._fullLayout;
  return {
    box() {
      const { xaxis, yaxis } = axes();
      return { left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length };
    },
    toPixel(x, y) {
      const { xaxis, yaxis } = axes();
      return [xaxis._offset + xaxis.d2p(x), yaxis._offset + yaxis.d2p(y)];
    },
    toData(left, top) {
      const { xaxis, yaxis } = axes();
      return [xaxis.p2d(left - xaxis._offset), yaxis.p2d(top - yaxis._offset)];
    },
    camera: () => ({ x: [...axes().xaxis.range], y: [...axes().yaxis.range] }),
  };
}

function createListeners(graph) {
  const listened = [];
  return {
    listen(name, listener) {
      graph.on(name, listener);
      listened.push([name, listener]);
    },
    destroy() {
      for (const [name, listener] of listened) graph.removeListener?.(name, listener);
    },
  };
}

/** Calls back with each usable graph div that appears in a container, and with null when it goes. */
export function watchForGraph(container, onGraph, signal) {
  let current = null;
  let canvases = []; // its own, which Plotly takes out of it before it goes
  let retry = 0;
  const find = () => {
    clearTimeout(retry);
    const graph = container.querySelector(".js-plotly-plot");
    const usable = graph && isUsable(graph) ? graph : null;
    if (graph && !usable) retry = setTimeout(find, RETRY_MS); // its axes come without a change of the document
    if (usable === current) return;
    if (current && !current.isConnected) endDrawing(canvases);
    current = usable;
    canvases = [...(usable?.querySelectorAll(".gl-container canvas") ?? [])];
    onGraph(usable);
  };
  const observer = new MutationObserver(find);
  observer.observe(container, { childList: true, subtree: true });
  signal.addEventListener("abort", () => {
    clearTimeout(retry);
    observer.disconnect();
  });
  find();
}

/**
 * A browser keeps 16 contexts of WebGL, then takes one from a chart that is seen; those of a chart that is gone count
 * until its memory is collected. @param {HTMLCanvasElement[]} canvases
 */
function endDrawing(canvases) {
  for (const canvas of canvases) {
    canvas.getContext("webgl")?.getExtension("WEBGL_lose_context")?.loseContext();
  }
}

/**
 * The points grouped by the colour in which Plotly draws them: {colour -> indices into the atlas}.
 * The host makes one trace per class, in the order of the atlas; of a crowd the traces hold no points, only how to draw
 * them.
 *
 * @returns {Map<string, number[]> | null}
 */
function pointsByColour(graph, view) {
  const members = membersOf(view);
  const groups = new Map();
  const { crowd, projection, colouring } = graph._fullLayout?.meta ?? {};
  const values = crowd && colouring !== "class" ? colourValues(view, projection, colouring) : null;
  for (const trace of graph._fullData ?? []) {
    const label = trace.meta?.label;
    if (label === undefined || trace.visible !== true) continue;
    const colourOf = traceColours(values ?? trace.marker.color, graph._fullLayout.coloraxis);
    members[label].forEach((index, j) => addTo(groups, colourOf(values ? index : j), index));
  }
  return groups.size ? groups : null;
}

function membersOf({ classNames, labels, count }) {
  const members = classNames.map(() => []);
  for (let i = 0; i < count; i++) members[labels[i]].push(i);
  return members;
}

function addTo(groups, colour, index) {
  if (!groups.has(colour)) groups.set(colour, []);
  groups.get(colour).push(index);
}

const BINS = 24; // of a continuous scale: fewer changes of fill colour in a frame of 10,000 points
/** Of a chart without a scale. @type {[number, string][]} */
const GREY = [
  [0, "#888888"],
  [1, "#888888"],
];

function traceColours(values, axis) {
  if (typeof values === "string") return () => values;
  const scale = axis?.colorscale ?? GREY;
  const [low, high] = [axis?.cmin ?? 0, axis?.cmax ?? 1];
  const nearest = (t) => scale.reduce((best, stop) => (Math.abs(stop[0] - t) < Math.abs(best[0] - t) ? stop : best))[1];
  const colours = Array.from({ length: BINS + 1 }, (_, bin) => nearest(bin / BINS));
  return (j) => colours[Math.round(Math.min(1, Math.max(0, (values[j] - low) / (high - low || 1))) * BINS)];
}
