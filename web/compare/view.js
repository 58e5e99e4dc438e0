/** What the Compare page looks like: three pictures in a row, a map under each outer one, in the middle what to do. */

import { createProblem, PROBLEM_CSS } from "../core/problem.js";
import { el } from "../kit/dom.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createDifferenceSide } from "./difference_side.js";
import { SECOND_MAP_CSS } from "./second_map.js";
import { createSide, SIDE_CSS } from "./side.js";
import { WALK_BAR_CSS } from "./walk_bar.js";

const CSS = `
.compare { display: grid; gap: 0.6rem; }
.compare .grid { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0.8rem 1.6rem; }
.compare .frame { width: min(100%, max(240px, 36vh)); }
.compare h2 { font-size: 1rem; font-weight: 650; margin: 0; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; }
.compare .map { min-width: 0; height: max(240px, 31vh); }
.compare .middle { display: grid; gap: 0.9rem; align-content: start; }
.compare .notice { margin: 0; }
.compare .notice:empty { display: none; }
@media (max-width: 700px) {
  .compare .grid { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.8rem; }
  .compare .frame { width: 100%; }
  .compare .difference, .compare .middle, .compare .map { grid-column: 1 / -1; }
  .compare .difference { grid-template-columns: 88px 1fr; gap: 0 0.8rem; order: 1; }
  .compare .difference .frame { grid-row: 1 / 3; }
  .compare .middle { order: 2; }
  .compare .map { order: 3; height: 300px; }
}
`;

/** @param {Pick<import("../core/types.js").PartContext, "store" | "signal">} context */
export function createView({ store, signal }) {
  const notice = el("p", { class: "soft notice", role: "status", "data-testid": "compare-notice" });
  const first = createSide("stage", text("compare.firstPicture"));
  const second = createSide("second", text("compare.secondPicture"));
  const difference = createDifferenceSide();
  const [firstMap, middle, secondMap] = ["map", "middle", "map"].map((name) => el("div", { class: name }));
  const grid = el("div", { class: "grid" }, first.element, difference.element, second.element);
  grid.append(firstMap, middle, secondMap);
  const style = el("style", {}, STYLE + PROBLEM_CSS + SIDE_CSS + SECOND_MAP_CSS + WALK_BAR_CSS + CSS);
  const element = el("section", { class: "ll compare", "aria-label": text("compare.title") }, style);
  element.append(createProblem({ store, signal }), notice, grid);
  return { element, notice, first, second, difference, firstMap, middle, secondMap };
}
