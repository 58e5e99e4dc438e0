/** The frames of the chosen walk as Python that makes the same with vae_core. */

import { exact } from "../kit/numbers.js";
import { walkPoints } from "../core/waypoints.js";
import { text } from "../words/words.js";

/** @param {any} state of the store @param {number} count frames */
export function walkSnippet(state, count) {
  const { walk, walks, engine } = state;
  const { path } = walks[walk];
  const isDrawn = walk === "drawn";
  const codes = isDrawn ? path : walkPoints(state).map(({ z }) => z);
  const way = isDrawn ? "waypoints" : `walker.walk(${JSON.stringify(walk)}, waypoints, frames=${path.length}).z`;
  const speed = state.speed === "visual" ? ", walker.embed" : "";
  return [
    `import torch  # ${text("kit.runHere")}`,
    "from vae_core.walks.walk import constant_speed",
    "from vae_core.walks.walker import load_walker",
    "",
    `walker = load_walker(${JSON.stringify(state.model)})  # weights ${engine.digest}`,
    "waypoints = torch.tensor([",
    ...codes.map((z) => `    [${Array.from(z, exact).join(", ")}],`),
    "])",
    `path = ${way}`,
    `z = constant_speed(path, ${count}${speed})  # (${count}, ${engine.latentDim})`,
    `images = walker.model.decode(z)  # (${[count, ...engine.imageShape].join(", ")}) in [0, 1]`,
    "",
  ].join("\n");
}
