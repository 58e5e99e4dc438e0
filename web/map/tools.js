/** Under the map: legend, search, lasso, zoom, and what can be done with a selection. */

import { el, setAttribute } from "../kit/dom.js";
import { text } from "../words/words.js";
import { CLOSER, FARTHER } from "./camera.js";
import { createLegend, LEGEND_CSS } from "./legend.js";
import { createSearchBox, SEARCH_CSS } from "./search_box.js";
import { createSelection, SELECTION_CSS } from "./selection.js";

const CSS = `
.map-tools { position: relative; }
.map-tools .spring { flex: 1 1 0; }
.map-tools .icon { min-width: 28px; padding: 0; }
`;

/**
 * @param {object} context
 * @param {any} context.store
 * @param {any} context.lens
 * @param {(event: string, value: any) => void} context.emit
 * @param {AbortSignal} context.signal
 * @param {(factor: number) => void} context.zoom
 * @param {(camera: object | null) => void} context.setCamera null for the whole map
 */
export function createMapTools({ store, lens, emit, signal, zoom, setCamera }) {
  const { state } = store;
  let theme = null;
  const legend = createLegend({ store, emit, theme: () => theme });
  const selection = createSelection({ store, lens, signal, setCamera });
  const lasso = createLassoButton(store, selection, signal);
  const pictures = createPicturesButton(store, signal);
  const search = createSearchBox({ store, lens });
  const spring = el("span", { class: "spring" });
  const element = el(
    "div",
    { class: "map-tools" },
    el("style", {}, CSS + LEGEND_CSS + SEARCH_CSS + SELECTION_CSS),
    el("div", { class: "row" }, legend.element, spring, ...search, lasso, pictures, ...zoomButtons(zoom, setCamera)),
    selection.element,
  );
  store.watch(["view", "hidden"], legend.draw, signal);

  return {
    element,
    lassoed: selection.take,
    update(props, nextTheme) {
      theme = nextTheme;
      if (props.hidden && !isSame(state.hidden, props.hidden)) store.set({ hidden: new Set(props.hidden) });
      legend.draw();
    },
  };
}

function createLassoButton(store, { toggleLasso }, signal) {
  const props = { title: text("map.lassoTitle"), onclick: toggleLasso, "data-testid": "lasso" };
  const button = el("button", props, text("map.lasso"));
  const draw = () => setAttribute(button, "aria-pressed", String(store.state.lasso !== null));
  store.watch(["lasso"], draw, signal);
  return button;
}

function createPicturesButton(store, signal) {
  const toggle = () => store.set({ pictures: !store.state.pictures });
  const button = el("button", { title: text("map.picturesTitle"), onclick: toggle }, text("map.pictures"));
  const draw = () => setAttribute(button, "aria-pressed", String(Boolean(store.state.pictures)));
  store.watch(["pictures"], draw, signal);
  return button;
}

function zoomButtons(zoom, setCamera) {
  const icon = (sign, name, factor) =>
    el("button", { class: "icon", title: name, "aria-label": name, onclick: () => zoom(factor) }, sign);
  return [
    icon("−", text("map.zoomOut"), FARTHER),
    icon("+", text("map.zoomIn"), CLOSER),
    el("button", { title: text("map.fitTitle"), onclick: () => setCamera(null) }, text("map.fit")),
  ];
}

const isSame = (set, list) => set.size === list.length && list.every((value) => set.has(value));
