/** Which model is shown, and the cards of all models: a small picture, plain words, what it is good for. */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { createDialog } from "./dialog.js";

/** @typedef {{name: string, title: string, line: string, picture: string | null}} Card */

/** @param {{choose: (name: string) => void}} options */
export function createModelDialog({ choose }) {
  const current = el("span", { class: "current" });
  const button = el("button", { class: "model", "data-testid": "model", "aria-haspopup": "dialog" }, current, " ▾");
  const list = el("ul", { class: "cards" });
  const dialog = createDialog(text("header.models"), list);
  let shown = "";
  button.addEventListener("click", () => dialog.showModal());

  function pick(name) {
    dialog.close();
    if (name !== button.dataset.name) choose(name);
  }

  /** @param {Card} card */
  function card({ name, title, line, picture }, chosen) {
    const image = el("img", { src: picture, alt: "", class: "crisp", loading: "lazy", width: 112, height: 112 });
    const words = el("span", { class: "words" }, el("b", {}, title), el("span", {}, line), el("code", {}, name));
    const preview = picture ? image : el("span", { class: "blank", "aria-hidden": true });
    const isChosen = name === chosen;
    const props = { "data-testid": `model-${name}`, "aria-current": isChosen ? "true" : null };
    const node = el("button", { ...props, onclick: () => pick(name) }, preview, words);
    return el("li", {}, node);
  }

  return {
    button,
    dialog,
    /** @param {{models: Card[], chosen: string | null}} props chosen: null where a page shows none */
    update({ models, chosen: model }) {
      button.hidden = model === null;
      button.dataset.name = model ?? "";
      const known = models.find(({ name }) => name === model);
      setText(current, known?.title ?? model ?? "");
      button.title = text("header.model_title", { name: model ?? "" });
      const now = JSON.stringify([models, model]);
      if (now !== shown) list.replaceChildren(...models.map((entry) => card(entry, model)));
      shown = now;
    },
  };
}
