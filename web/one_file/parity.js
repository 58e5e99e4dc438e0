/** How exactly this browser decodes: a few test codes against the pixels that PyTorch gave when the file was made. */

import { worstDifference } from "../explore/parity.js";

/** @param {{engine: object, view: object}} state @returns {string} one sentence */
export function measureParity({ engine, view }) {
  const codes = view.array("reference_z");
  const worst = worstDifference(engine, codes, view.array("reference_pixels"));
  const count = codes.length / engine.latentDim;
  return `Measured now, in this browser, on ${count} codes: at most ${worst.toExponential(1)} per pixel from PyTorch (${engine.backend}).`;
}
