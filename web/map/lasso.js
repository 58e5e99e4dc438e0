/** A freehand loop on the map that becomes a selection of codes. */

const MIN_STEP_PX = 3;

export function createLasso({ store, lens, surface, changed, finished }) {
  const { state } = store;
  let path = null;

  return {
    isArmed: () => state.lasso !== null,
    isDrawing: () => path !== null,
    path: () => path,

    start(position) {
      path = [position];
    },

    add(position) {
      const last = path.at(-1);
      if (Math.hypot(position[0] - last[0], position[1] - last[1]) < MIN_STEP_PX) return;
      path.push(position);
      changed();
    },

    finish() {
      const loop = path.map(([left, top]) => surface.toData(left, top));
      path = null;
      changed();
      if (loop.length > 2)
        finished(pointsInside(loop, lens.search.points, (i) => !state.hidden.has(state.view.labels[i])));
    },
  };
}

/**
 * Even-odd rule, with a bounding box first.
 *
 * @param {[number, number][]} loop
 * @param {Float32Array} points (N, 2)
 * @param {(i: number) => boolean} counts
 * @returns {number[]}
 */
function pointsInside(loop, points, counts = () => true) {
  const xs = loop.map(([x]) => x);
  const ys = loop.map(([, y]) => y);
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const inside = [];
  for (let i = 0; i < points.length / 2; i++) {
    const [x, y] = [points[2 * i], points[2 * i + 1]];
    if (x >= left && x <= right && y >= low && y <= high && counts(i) && isInLoop(x, y, loop)) inside.push(i);
  }
  return inside;
}

function isInLoop(x, y, loop) {
  let inside = false;
  for (let i = 0, j = loop.length - 1; i < loop.length; j = i++) {
    const [xi, yi] = loop[i];
    const [xj, yj] = loop[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
