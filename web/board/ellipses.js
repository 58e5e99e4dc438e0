/** One standard deviation of q(z|x) of some visible codes, projected onto the plane, in the map's own scale. */

import { classColour } from "../kit/theme.js";
import { affineOf } from "../map/point_cloud.js";

const MOST = 500;
const CORNERS = 28;

/** @param {import("./code_points.js").Projected} codes */
export function drawEllipses(context, surface, codes, { view, chart, theme }) {
  const seen = visible(surface, codes, view.count);
  context.lineWidth = 1.25;
  for (let at = 0; at < seen.length; at += Math.max(1, seen.length / MOST)) {
    const i = seen[Math.floor(at)];
    context.strokeStyle = classColour(theme, view.labels[i]);
    context.beginPath();
    for (const [u, v] of posteriorEllipse(view, chart, i)) context.lineTo(...surface.toPixel(...chart.fromPlane(u, v)));
    context.closePath();
    context.stroke();
  }
}

/** Indices of the codes near the plane that are in view. */
function visible(surface, { points, apart, near }, count) {
  const { width, height } = surface.box();
  const { x0, y0, sx, sy } = affineOf(surface);
  const seen = [];
  for (let i = 0; i < count; i++) {
    const [left, top] = [x0 + sx * points[2 * i], y0 + sy * points[2 * i + 1]];
    if (apart[i] <= near && left > 0 && top > 0 && left < width && top < height) seen.push(i);
  }
  return seen;
}

/** Corners, in plane coordinates, of the one-sigma ellipse of a code's posterior projected onto the plane. */
function posteriorEllipse(view, { axes, coordinates }, index) {
  const start = index * view.latentDim;
  const [u, v] = coordinates(view.codes.subarray(start, start + view.latentDim));
  let [aa, bb, ab] = [0, 0, 0];
  for (let d = 0; d < view.latentDim; d++) {
    const variance = Math.exp(view.logvar[start + d]);
    aa += variance * axes[0][d] ** 2;
    bb += variance * axes[1][d] ** 2;
    ab += variance * axes[0][d] * axes[1][d];
  }
  const [l11, l21] = [Math.sqrt(aa), ab / Math.sqrt(aa)]; // Cholesky: the unit circle becomes the ellipse
  const l22 = Math.sqrt(Math.max(0, bb - l21 * l21));
  return Array.from({ length: CORNERS }, (_, i) => {
    const angle = (2 * Math.PI * i) / CORNERS;
    return [u + l11 * Math.cos(angle), v + l21 * Math.cos(angle) + l22 * Math.sin(angle)];
  });
}
