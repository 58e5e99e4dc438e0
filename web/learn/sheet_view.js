/** What the sheet of Learn shows: the lattice of pictures with a ring, the picture under it, walks and their strip. */

import { el, setText } from "../kit/dom.js";
import { colourTable, createPainter, fillImage } from "../kit/picture.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";

export const STEPS = 9; // pictures of a walk
const GUTTER_PX = 2; // between pictures; one for those of few pixels

const CSS = `
.sheet { display: grid; gap: 0.7rem; font-size: 0.875rem; }
.sheet .both { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 12.5rem); gap: 1.1rem;
  align-items: start; }
.sheet .lattice { position: relative; aspect-ratio: 1; background: #000; border-radius: 8px; overflow: hidden;
  cursor: crosshair; touch-action: pan-y; user-select: none; }
.sheet .lattice canvas { width: 100%; height: 100%; }
.sheet .ring { position: absolute; width: 30px; height: 30px; margin: -15px; border-radius: 50%; pointer-events: none;
  border: 3px solid #8ea2ff; box-shadow: 0 0 0 2px #0a0c12, inset 0 0 0 2px #0a0c12; }
.sheet .here { display: grid; gap: 0.5rem; position: sticky; top: 4.5rem; }
.sheet .here canvas { width: 100%; border-radius: 8px; background: #000; }
.sheet .numbers { display: grid; grid-template-columns: auto 1fr; gap: 0 0.6rem; margin: 0; font-size: 1.125rem;
  font-variant-numeric: tabular-nums; }
.sheet .numbers dd { margin: 0; text-align: right; } .sheet .numbers dt { font-weight: 600; }
.sheet .walks button { min-height: 44px; padding: 0.3rem 1rem; font-size: 0.9375rem; }
.sheet .strip { width: 100%; border-radius: 6px; background: #000; }
.sheet .strip[hidden] { display: none; }
@media (max-width: 640px) {
  .sheet .both { grid-template-columns: 1fr; gap: 0.7rem; }
  .sheet .here { order: -1; grid-template-columns: 7rem 1fr; align-items: center; gap: 1rem; z-index: 2;
    background: var(--st-background-color); padding: 0.3rem 0; top: 3.6rem; }
}
`;

/** @param {{begin: (walk: import("./sheet_walk.js").Walk) => void}} on */
export function createSheetView(on) {
  const pictures = el("canvas");
  const ring = el("span", { class: "ring" });
  const lattice = el(
    "div",
    { class: "lattice", tabindex: 0, role: "application", "aria-label": text("learn.sheet"), "data-testid": "sheet" },
    pictures,
    ring,
  );
  const here = el("canvas", {
    class: "crisp",
    role: "img",
    "aria-label": text("learn.sheetPicture"),
    "data-testid": "sheet-picture",
  });
  const values = [el("dd", { "data-testid": "sheet-z1" }), el("dd", { "data-testid": "sheet-z2" })];
  const numbers = el("dl", { class: "numbers" }, el("dt", {}, "z1"), values[0], el("dt", {}, "z2"), values[1]);
  const walks = el("div", { class: "row walks" });
  const strip = el("canvas", { class: "strip", role: "img", hidden: true, "data-testid": "sheet-strip" });
  const host = el(
    "section",
    { class: "ll sheet", "aria-label": text("learn.sheetSection") },
    el("style", {}, STYLE + CSS),
    el("div", { class: "both" }, lattice, el("div", { class: "here" }, here, numbers)),
    walks,
    strip,
  );
  let paint = null;
  let stripPainted = null;

  /**
   * @param {[number, number, number]} shape of the pictures, (C, H, W)
   * @param {number} side pictures in a row of the lattice
   */
  function fit(shape, side) {
    const [, height, width] = shape;
    const gutter = width < 16 ? 1 : GUTTER_PX;
    const [across, down] = [width + gutter, height + gutter];
    Object.assign(pictures, { width: side * across, height: side * down });
    paint = createPainter(here, shape);
    const tile = new ImageData(width, height);
    const context = pictures.getContext("2d");
    Object.assign(strip, { width: STEPS * across, height: down });
    strip.hidden = true;
    const onStrip = strip.getContext("2d");
    stripPainted = (pixels, i) =>
      onStrip.putImageData(fillImage(tile, pixels, colourTable("grey")), i * across + (gutter >> 1), gutter >> 1);
    return (pixels, column, row) =>
      context.putImageData(
        fillImage(tile, pixels, colourTable("grey")),
        column * across + (gutter >> 1),
        row * down + (gutter >> 1),
      );
  }

  return {
    host,
    lattice,
    fit,
    /** @param {ArrayLike<number>} pixels @param {ArrayLike<number>} z @param {number} reach to the edge of the sheet */
    show(pixels, z, reach) {
      paint(pixels, colourTable("grey"));
      values.forEach((node, d) => {
        setText(node, z[d].toFixed(2));
      });
      ring.style.left = `${50 * (1 + z[0] / reach)}%`;
      ring.style.top = `${50 * (1 - z[1] / reach)}%`;
    },
    /** @param {import("./sheet_walk.js").Walk[]} offered */
    offer(offered) {
      const button = (walk) =>
        el("button", { onclick: () => on.begin(walk) }, text("learn.walk", { from: walk.from, to: walk.to }));
      walks.replaceChildren(...offered.map(button));
    },
    /** @param {ArrayLike<number>[]} walked @param {import("./sheet_walk.js").Walk} walk */
    showStrip(walked, { from, to }) {
      strip.hidden = false;
      strip.setAttribute("aria-label", text("learn.walkStrip", { from, to }));
      walked.forEach(stripPainted);
    },
  };
}
