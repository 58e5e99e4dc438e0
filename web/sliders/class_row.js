/**
 * What a model that takes the class as given is moved by beside its sliders: the same vector in every class, each
 * decoded live; a click takes the class, and a slider blends it with another.
 */

import { STAGE } from "../core/frame.js";
import { allowedBy } from "../core/lanes.js";
import { classWeights, inClass, mainClass, partOfKind, vectorSize } from "../engine/parts.js";
import { el, setAttribute } from "../kit/dom.js";
import { fillImage } from "../kit/picture.js";
import { roving } from "../kit/roving.js";
import { text } from "../words/words.js";
import { createBeliefBars } from "./belief_bars.js";
import { createBlend } from "./class_blend.js";

export const CLASS_CSS = `
.classes { display: grid; gap: 8px; margin: 0 0 0.6rem; }
.classes[hidden] { display: none; }
.classes .row { display: grid; grid-template-columns: repeat(auto-fit, minmax(30px, 1fr)); gap: 4px; }
.classes .row button { display: grid; justify-items: center; gap: 1px; padding: 2px; min-height: 0; min-width: 0;
  border-width: 2px; font-size: 0.875rem; line-height: 1.2; overflow: hidden; }
.classes .row button[aria-pressed="true"] { border-color: var(--st-primary-color); }
.classes select { min-height: 22px; padding: 0 0.3rem; }
.classes .row canvas { width: 100%; max-width: 56px; border-radius: 3px; }
.classes .belief { width: 100%; height: 5px; border-radius: 3px; background: var(--line); overflow: hidden; }
.classes .belief::after { content: ""; display: block; height: 100%; width: 100%; background: var(--st-primary-color);
  transform: scaleX(var(--share, 0)); transform-origin: left; }
.classes .believed { margin: 0; }
`;

/** @returns {{element: HTMLElement, build: () => void, blend: () => any[], layOut: (table: Uint32Array) => void}} */
export function createClassRow({ store, frame, lens, signal, changed }) {
  const { state } = store;
  const row = el("div", {
    class: "row",
    role: "group",
    "aria-label": text("sliders.classes"),
    "data-testid": "classes",
  });
  const blend = createBlend({ store, frame, lens, changed });
  const beliefs = createBeliefBars({ store, frame, signal });
  const element = el("div", { class: "classes", hidden: true }, row, beliefs.element, blend.element);
  const renewFocus = roving(row, { of: "button" });
  /** @type {{button: HTMLElement, context: CanvasRenderingContext2D, image: ImageData, seen: number}[]} */
  let cells = [];
  let table = null;
  let version = 0;
  let cursor = 0;
  let last = null; // the z that the pictures are of
  let pixels = new Float32Array(0); // of one picture after the other

  const part = () => (state.view ? partOfKind(state.view.parts, "class") : null);

  function build() {
    const classes = part();
    element.hidden = !classes;
    cells = classes ? state.view.classNames.slice(0, classes.stop - classes.start).map(createCell) : [];
    row.replaceChildren(...cells.map(({ button }) => button));
    pixels = new Float32Array(classes ? state.engine.imageShape.reduce((product, length) => product * length, 1) : 0);
    beliefs.build(cells.map(({ button }) => button));
    blend.build();
    last = null;
    renewFocus();
    follow();
  }

  function createCell(name, k) {
    const [, height, width] = state.engine.imageShape;
    const canvas = el("canvas", { class: "crisp", width, height, "aria-hidden": "true" });
    const take = () => lens.pin(inClass(state.view.parts, state.pinned, k), { source: "class" });
    const props = {
      onclick: frame.timed("class", take),
      "data-testid": `class-${k}`,
      title: text("sliders.keepStyle", { name }),
    };
    const button = el("button", props, canvas, name);
    return { button, context: canvas.getContext("2d"), image: new ImageData(width, height), seen: -1 };
  }

  /** The pictures follow the vector; which class is taken follows z. */
  function follow() {
    const { z, view } = state;
    if (!cells.length || !z || !view || z.length !== view.latentDim) return;
    const weights = classWeights(view.parts, z);
    const main = mainClass(view.parts, z);
    cells.forEach(({ button }, k) => setAttribute(button, "aria-pressed", String(k === main && weights[k] > 0.5)));
    blend.show(z);
    const stays = last?.every((value, d) => value === z[d]);
    if (stays) return;
    last = Float32Array.from(z.subarray(0, vectorSize(view.parts)));
    version += 1;
    due();
  }

  /** One picture a frame, so that a drag keeps its own. @returns {boolean} whether there is more to do */
  function repaint() {
    const { engine, view, z } = state;
    if (!table || !cells.length || !z || !view || !allowedBy(engine).small) return false;
    for (let tried = 0; tried < cells.length; tried++) {
      const k = cursor;
      cursor = (cursor + 1) % cells.length;
      if (cells[k].seen === version) continue;
      const { context, image } = cells[k];
      context.putImageData(fillImage(image, engine.decode(inClass(view.parts, z, k), pixels), table), 0, 0);
      cells[k].seen = version;
      return true;
    }
    return false;
  }

  const due = frame.job(STAGE.background, repaint, signal);
  store.watch(["z"], follow, signal);
  return {
    element,
    build,
    blend: () => blend.slider(),
    /** @param {Uint32Array} colours */
    layOut(colours) {
      table = colours;
      version += 1;
      due();
    },
  };
}
