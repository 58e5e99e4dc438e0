/** The frame in a notebook's cell: map beside picture and sliders, or under them; the notebook's styles end here. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { el } from "../kit/dom.js";
import { TAG } from "../words/words.js";

const FONTS = [
  ...["system-ui", "-apple-system", '"Segoe UI"', "Roboto"],
  ...['"PingFang SC"', '"Microsoft YaHei"', '"Noto Sans CJK SC"', "sans-serif"],
];
const colours = (kind) =>
  Object.entries(SHARED.theme[kind])
    .map(([name, value]) => `--st-${name}-color: ${value};`)
    .join(" ");
const CSS = `
:host { all: initial; display: block; container-type: inline-size; color-scheme: light; ${colours("light")}
  --st-font: ${FONTS.join(", ")}; --st-base-radius: 6px; }
:host([data-theme="dark"]) { color-scheme: dark; ${colours("dark")} }
.frame { display: grid; grid-template-columns: minmax(0, 1.1fr) minmax(0, 1fr); grid-template-rows: var(--height);
  gap: 1rem; padding: 0.7rem; background: var(--st-background-color); color: var(--st-text-color);
  font: 0.875rem/1.4 var(--st-font); border-radius: 6px; }
.map { min-height: 0; overflow: hidden; }
.side { min-height: 0; overflow-y: auto; display: grid; gap: 0.8rem; align-content: start; padding: 2px; }
@container (max-width: 620px) {
  .frame { grid-template: auto 420px / minmax(0, 1fr); }
  .side { order: -1; overflow: visible; }
}
`;
/** In a window's corner it would lie over other cells. */
const PLAIN = ".miniature { display: none !important; }";
const KEYS = ["keydown", "keyup", "keypress"];

/**
 * @param {HTMLElement} output the cell's
 * @param {number} height px
 * @param {string[]} parts the first is the large one
 * @returns {{element: HTMLElement & {latentLens?: object}, roots: Map<string, ShadowRoot>}} each part has a shadow root
 *   of its own: their style sheets must not meet
 */
export function createCell(output, height, parts) {
  // What is typed here must neither run nor delete cells.
  const element = el("div", { class: "latent-lens", "data-lm-suppress-shortcuts": "true", lang: TAG });
  for (const name of KEYS) element.addEventListener(name, (event) => event.stopPropagation());
  const roots = new Map();
  const place = (part) => {
    const node = el("div", { class: part });
    const root = node.attachShadow({ mode: "open" });
    root.append(el("style", {}, PLAIN));
    roots.set(part, root);
    return node;
  };
  const [large, ...others] = parts;
  const side = el("div", { class: "side" }, ...others.map(place));
  const frame = el("div", { class: "frame", style: `--height: ${height}px` }, place(large), side);
  element.attachShadow({ mode: "open" }).append(el("style", {}, CSS), frame);
  output.append(element);
  return { element, roots };
}
