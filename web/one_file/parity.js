/** How exactly this browser decodes: a few test codes against the pixels that PyTorch gave when the file was made. */

import { worstDifference } from "../core/parity.js";
import { text } from "../words/words.js";

/**
 * @param {Object} shown
 * @param {ReturnType<typeof import("../engine/engine.js").createEngine>} shown.engine
 * @param {ReturnType<typeof import("../core/atlas_view.js").createAtlasView>} shown.view
 * @returns {string} one sentence
 */
export function measureParity({ engine, view }) {
  const floats = (name) => /** @type {Float32Array} */ (view.array(name));
  const z = floats("reference_z");
  const difference = worstDifference(engine, z, floats("reference_pixels")).toExponential(1);
  return text("one_file.parity", { codes: z.length / engine.latentDim, difference, backend: engine.backend });
}
