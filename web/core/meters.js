/** The trust meter of each view, made once: one serves it however often its model is chosen. */

import { mapped } from "../engine/parts.js";
import { Problem } from "../engine/problem.js";
import { createMeter } from "../meter/meter.js";
import { asProblem } from "./problem.js";

/** @typedef {import("./types.js").AtlasView} AtlasView */
/** @typedef {{meter: import("../meter/meter.js").Meter | null, problem: Problem | null}} Made */

/** @type {WeakMap<AtlasView, Made>} */
const meters = new WeakMap();

/** @param {AtlasView} view @returns {Made} */
export function meterOf(view) {
  if (!meters.has(view)) meters.set(view, makeMeter(view));
  return meters.get(view);
}

/** @param {AtlasView} view @returns {Made} */
function makeMeter(view) {
  try {
    const meter = createMeter(view.mapped);
    return { meter: meter && ((z, pixels) => meter(mapped(view.parts, z), pixels)), problem: null };
  } catch (error) {
    const problem = new Problem("the trust meter cannot be read: {why}", { why: asProblem(error) });
    return { meter: null, problem };
  }
}
