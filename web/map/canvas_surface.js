/**
 * A map surface on a plain canvas, for hosts without Plotly: the one-file explorer and the presenter's stage.
 *
 * It answers what scene and gestures ask of a surface, and takes `show` and `setCamera` from its host. Drag pans, wheel
 * and pinch zoom; one finger is left to the gestures, which explore with it. Axes: N points.
 */

import { createCanvasPainter } from "./canvas_painter.js";
import { createPointer } from "./canvas_pointer.js";
import { createCanvasView, wholeMap } from "./canvas_view.js";

/** @typedef {import("./canvas_figure.js").Figure} Figure */

/**
 * @param {HTMLElement} element an empty block with a size of its own
 * @param {AbortSignal} signal
 */
export function createCanvasSurface(element, signal) {
  const canvas = document.createElement("canvas");
  canvas.style.cssText = "position:absolute;inset:0;width:100%;height:100%;z-index:0";
  element.style.position = "relative";
  element.append(canvas);
  const view = createCanvasView({ width: element.clientWidth || 1, height: element.clientHeight || 1 });
  const paint = createCanvasPainter(canvas, view);
  const onCamera = new Set();
  const onDrawn = new Set();
  /** @type {Figure} */
  let figure = { points: new Float32Array(0), groups: [], meta: {}, axes: null, scale: null };
  let theme = null;
  let pending = 0;

  function draw() {
    pending = 0;
    paint(figure, theme);
    for (const listener of onCamera) listener();
  }

  function due() {
    pending ||= requestAnimationFrame(draw);
  }

  function setCamera(next) {
    view.show(next ?? wholeMap(figure.points));
    due();
  }

  createPointer(element, canvas, {
    panBy: (dx, dy) => setCamera(view.pannedBy(dx, dy)),
    zoomAt: (left, top, factor) => setCamera(view.zoomedAt(left, top, factor)),
    signal,
  });
  const resize = new ResizeObserver(
    ([
      {
        contentRect: { width, height },
      },
    ]) => {
      if (!width || !height) return;
      view.resize({ width, height });
      due();
    },
  );
  resize.observe(element);
  signal.addEventListener("abort", () => {
    cancelAnimationFrame(pending);
    resize.disconnect();
    canvas.remove();
  });

  return {
    element,
    box: () => ({ left: 0, top: 0, ...view.size() }),
    toPixel: view.toPixel,
    toData: view.toData,
    camera: view.camera,
    setCamera,
    meta: () => figure.meta,
    pointsByColour: () => byColour(figure.groups),
    showPoints(isVisible) {
      canvas.style.opacity = isVisible ? "" : "0";
    },
    onCamera: (listener) => onCamera.add(listener),
    onDrawn: (listener) => onDrawn.add(listener),

    /**
     * Changes what is drawn, at once: scene and gestures hear of it as of a camera, since both change together.
     *
     * @param {Figure} next
     * @param {object} nextTheme
     */
    show(next, nextTheme) {
      const isOtherMap = next.points !== figure.points;
      figure = next;
      theme = nextTheme;
      if (isOtherMap) view.show(wholeMap(figure.points));
      cancelAnimationFrame(pending);
      draw();
      for (const listener of onDrawn) listener();
    },

    /** Forgets who listens, as when a scene leaves it. */
    destroy() {
      onCamera.clear();
      onDrawn.clear();
    },
  };
}

function byColour(groups) {
  const all = new Map();
  for (const { colour, indices } of groups) all.set(colour, [...(all.get(colour) ?? []), ...indices]);
  return all.size ? all : null;
}
