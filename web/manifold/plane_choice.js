/** Which plane of the latent space is shown: of two dimensions, of principal components, or through three images. */

import { firstChoice, threeImages } from "../board/charts.js";
import { el } from "../kit/dom.js";
import { text } from "../words/words.js";

/** @typedef {import("../board/charts.js").Choice} Choice */

export function createPlaneChoice(store) {
  const { state } = store;
  const choose = () => store.set({ plane: choiceOf(kind.value, state.view) });
  const props = { "aria-label": text("manifold.plane"), title: text("manifold.planeTitle"), onchange: choose };
  const kind = el(
    "select",
    props,
    el("option", { value: "dims" }, text("manifold.twoDims")),
    el("option", { value: "pcs" }, text("manifold.components")),
    el("option", { value: "images" }, text("manifold.threeImages")),
  );
  const details = el("span", { class: "group" });
  const element = el("span", { class: "group" }, kind, details);

  return {
    element,
    draw() {
      element.hidden = state.view.latentDim <= 2; // a flat space has one plane, a line none
      kind.value = state.plane.kind;
      details.replaceChildren(...createDetails(store));
    },
  };
}

/** @returns {Choice} what a kind of plane starts with */
function choiceOf(kind, view) {
  if (kind === "dims") return firstChoice(view);
  return kind === "pcs" ? { kind } : { kind: "images", images: threeImages(view) };
}

function createDetails(store) {
  const { plane, view } = store.state;
  if (plane.kind === "dims" && view.latentDim > 2) return [0, 1].map((axis) => createDimSelect(store, axis));
  return plane.kind === "images" ? [0, 1, 2].map((at) => createImageInput(store, at)) : [];
}

/** The dimension of an axis: any but that of the other one, the most informative first. */
function createDimSelect(store, axis) {
  const { plane, view } = store.state;
  const other = plane.dims[1 - axis];
  const choices = [...view.dims].sort((a, b) => b.klNats - a.klNats).filter(({ dim }) => dim !== other);
  const options = choices.map(({ dim, klNats }) =>
    el("option", { value: dim }, text("manifold.dim", { n: dim + 1, nats: klNats.toFixed(1) })),
  );
  const choose = () => {
    const chosen = Number(select.value);
    store.set({ plane: { kind: "dims", dims: axis ? [other, chosen] : [chosen, other] } });
  };
  const label = text(axis ? "manifold.up" : "manifold.right");
  const select = el("select", { "aria-label": label, onchange: choose }, ...options);
  select.value = plane.dims[axis];
  return select;
}

/** One of the three images, by its number. */
function createImageInput(store, at) {
  const { plane, view } = store.state;
  const last = view.count - 1;
  const choose = () => {
    const index = Math.round(Math.min(last, Math.max(0, Number(input.value) || 0)));
    store.set({ plane: { kind: "images", images: plane.images.map((value, i) => (i === at ? index : value)) } });
  };
  const input = el("input", {
    type: "number",
    min: 0,
    max: last,
    value: plane.images[at],
    "aria-label": text("manifold.planeImage", { n: at + 1 }),
    title: text("manifold.planeImageTitle"),
    onchange: choose,
  });
  return input;
}
