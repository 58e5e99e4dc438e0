/** Above the pictures: the second model, what the two have in common, another image, and blinking. */

import { el, setAttribute } from "../kit/dom.js";
import { text } from "../words/words.js";

/**
 * @param {Object} on
 * @param {(name: string) => void} on.choose
 * @param {() => void} on.another
 * @param {(on: boolean) => void} on.blink
 * @param {() => void} on.samePlace
 */
export function createChoices({ choose, another, blink, samePlace }) {
  const select = el("select", { "data-testid": "against", onchange: () => choose(select.value) });
  const place = el("input", { type: "checkbox", "data-testid": "same-place", onchange: samePlace });
  const placeLabel = el("label", { class: "row", title: text("compare.placeTitle") }, place, text("compare.place"));
  const blinking = el(
    "button",
    { "aria-pressed": "false", title: text("compare.blinkTitle"), "data-testid": "blink", onclick: turn },
    text("compare.blink"),
  );
  const next = el("button", { "data-testid": "another-image", onclick: another }, text("compare.anotherImage"));
  const element = el("div", { class: "row" });
  element.append(el("label", { class: "row" }, text("compare.with"), select), next, blinking, placeLabel);

  function turn() {
    const on = blinking.getAttribute("aria-pressed") !== "true";
    setAttribute(blinking, "aria-pressed", String(on));
    blink(on);
  }

  return {
    element,
    wantsPlace: () => place.checked && !placeLabel.hidden,

    /** @param {{against: string, others: {name: string, title: string}[]}} props @param {boolean} canHavePlace */
    show({ against, others }, canHavePlace) {
      const options = others.map(({ name, title }) => el("option", { value: name }, title));
      if (select.dataset.names !== JSON.stringify(others)) select.replaceChildren(...options);
      select.dataset.names = JSON.stringify(others);
      select.value = against;
      placeLabel.hidden = !canHavePlace;
      placeLabel.style.display = canHavePlace ? "" : "none";
    },
  };
}
