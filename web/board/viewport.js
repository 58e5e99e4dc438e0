/** What part of a plane is shown: a centre and a scale. One unit is as long upwards as to the right. */

const CLOSEST = 1e7; // pixels per unit: float32 codes have no more digits
const FARTHEST = 8; // times the home square
const MARGIN = 0.02; // of the home square

/** @typedef {{x: number, y: number, size: number}} Square lower left corner and side */
/** @typedef {{centre: number[], span: number}} View the middle and the shorter side, in units of the map */

/**
 * @param {{width: number, height: number}} start
 * @param {() => void} moved
 */
export function createViewport(start, moved) {
  /** @type {Square} */
  let home = { x: -3, y: -3, size: 6 };
  let size = start;
  let centre = [0, 0];
  let scale = 0; // pixels per unit; 0 until the first fit
  let closest = CLOSEST; // that a gesture goes to

  const shorter = () => Math.min(size.width, size.height);
  const fitting = () => shorter() / (home.size * (1 + 2 * MARGIN));
  const limited = (next) => Math.min(CLOSEST, Math.max(fitting() / FARTHEST, next));
  const toPixel = (x, y) => [size.width / 2 + (x - centre[0]) * scale, size.height / 2 - (y - centre[1]) * scale];
  const toData = (left, top) => [
    centre[0] + (left - size.width / 2) / scale,
    centre[1] - (top - size.height / 2) / scale,
  ];

  function show(x, y, nextScale) {
    centre = [x, y];
    scale = limited(nextScale);
    moved();
  }

  function isWhole() {
    const apart = Math.hypot(centre[0] - home.x - home.size / 2, centre[1] - home.y - home.size / 2);
    return apart * scale < 0.5 && Math.abs(scale / fitting() - 1) < 1e-3;
  }

  return {
    toPixel,
    toData,
    show,
    fitting,
    centre: () => centre,
    scale: () => scale,
    size: () => size,

    resize(next) {
      size = next;
    },

    /** @param {Square} next */
    setHome(next) {
      home = next;
    },

    showWhole: () => show(home.x + home.size / 2, home.y + home.size / 2, fitting()),

    times: () => scale / fitting(),

    /** Gestures zoom in no further than here, or again as far as there are digits. @param {boolean} isEnough */
    endZoom(isEnough) {
      closest = isEnough ? scale : CLOSEST;
    },

    /** @param {View} view */
    showView: (view) => show(view.centre[0], view.centre[1], shorter() / view.span),

    /** What is seen, on a screen of any size. @returns {View | null} null for the whole map */
    view: () => (scale && !isWhole() ? { centre: [...centre], span: shorter() / scale } : null),

    /** The point under a pixel stays there. */
    zoomAt(factor, left = size.width / 2, top = size.height / 2) {
      const [x, y] = toData(left, top);
      const next = factor > 1 ? Math.max(scale, Math.min(closest, limited(scale * factor))) : limited(scale * factor);
      show(x - (left - size.width / 2) / next, y + (top - size.height / 2) / next, next);
    },

    panBy: (dx, dy) => show(centre[0] - dx / scale, centre[1] + dy / scale, scale),

    /** Ranges of the axes. */
    camera() {
      const [left, bottom] = toData(0, size.height);
      const [right, top] = toData(size.width, 0);
      return { x: [left, right], y: [bottom, top] };
    },
  };
}
