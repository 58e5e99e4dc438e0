/** What is drawn over the plane: a button for each overlay, and the one that evens out the prior's mass. */

import { partOfKind } from "../engine/parts.js";
import { el, setAttribute } from "../kit/dom.js";
import { isStandardPrior, keptDraws, priorInWords } from "../latent/prior.js";
import { grouped, text } from "../words/words.js";

/** By overlay: the keys of its label and of its title. */
const OVERLAYS = {
  pictures: ["manifold.pictures", "manifold.picturesTitle"],
  points: ["manifold.codes", "manifold.codesTitle"],
  ellipses: ["manifold.posteriors", "manifold.posteriorsTitle"],
  density: ["manifold.density", "manifold.densityTitle"],
  prior: ["manifold.prior", "manifold.priorTitle"],
  magnification: ["manifold.change", "manifold.changeTitle"],
  regions: ["manifold.classes", "manifold.classesTitle"],
  seams: ["manifold.seams", "manifold.seamsTitle"],
  energy: ["manifold.energy", "manifold.energyTitle"],
};

const OF_CLASSES = ["regions", "seams"];

/** The overlays that are drawn: where a class is held, no place of the plane has another. */
export function overlaysOf({ overlays, view }) {
  if (!view || !partOfKind(view.parts, "class")) return overlays;
  return new Set([...overlays].filter((name) => !OF_CLASSES.includes(name)));
}

export function createOverlayButtons(store) {
  const { state } = store;

  function toggle(name) {
    const overlays = new Set(state.overlays);
    if (!overlays.delete(name)) overlays.add(name);
    store.set({ overlays });
  }

  const button = ([name, [label, title]]) => {
    const props = { title: text(title), "data-testid": `overlay-${name}`, onclick: () => toggle(name) };
    return [name, el("button", props, text(label))];
  };
  const buttons = Object.fromEntries(Object.entries(OVERLAYS).map(button));
  const props = { class: "group", role: "group", "aria-label": text("manifold.shown") };

  return {
    element: el("span", props, ...Object.values(buttons)),
    draw() {
      const { view, engine } = state;
      const overlays = overlaysOf(state);
      for (const [name, node] of Object.entries(buttons))
        setAttribute(node, "aria-pressed", String(overlays.has(name)));
      const isHeld = Boolean(partOfKind(view.parts, "class"));
      for (const name of OF_CLASSES) {
        buttons[name].disabled = isHeld;
        buttons[name].title = text(isHeld ? "manifold.classHeldTitle" : OVERLAYS[name][1]);
      }
      buttons.ellipses.title = posteriorsInWords(engine);
      buttons.energy.hidden = !engine?.energy;
      buttons.prior.title = priorDrawnInWords(view);
      buttons.prior.disabled = !isStandardPrior(view) && !keptDraws(view).length;
    },
  };
}

const posteriorsInWords = (engine) =>
  text(engine?.spec.posterior === "flow" ? "manifold.posteriorsNearTitle" : "manifold.posteriorsTitle");

/** Contours of N(0, I); of another prior its draws are shown, where the atlas keeps some. */
function priorDrawnInWords(view) {
  if (isStandardPrior(view)) return text("manifold.priorTitle");
  const [count, prior] = [keptDraws(view).length, priorInWords(view)];
  if (!count) return text("manifold.noDrawsTitle", { prior });
  return text("manifold.priorDrawsTitle", { count: grouped(count), prior });
}

/** Equal areas for equal prior mass: only the mass of N(0, I) gives coordinates. */
export function createEvenOutButton(store) {
  const { state } = store;
  const toggle = () => store.set({ quantile: !state.quantile });
  const element = el("button", { "data-testid": "quantile", onclick: toggle }, text("manifold.evenOut"));

  return {
    element,
    draw() {
      const isStandard = isStandardPrior(state.view);
      element.disabled = !isStandard;
      element.title = isStandard
        ? text("manifold.evenOutTitle")
        : text("manifold.otherPriorTitle", { prior: priorInWords(state.view) });
      setAttribute(element, "aria-pressed", String(state.quantile && isStandard));
    },
  };
}
