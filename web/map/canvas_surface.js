/**
 * A map surface on a plain canvas, for hosts without Plotly: the one-file explorer and the presenter's stage.
 *
 * It answers what `parts/map_scene.js` and `parts/map_gestures.js` ask of a surface, and takes `show` and `setCamera`
 * from its host. Drag pans, wheel and pinch zoom; one finger is left to the gestures, which explore with it.
 * Axes: N points.
 */

import { drawAxes } from "./canvas_axes.js";
import { createPointer } from "./canvas_pointer.js";
import { createSprites } from "./canvas_sprites.js";
import { createCrowd, CROWD } from "./point_cloud.js";

const GROWS_FROM_PX = 750; // on a larger map points grow with it: a wall is seen from afar
const MARGIN = 0.04; // of the range, so that no point lies on the edge

/** @typedef {{x: [number, number], y: [number, number]}} Camera */
/** @typedef {{points: Float32Array, groups: {colour: string, shape: number, indices: number[]}[], meta: object, axes: string[] | null}} Look */

/**
 * @param {HTMLElement} element an empty block with a size of its own
 * @param {AbortSignal} signal
 */
export function createCanvasSurface(element, signal) {
  const canvas = document.createElement("canvas");
  canvas.style.cssText = "position:absolute;inset:0;width:100%;height:100%;z-index:0";
  element.style.position = "relative";
  element.append(canvas);
  const context = canvas.getContext("2d");
  const sprites = createSprites();
  const drawCrowd = createCrowd();
  const onCamera = new Set();
  const onDrawn = new Set();
  let size = { width: element.clientWidth || 1, height: element.clientHeight || 1 };
  /** @type {Look} */
  let look = { points: new Float32Array(0), groups: [], meta: {}, axes: null };
  /** @type {Camera} */
  let asked = { x: [-1, 1], y: [-1, 1] };
  let view = place(asked, size);
  let theme = null;
  let pending = 0;

  function draw() {
    pending = 0;
    const ratio = devicePixelRatio || 1;
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    if (look.axes && theme) drawAxes(context, { ratio, size, camera: camera(), toPixel, names: look.axes, theme });
    if (look.points.length > 2 * CROWD) drawAll(ratio);
    else for (const group of look.groups) drawGroup(group, ratio, width, height);
    onCamera.forEach((listener) => listener());
  }

  function drawAll(ratio) {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawCrowd(
      context,
      { toPixel },
      look.points,
      look.groups.map(({ colour, indices }) => [colour, indices]),
    );
  }

  function drawGroup({ colour, shape, indices }, ratio, width, height) {
    const growth = Math.max(1, Math.min(size.width, size.height) / GROWS_FROM_PX);
    const sprite = sprites.get(colour, shape, ratio * growth, look.points.length / 2);
    const half = sprite.width / 2;
    const { points } = look;
    const [scale, x0, y0] = [view.scale * ratio, view.left * ratio, view.top * ratio];
    for (const i of indices) {
      const left = points[2 * i] * scale + x0 - half;
      const top = -points[2 * i + 1] * scale + y0 - half;
      if (left > -sprite.width && top > -sprite.width && left < width && top < height) {
        context.drawImage(sprite, (left + 0.5) | 0, (top + 0.5) | 0); // whole pixels: no resampling
      }
    }
  }

  function due() {
    pending ||= requestAnimationFrame(draw);
  }

  function setCamera(next) {
    asked = next ?? wholeMap(look.points);
    view = place(asked, size);
    due();
  }

  const toPixel = (x, y) => [x * view.scale + view.left, view.top - y * view.scale];
  const toData = (left, top) => [(left - view.left) / view.scale, (view.top - top) / view.scale];

  function camera() {
    const [low, high] = [toData(0, size.height), toData(size.width, 0)];
    return { x: [low[0], high[0]], y: [low[1], high[1]] };
  }

  function panBy(dx, dy) {
    const { x, y } = camera();
    const by = [-dx / view.scale, dy / view.scale];
    setCamera({ x: x.map((value) => value + by[0]), y: y.map((value) => value + by[1]) });
  }

  /** Keeps the point under (left, top) where it is. */
  function zoomAt(left, top, factor) {
    const [x, y] = toData(left, top);
    const around = (centre) => (value) => centre + (value - centre) * factor;
    const now = camera();
    setCamera({ x: now.x.map(around(x)), y: now.y.map(around(y)) });
  }

  createPointer(element, canvas, { panBy, zoomAt, signal });
  const resize = new ResizeObserver(([{ contentRect }]) => {
    if (!contentRect.width || !contentRect.height) return;
    size = { width: contentRect.width, height: contentRect.height };
    view = place(asked, size);
    due();
  });
  resize.observe(element);
  signal.addEventListener("abort", () => {
    cancelAnimationFrame(pending);
    resize.disconnect();
    canvas.remove();
  });

  return {
    element,
    box: () => ({ left: 0, top: 0, ...size }),
    toPixel,
    toData,
    camera,
    setCamera,
    meta: () => look.meta,
    pointsByColour: () => byColour(look.groups),
    showPoints: (visible) => (canvas.style.opacity = visible ? "" : "0"),
    onCamera: (listener) => onCamera.add(listener),
    onDrawn: (listener) => onDrawn.add(listener),

    /**
     * Changes what is drawn, at once: scene and gestures hear of it as of a camera, since both change together.
     * @param {Look} next
     * @param {object} nextTheme
     */
    show(next, nextTheme) {
      const isOtherMap = next.points !== look.points;
      look = next;
      theme = nextTheme;
      if (isOtherMap) asked = wholeMap(look.points);
      view = place(asked, size);
      cancelAnimationFrame(pending);
      draw();
      onDrawn.forEach((listener) => listener());
    },

    /** Forgets who listens, as when a scene leaves it. */
    destroy() {
      onCamera.clear();
      onDrawn.clear();
    },
  };
}

/** Equal scales on both axes: pixel = x * scale + left, top - y * scale. */
function place({ x, y }, { width, height }) {
  const scale = Math.min(width / (x[1] - x[0] || 1), height / (y[1] - y[0] || 1));
  return { scale, left: width / 2 - ((x[0] + x[1]) / 2) * scale, top: height / 2 + ((y[0] + y[1]) / 2) * scale };
}

/** @returns {Camera} */
function wholeMap(points) {
  const range = (offset) => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = offset; i < points.length; i += 2) {
      low = Math.min(low, points[i]);
      high = Math.max(high, points[i]);
    }
    const margin = MARGIN * (high - low) || 1;
    return low <= high ? [low - margin, high + margin] : [-1, 1];
  };
  return { x: range(0), y: range(1) };
}

function byColour(groups) {
  const all = new Map();
  for (const { colour, indices } of groups) all.set(colour, [...(all.get(colour) ?? []), ...indices]);
  return all.size ? all : null;
}
