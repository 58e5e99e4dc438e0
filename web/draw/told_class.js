/** Which class a drawing is given, of a model that takes one: the likeliest, or what the visitor says. */

import { partOfKind } from "../engine/parts.js";
import { el } from "../kit/dom.js";
import { text } from "../words/words.js";

/** @param {(k: number | null) => void} tell null: the likeliest */
export function createToldClass(tell) {
  const select = el("select", { "data-testid": "drawing-class" });
  const element = el("label", { class: "told", hidden: true }, text("draw.class"), " ", select);
  let built = null; // the view that the classes are of
  select.addEventListener("change", () => tell(select.value === "" ? null : Number(select.value)));

  function build(view) {
    const part = partOfKind(view.parts, "class");
    element.hidden = !part;
    const names = part ? view.classNames.slice(0, part.stop - part.start) : [];
    const options = names.map((name, k) => el("option", { value: k }, name));
    select.replaceChildren(el("option", { value: "" }, text("draw.likeliest")), ...options);
  }

  return {
    element,
    /** @param {import("../core/types.js").AtlasView} view */
    draw(view) {
      if (view !== built) build(view);
      built = view;
    },
  };
}
