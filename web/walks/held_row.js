/** Where a class is given: whether it goes from end to end with the style, or one is held all along the walk. */

import { classesGiven, classHeld } from "../core/waypoints.js";
import { el, setAttribute } from "../kit/dom.js";
import { roving } from "../kit/roving.js";
import { text } from "../words/words.js";

export const HELD_CSS = `
.ends .held { grid-template-columns: 2.6rem minmax(0, 1fr); }
.ends .held .choices button { width: auto; min-width: 2.875rem; padding: 2px 0.6rem; cursor: pointer; }
@container (max-width: 620px) { .ends .held .choices button { min-width: 34px; padding: 2px 0.3rem; } }
@container (max-width: 480px) { .ends .held { grid-template-columns: minmax(0, 1fr); }
  .ends .held b { grid-column: auto; } .ends .held .choices button { min-width: 46px; } }
`;

/**
 * @param {any} store
 * @param {() => void} chosen something was chosen by hand
 * @returns {{element: HTMLElement, draw: () => void}}
 */
export function createHeldRow(store, chosen) {
  const { state } = store;
  const props = { class: "choices", role: "toolbar", "aria-label": text("walks.class"), "data-testid": "held-class" };
  const choices = el("div", props);
  const element = el("div", { class: "end held", hidden: true }, el("b", {}, text("walks.class")), choices);
  const renewFocus = roving(choices, { of: "button" });
  let built = null; // the view that the buttons are of

  /** @param {string} words @param {string} title @param {number | null} label */
  function createChoice(words, title, label) {
    const choose = () => {
      store.set({ heldClass: label });
      chosen();
    };
    return el("button", { title, "data-label": label ?? "", onclick: choose }, words);
  }

  function build() {
    const names = state.view.classNames.slice(0, classesGiven(state));
    const held = names.map((name, label) => createChoice(name, text("walks.holdTitle", { class: name }), label));
    choices.replaceChildren(createChoice(text("walks.blend"), text("walks.blendTitle"), null), ...held);
    renewFocus();
  }

  return {
    element,
    draw() {
      element.hidden = !classesGiven(state);
      if (built !== state.view) build();
      built = state.view;
      for (const button of choices.querySelectorAll("button"))
        setAttribute(button, "aria-pressed", String(button.dataset.label === String(classHeld(state) ?? "")));
    },
  };
}
