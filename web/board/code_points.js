/** The codes of the atlas on a plane: dots by class, faint where they lie far from it. */

import { classColour } from "../kit/theme.js";
import { affineOf, allPixels, createPointCloud, CROWD } from "../map/point_cloud.js";

const POINT_PX = 3;
const NEAR = 0.9; // opacity
const FAINT = 0.28; // off the plane
const NEAR_SHARE = 0.15; // of all codes

/**
 * @typedef {{points: Float32Array, apart: Float32Array, near: number}} Projected
 *   points (N, 2) on the map; how far each code is from the plane; up to which distance it counts as near
 */

/** Codes of the atlas on a chart, computed once per chart. @returns {Projected} */
export function projected(view, chart) {
  const points = new Float32Array(2 * view.count);
  const apart = new Float32Array(view.count);
  const isDeep = view.latentDim > 2;
  for (let i = 0; i < view.count; i++) {
    const z = view.codes.subarray(i * view.latentDim, (i + 1) * view.latentDim);
    points.set(chart.toMap(z), 2 * i);
    apart[i] = isDeep ? chart.apart(z) : 0;
  }
  return { points, apart, near: isDeep ? apart.slice().sort()[Math.floor(NEAR_SHARE * view.count)] : 0 };
}

/** @param {Projected} codes */
export function drawPoints(context, surface, codes, { view, theme }) {
  if (view.count > CROWD) return drawCrowd(context, surface, codes, { view, theme });
  for (const isNear of [false, true]) {
    context.globalAlpha = isNear ? NEAR : FAINT;
    view.classNames.forEach((_, label) => {
      context.fillStyle = classColour(theme, label);
      drawClass(context, surface, codes, view, label, isNear);
    });
  }
  context.globalAlpha = 1;
}

function drawClass(context, surface, { points, apart, near }, view, label, isNear) {
  const { width, height } = surface.box();
  for (let i = 0; i < view.count; i++) {
    if (view.labels[i] !== label || apart[i] <= near !== isNear) continue;
    const [left, top] = surface.toPixel(points[2 * i], points[2 * i + 1]);
    if (left > -POINT_PX && top > -POINT_PX && left < width + POINT_PX && top < height + POINT_PX) {
      context.fillRect(left - POINT_PX / 2, top - POINT_PX / 2, POINT_PX, POINT_PX);
    }
  }
}

/** @typedef {{groups: Uint32Array[][], cloud: ReturnType<typeof createPointCloud>, pixels: Float32Array}} Crowd */
/** Groups by colour: one list of those far from the plane, one of those near. @type {WeakMap<Projected, Crowd>} */
const crowds = new WeakMap();

function crowdOf(codes, view) {
  if (!crowds.has(codes)) {
    const groups = [false, true].map((isNear) => membersOf(codes, view, isNear));
    crowds.set(codes, { groups, cloud: createPointCloud(), pixels: new Float32Array(codes.points.length) });
  }
  return crowds.get(codes);
}

function membersOf({ apart, near }, view, isNear) {
  const members = view.classNames.map(() => []);
  for (let i = 0; i < view.count; i++) if (apart[i] <= near === isNear) members[view.labels[i]].push(i);
  return members.map((indices) => Uint32Array.from(indices));
}

function drawCrowd(context, surface, codes, { view, theme }) {
  const { groups, cloud, pixels } = crowdOf(codes, view);
  allPixels(codes.points, affineOf(surface), pixels);
  groups.forEach((members, isNear) => {
    context.globalAlpha = isNear ? NEAR : FAINT;
    /** @type {[string, Uint32Array][]} */
    const coloured = members.map((indices, label) => [classColour(theme, label), indices]);
    if (members.some(({ length }) => length)) cloud.draw(context, pixels, coloured, POINT_PX);
  });
  context.globalAlpha = 1;
}
