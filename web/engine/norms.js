// Normalisations and the softmax.

import { ELEMENT_COST } from "./elements.js";
import { channelsLast, inLayout, permuted, room } from "./layout.js";
import { groupNorm, layerNorm, softmax } from "./kernels.js";
import { size, spend, vector } from "./plan.js";
import { Problem } from "./problem.js";

/** @typedef {import("./plan.js").Plan} Plan @typedef {import("./plan.js").Value} Value */

export const NORMS = {
  /** Over the last dimensions. @param {Plan} plan @param {any} op @param {Value} given */
  layer_norm(plan, op, given) {
    const x = inLayout(plan, given);
    const width = size(x.shape.slice(x.shape.length - op.dims));
    const [w, b] = [vector(plan, op, 1, width, 1), vector(plan, op, 2, width, 0)];
    const y = room(plan, x.shape);
    spend(plan, ELEMENT_COST * size(x.shape));
    plan.steps.push((m) => layerNorm(m, x.at, y.at, size(x.shape) / width, width, w, b, op.eps));
    return y;
  },
  group_norm(plan, op, given) {
    const order = channelsLast(given.shape);
    const x = inLayout(plan, given, order);
    const [batch, channels] = x.shape;
    if (channels % op.groups) {
      throw new Problem("group_norm: {channels} channels are not {groups} groups", { channels, groups: op.groups });
    }
    const [w, b] = [vector(plan, op, 1, channels, 1), vector(plan, op, 2, channels, 0)];
    const y = room(plan, x.shape, order);
    const pixels = size(x.shape) / batch / channels;
    spend(plan, ELEMENT_COST * size(x.shape));
    plan.steps.push((m) => {
      for (let n = 0; n < batch; n++) {
        const at = n * pixels * channels;
        groupNorm(m, x.at + at, y.at + at, pixels, channels, op.groups, w, b, op.eps);
      }
    });
    return y;
  },
  softmax(plan, op, given) {
    const dims = [...given.shape.keys()].filter((dim) => dim !== op.dim);
    const order = [...dims, op.dim];
    const x = inLayout(plan, permuted(given, order));
    const y = room(plan, x.shape);
    const width = given.shape[op.dim];
    spend(plan, ELEMENT_COST * size(x.shape));
    plan.steps.push((m) => softmax(m, x.at, y.at, size(x.shape) / width, width));
    return permuted(
      y,
      [...order.keys()].map((dim) => order.indexOf(dim)),
    );
  },
};
