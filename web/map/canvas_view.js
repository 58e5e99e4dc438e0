/** What a canvas map shows of its points: the ranges that were asked for, with equal scales on both axes. */

const MARGIN = 0.04; // of the range, so that no point lies on the edge

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {{width: number, height: number}} Size */

/** @param {Size} start */
export function createCanvasView(start) {
  let size = start;
  /** @type {Camera} */
  let asked = { x: [-1, 1], y: [-1, 1] };
  let transform = transformTo(asked, size);

  /** @param {Camera} camera */
  function show(camera) {
    asked = camera;
    transform = transformTo(asked, size);
  }

  const toPixel = (x, y) => [x * transform.scale + transform.left, transform.top - y * transform.scale];
  const toData = (left, top) => [(left - transform.left) / transform.scale, (transform.top - top) / transform.scale];

  /** @returns {Camera} */
  function camera() {
    const [low, high] = [toData(0, size.height), toData(size.width, 0)];
    return { x: [low[0], high[0]], y: [low[1], high[1]] };
  }

  return {
    toPixel,
    toData,
    camera,
    show,
    size: () => size,
    transform: () => transform,

    /** @param {Size} next */
    resize(next) {
      size = next;
      show(asked);
    },

    /** @returns {Camera} */
    pannedBy(dx, dy) {
      const { x, y } = camera();
      const [right, up] = [-dx / transform.scale, dy / transform.scale];
      return { x: x.map((value) => value + right), y: y.map((value) => value + up) };
    },

    /** The point under (left, top) stays where it is. @returns {Camera} */
    zoomedAt(left, top, factor) {
      const [x, y] = toData(left, top);
      const around = (centre) => (value) => centre + (value - centre) * factor;
      const now = camera();
      return { x: now.x.map(around(x)), y: now.y.map(around(y)) };
    },
  };
}

/** pixel = x * scale + left, top - y * scale. */
function transformTo({ x, y }, { width, height }) {
  const scale = Math.min(width / (x[1] - x[0] || 1), height / (y[1] - y[0] || 1));
  return { scale, left: width / 2 - ((x[0] + x[1]) / 2) * scale, top: height / 2 + ((y[0] + y[1]) / 2) * scale };
}

/** Ranges that show all points (N, 2). @param {Float32Array} points @returns {Camera} */
export function wholeMap(points) {
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
