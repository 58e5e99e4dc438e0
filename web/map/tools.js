/** Under the map: legend, search, lasso, zoom, and what can be done with a selection. */

import { vectorSize } from "../engine/parts.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { questionMark } from "../kit/explain.js";
import { roving } from "../kit/roving.js";
import { touchRule } from "../kit/touch_rule.js";
import { mapStyleOf } from "../link/view_fields.js";
import { text } from "../words/words.js";
import { CLOSER, FARTHER } from "./camera.js";
import { createLegend, createTrainedKey, LEGEND_CSS } from "./legend.js";
import { createSearchBox, SEARCH_CSS } from "./search_box.js";
import { createSelection, SELECTION_CSS } from "./selection.js";
import { showsPictures } from "./thumbnails.js";

const CSS = `
.map-tools { position: relative; }
.map-tools .spring { flex: 1 1 0; }
.map-tools .icon { min-width: 28px; padding: 0; }
.map-tools .second { margin-top: 0.4rem; }
`;

/** Keys of what a projection and a colouring are, by name. */
const PROJECTIONS = { tsne: "help.says_tsne", pca: "help.says_pca" };
const COLOURINGS = {
  nats: "help.says_nat",
  sigma: "help.says_sigma",
  trust: "help.says_trust",
  continuity: "help.says_continuity",
};

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
  const trained = createTrainedKey(store);
  const selection = createSelection({ store, lens, signal, setCamera });
  const lasso = createLassoButton(store, selection, signal);
  const pictures = createPicturesButton(store, signal);
  const search = createSearchBox({ store, lens });
  const spring = el("span", { class: "spring" });
  const viewButtons = createViewButtons(pictures, zoomButtons(zoom, setCamera), createAbout(store));
  const element = el(
    "div",
    { class: "map-tools" },
    el("style", {}, CSS + LEGEND_CSS + SEARCH_CSS + SELECTION_CSS),
    touchRule(),
    el("div", { class: "row" }, lasso, spring, viewButtons),
    el("div", { class: "row second" }, legend.element, spring.cloneNode(), ...search),
    trained.element,
    selection.element,
  );
  const drawLegends = () => [legend, trained].forEach((each) => each.draw());
  store.watch(["view", "hidden", "colouring", "mapStyle"], drawLegends, signal);

  return {
    element,
    lassoed: selection.take,
    update(props, nextTheme) {
      theme = nextTheme;
      if (props.hidden && !isSame(state.hidden, props.hidden)) store.set({ hidden: new Set(props.hidden) });
      drawLegends();
    },
  };
}

/** How the map is looked at, as one stop of the Tab key. */
function createViewButtons(pictures, zooms, about) {
  const element = el(
    "div",
    { class: "row", role: "toolbar", "aria-label": text("map.viewButtons") },
    pictures,
    ...zooms,
    about,
  );
  roving(element, { of: "button" });
  return element;
}

/** What this map is, what its colours mean, and what the lines are that a pointer draws. */
function createAbout({ state }) {
  const says = () => {
    const { projection, colouring } = mapStyleOf(state);
    const isPlane = state.view?.latentDim === 2 && !PROJECTIONS[projection];
    return [
      text("map.saysMove"),
      text(PROJECTIONS[projection] ?? (isPlane ? "map.saysPlane" : "map.saysDims")),
      COLOURINGS[colouring] && text(COLOURINGS[colouring]),
      text(isPlane ? "map.saysLinesOfPlane" : "map.saysLines"),
    ].filter(Boolean);
  };
  return questionMark(() => ({ title: text("map.about"), says: says() }), text("map.about"), "explain-map");
}

function createLassoButton(store, { toggleLasso }, signal) {
  const props = { title: text("map.lassoTitle"), onclick: toggleLasso, "data-testid": "lasso" };
  const button = el("button", { class: "primary", ...props }, text("map.lasso"));
  const draw = () => {
    const { lasso, view } = store.state;
    button.style.display = view && !vectorSize(view.parts) ? "none" : ""; // along a grid nothing slides
    setText(button, text(lasso ? "map.lassoCancel" : "map.lasso"));
  };
  store.watch(["lasso", "view"], draw, signal);
  draw();
  return button;
}

function createPicturesButton(store, signal) {
  const toggle = () => store.set({ pictures: !showsPictures(store.state) });
  const button = el("button", { title: text("map.picturesTitle"), onclick: toggle }, text("map.pictures"));
  const draw = () => setAttribute(button, "aria-pressed", String(showsPictures(store.state)));
  store.watch(["pictures", "colouring", "mapStyle"], draw, signal);
  draw();
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
