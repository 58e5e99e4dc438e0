/** What is drawn over the manifold straight from the atlas: class points, posterior ellipses, density, prior contours. */

import { normalQuantile } from "../latent/normal.js";
import { affineOf, allPixels, createPointCloud, CROWD } from "../map/point_cloud.js";
import { isStandardPrior, keptDraws } from "../latent/prior.js";
import { classColour } from "../kit/theme.js";

const POINT_PX = 3;
const DRAW_PX = 3; // half of the height of a diamond
const ELLIPSES = 500;
const ELLIPSE_CORNERS = 28;
const GRID = 96; // cells of the density along the longer side
const BANDWIDTH_CELLS = 1.6;
const MASSES = [0.5, 0.9, 0.99]; // of a normal distribution inside a contour

/** Codes of the atlas on a chart, computed once per chart: places (N, 2) and, off the plane, how far away. */
export function placed(view, chart) {
  const points = new Float32Array(2 * view.count);
  const apart = new Float32Array(view.count);
  for (let i = 0; i < view.count; i++) {
    const z = view.codes.subarray(i * view.latentDim, (i + 1) * view.latentDim);
    points.set(chart.toMap(z), 2 * i);
    apart[i] = view.latentDim > 2 ? chart.apart(z) : 0;
  }
  const near = view.latentDim > 2 ? apart.slice().sort()[Math.floor(0.15 * view.count)] : 0;
  return { points, apart, near };
}

const FAINT = 0.28; // off the plane
/** Of a crowd: groups by colour, one list of those far from the plane and one of those near. @type {WeakMap<object, object>} */
const crowds = new WeakMap();

function drawCrowd(context, surface, codes, { view, theme }) {
  if (!crowds.has(codes)) {
    const groups = [false, true].map((isNear) => {
      const members = view.classNames.map(() => []);
      for (let i = 0; i < view.count; i++) if (codes.apart[i] <= codes.near === isNear) members[view.labels[i]].push(i);
      return members.map((indices) => Uint32Array.from(indices));
    });
    crowds.set(codes, { groups, cloud: createPointCloud(), pixels: new Float32Array(codes.points.length) });
  }
  const { groups, cloud, pixels } = crowds.get(codes);
  allPixels(codes.points, affineOf(surface), pixels);
  groups.forEach((members, isNear) => {
    context.globalAlpha = isNear ? 0.9 : FAINT;
    if (members.some(({ length }) => length))
      cloud.draw(
        context,
        pixels,
        members.map((indices, label) => [classColour(theme, label), indices]),
        POINT_PX,
      );
  });
  context.globalAlpha = 1;
}

/** Codes as dots; those far from the plane are faint. */
export function drawPoints(context, surface, codes, { view, theme }) {
  if (view.count > CROWD) return drawCrowd(context, surface, codes, { view, theme });
  const { points, apart, near } = codes;
  const { width, height } = surface.box();
  for (const isNear of [false, true]) {
    context.globalAlpha = isNear ? 0.9 : FAINT;
    view.classNames.forEach((_, label) => {
      context.fillStyle = classColour(theme, label);
      for (let i = 0; i < view.count; i++) {
        if (view.labels[i] !== label || apart[i] <= near !== isNear) continue;
        const [left, top] = surface.toPixel(points[2 * i], points[2 * i + 1]);
        if (left > -POINT_PX && top > -POINT_PX && left < width + POINT_PX && top < height + POINT_PX) {
          context.fillRect(left - POINT_PX / 2, top - POINT_PX / 2, POINT_PX, POINT_PX);
        }
      }
    });
  }
  context.globalAlpha = 1;
}

/** One standard deviation of q(z|x) of some visible codes, projected onto the plane, in the map's own scale. */
export function drawEllipses(context, surface, { points, apart, near }, { view, chart, theme }) {
  const { width, height } = surface.box();
  const seen = [];
  const { x0, y0, sx, sy } = affineOf(surface);
  for (let i = 0; i < view.count; i++) {
    const [left, top] = [x0 + sx * points[2 * i], y0 + sy * points[2 * i + 1]];
    if (apart[i] <= near && left > 0 && top > 0 && left < width && top < height) seen.push(i);
  }
  context.lineWidth = 1.25;
  for (let at = 0; at < seen.length; at += Math.max(1, seen.length / ELLIPSES)) {
    const i = seen[Math.floor(at)];
    context.strokeStyle = classColour(theme, view.labels[i]);
    context.beginPath();
    for (const [u, v] of posteriorEllipse(view, chart, i)) context.lineTo(...surface.toPixel(...chart.fromPlane(u, v)));
    context.closePath();
    context.stroke();
  }
}

/** Corners, in plane coordinates, of the one-sigma ellipse of a code's posterior projected onto the plane. */
export function posteriorEllipse(view, { axes, coordinates }, index) {
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
  return Array.from({ length: ELLIPSE_CORNERS }, (_, i) => {
    const angle = (2 * Math.PI * i) / ELLIPSE_CORNERS;
    return [u + l11 * Math.cos(angle), v + l21 * Math.cos(angle) + l22 * Math.sin(angle)];
  });
}

/** The prior: contours of N(0, I), or the draws that the atlas keeps of another one, as diamonds. */
export function drawPrior(context, surface, { view, chart, theme }) {
  if (isStandardPrior(view)) return drawContours(context, surface, { chart, theme });
  context.lineWidth = 1;
  context.strokeStyle = theme.background;
  context.fillStyle = theme.text;
  context.beginPath();
  for (const z of keptDraws(view)) {
    const [left, top] = surface.toPixel(...chart.toMap(z));
    context.moveTo(left, top - DRAW_PX);
    for (const [x, y] of [
      [DRAW_PX, 0],
      [0, DRAW_PX],
      [-DRAW_PX, 0],
    ])
      context.lineTo(left + x, top + y);
    context.closePath();
  }
  context.fill();
  context.stroke();
}

/** Contours that hold a share of N(0, I) within the plane, with the share written on them. */
function drawContours(context, surface, { chart, theme }) {
  context.lineWidth = 1.5;
  context.font = `600 12px ${theme.font}`;
  context.textAlign = "center";
  let above = Infinity;
  for (const mass of MASSES) {
    const contour = chart.isLine ? bounds(surface, chart, mass) : [ring(surface, chart, mass)];
    context.beginPath();
    for (const [first, ...others] of contour) {
      context.moveTo(...first);
      for (const point of others) context.lineTo(...point);
    }
    context.lineWidth = 4;
    context.strokeStyle = theme.background;
    context.globalAlpha = 0.6;
    context.stroke();
    context.lineWidth = 1.5;
    context.globalAlpha = 1;
    context.strokeStyle = theme.text;
    context.stroke();
    const [left, top] = chart.isLine ? [contour[1][0][0], 18 * (MASSES.indexOf(mass) + 1)] : contour[0][32];
    if (chart.isLine || above - top > 18)
      outlined(context, `${Math.round(100 * mass)} % of the prior`, left, Math.max(top - 6, 16), theme);
    above = top;
  }
}

/** The circle around a share of the prior, in pixels. */
function ring(surface, chart, mass) {
  const radius = Math.sqrt(-2 * Math.log(1 - mass));
  const turns = Array.from({ length: 129 }, (_, i) => (i * Math.PI) / 64);
  return turns.map((turn) => surface.toPixel(...chart.fromPlane(radius * Math.cos(turn), radius * Math.sin(turn))));
}

/** The two ends of a share of the prior on a line, each drawn from top to bottom. */
function bounds(surface, chart, mass) {
  const reach = normalQuantile((1 + mass) / 2);
  return [-reach, reach].map((end) => {
    const [left] = surface.toPixel(...chart.fromPlane(end, 0));
    return [
      [left, 0],
      [left, surface.box().height],
    ];
  });
}

/** Text readable on any picture. */
export function outlined(context, text, left, top, theme) {
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = theme.background;
  context.strokeText(text, left, top);
  context.fillStyle = theme.text;
  context.fillText(text, left, top);
}

/**
 * Density of the codes over the view: counts in cells, blurred by a Gaussian, as shades of one colour.
 *
 * @returns {HTMLCanvasElement} to be stretched over the view it was made for
 */
export function densityPicture(surface, { points }, count, [r, g, b]) {
  const { width, height } = surface.box();
  const cell = Math.max(width, height) / GRID;
  const [columns, lines] = [Math.ceil(width / cell), Math.ceil(height / cell)];
  const counts = new Float32Array(columns * lines);
  const { x0, y0, sx, sy } = affineOf(surface);
  for (let i = 0; i < count; i++) {
    const [left, top] = [x0 + sx * points[2 * i], y0 + sy * points[2 * i + 1]];
    const [column, line] = [Math.floor(left / cell), Math.floor(top / cell)];
    if (column >= 0 && line >= 0 && column < columns && line < lines) counts[line * columns + column] += 1;
  }
  const smooth = blurred(blurred(counts, columns, lines, 1, columns), lines, columns, columns, 1);
  const peak = smooth.reduce((a, b_) => Math.max(a, b_), 1e-9);
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = lines;
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, lines);
  smooth.forEach((value, i) => image.data.set([r, g, b, 235 * Math.sqrt(value / peak)], 4 * i));
  context.putImageData(image, 0, 0);
  return canvas;
}

/** Gaussian blur along one direction: `length` cells `step` apart in each of `lines` lines `lineStep` apart. */
function blurred(values, length, lines, step, lineStep) {
  const reach = Math.ceil(3 * BANDWIDTH_CELLS);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - reach) / BANDWIDTH_CELLS) ** 2),
  );
  const out = new Float32Array(values.length);
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < length; i++) {
      let sum = 0;
      for (let k = Math.max(-reach, -i); k <= Math.min(reach, length - 1 - i); k++)
        sum += weights[k + reach] * values[line * lineStep + (i + k) * step];
      out[line * lineStep + i * step] = sum;
    }
  }
  return out;
}
