/**
 * Beside Start's pad: the images whose codes lie nearest to the drawing's. Their originals where Python has them, else
 * their codes decoded. They change when a stroke has ended.
 */

import { createInquiry } from "../core/inquiry.js";
import { allowedBy } from "../core/lanes.js";
import { nearestBuilt } from "../core/nearest_built.js";
import { createOutbox } from "../core/outbox.js";
import { el, setText } from "../kit/dom.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { imageInWords } from "../meter/image_words.js";
import { text } from "../words/words.js";

const MOST = 6; // and as many are seen as fit beside their heading

/** @param {Pick<import("../core/types.js").PartContext, "store" | "frame" | "lens" | "emit" | "signal">} context */
export function createNearest(context) {
  const { store, emit, signal } = context;
  const { state } = store;
  const heading = el("span", { class: "soft near" }, text("start.nearestDecoded"));
  const pictures = el("span", { class: "pictures" });
  const element = el("div", { class: "nearest", role: "group", "data-testid": "nearest" }, heading, pictures);
  const inquiry = createInquiry({ store, outbox: createOutbox(emit, signal) });
  const areReal = (indices) => indices.every((index) => inquiry.original(index));
  const ofModel = () => (state.drawing.last?.model === state.model ? state.drawing.last : null);

  function make(index, _, indices) {
    const label = imageInWords(state.view, index);
    const canvas = el("canvas", { class: "crisp", role: "img", title: label, "aria-label": label });
    const pixels = areReal(indices) ? inquiry.original(index) : state.engine.decode(state.view.code(index));
    createPainter(canvas, state.engine.imageShape)(pixels, colourTable(state.scale));
    return canvas;
  }

  function show(made, indices) {
    setText(heading, text(areReal(indices) ? "start.nearest" : "start.nearestDecoded"));
    element.setAttribute("aria-label", heading.textContent);
    pictures.replaceChildren(...made);
    inquiry.want(indices);
  }

  const code = () => (ofModel()?.draws && allowedBy(state.engine).here ? ofModel().mu : null);
  const build = nearestBuilt(context, { most: MOST, code, make, show });

  function renew() {
    element.style.visibility = ofModel() ? "visible" : "hidden"; // its place stays
    build();
  }

  store.watch(["drawing", "engine", "scale"], renew, signal);
  return {
    element,
    /** @param {object | undefined} answer of the host */
    take: (answer) => inquiry.take(answer) && renew(),
  };
}
