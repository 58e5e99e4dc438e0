// Kinds that make maps larger or smaller: nearest and bilinear enlargement, pooling.

import { blend, pool } from "./kernels.js";
import { channelsLast, inLayout, room } from "./layout.js";
import { size, spend } from "./plan.js";

/** @typedef {import("./plan.js").Plan} Plan @typedef {import("./plan.js").Value} Value */

export const RESAMPLING = {
  /** @param {Plan} plan @param {any} op @param {Value} given */
  upsample(plan, op, given) {
    const order = channelsLast(given.shape);
    const x = inLayout(plan, given, order);
    const [, channels, height, width] = x.shape;
    const y = room(plan, [1, channels, ...op.size], order);
    const rows = between(op, 0, height);
    const columns = between(op, 1, width);
    spend(plan, 2 * size(y.shape));
    plan.steps.push((m) => blend(m, x.at, y.at, channels, width, rows, columns));
    return y;
  },
  pool(plan, op, given) {
    const order = channelsLast(given.shape);
    const x = inLayout(plan, given, order);
    const y = room(plan, [1, x.shape[1], ...op.size], order);
    spend(plan, size(y.shape) * op.kernel[0] * op.kernel[1]);
    plan.steps.push((m) => pool(m, x, y, op));
    return y;
  },
};

/** For every new row or column the two old ones that it lies between, and how far it is towards the second. */
function between(op, axis, length) {
  const count = op.size[axis];
  const [first, second, share] = [new Int32Array(count), new Int32Array(count), new Float32Array(count)];
  const isNearest = op.mode === "nearest";
  for (let i = 0; i < count; i++) {
    const place = isNearest || op.align ? i * op.step[axis] : Math.max(0, (i + 0.5) * op.step[axis] - 0.5);
    first[i] = Math.min(Math.floor(place), length - 1);
    second[i] = isNearest ? first[i] : Math.min(first[i] + 1, length - 1);
    share[i] = isNearest ? 0 : Math.min(1, Math.max(0, place - first[i]));
  }
  return { first, second, share };
}
