/** The second model: what it makes of what the first one shows, with its own trust meter and map. */

import { fittingMap } from "../core/atlas_view.js";
import { allowedBy } from "../core/lanes.js";
import { meterOf } from "../core/meters.js";
import { createSearch } from "../core/search.js";
import { measureSupport } from "../meter/support.js";
import { counterpart } from "./counterpart.js";

/** @typedef {import("./counterpart.js").Shown} Shown */
/** @typedef {{z: Float32Array, how: import("./counterpart.js").How, pixels: Float32Array}} Reading */

/** @param {{engine: import("../core/types.js").Engine, view: import("../core/types.js").AtlasView}} loaded */
export function createSecond({ engine, view }) {
  const projection = fittingMap(view, null);
  const search = createSearch(view, projection);
  const { meter } = meterOf(view);
  const pixels = new Float32Array(engine.imageShape.reduce((product, length) => product * length, 1));

  return {
    engine,
    view,
    projection,
    search,
    isHere: allowedBy(engine).picture === "page",

    /** @param {Shown} shown @param {boolean} samePlace @returns {Reading} its pixels are written anew by the next */
    read(shown, samePlace) {
      const { z, how } = counterpart(shown, { engine, view }, samePlace);
      return { z, how, pixels: engine.decode(z, pixels) };
    },

    /** @param {Reading} reading */
    measure: ({ z, pixels }) => measureSupport({ z, pixels, engine, view }, search, meter),
  };
}
