/** Where the name of each class stands on a map: in the middle of its images. */

import { outlined } from "../board/ink.js";
import { hasClasses } from "../meter/class_words.js";

const LEAST = 3; // images that make a middle

/**
 * Medians along both axes: strays do not move them.
 *
 * @param {Float32Array} points (N, 2), flat
 * @param {{labels: ArrayLike<number>, classNames: string[]}} view
 * @returns {([number, number] | null)[]} by class
 */
export function classMiddles(points, { labels, classNames }) {
  const members = classNames.map(() => /** @type {number[]} */ ([]));
  Array.from(labels).forEach((label, i) => {
    members[label].push(i);
  });
  return members.map((some) => {
    if (some.length < LEAST) return null;
    const middle = (axis) => some.map((i) => points[2 * i + axis]).sort((a, b) => a - b)[some.length >> 1];
    return [middle(0), middle(1)];
  });
}

/** @type {WeakMap<Float32Array, ([number, number] | null)[]>} */
const known = new WeakMap();

/** @param {CanvasRenderingContext2D} context @param {any} board @param {any} view @param {any} ink */
export function drawClassNames(context, { camera, codes }, view, ink) {
  if (!hasClasses(view.classNames)) return;
  const { points } = codes();
  if (!known.has(points)) known.set(points, classMiddles(points, view));
  context.font = `700 15px ${ink.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  known.get(points).forEach((middle, label) => {
    if (!middle) return;
    const [left, top] = camera.toPixel(...middle);
    outlined(context, view.classNames[label], left, top, ink);
  });
  context.textBaseline = "alphabetic";
}
