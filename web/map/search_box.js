/** The search box of the map: an image by its number, or all codes of a class by its name. */

import { el } from "../kit/dom.js";
import { text } from "../words/words.js";

export const SEARCH_CSS = `
.map-tools input[type=search] { width: 9rem; }
.map-tools .options { display: inline-flex; gap: 0.3rem; }
`;

/** @returns {HTMLElement[]} the box and what it offers */
export function createSearchBox({ store, lens }) {
  const { state } = store;
  const options = el("span", { class: "options" });
  const box = el("input", {
    type: "search",
    placeholder: text("map.search"),
    "aria-label": text("map.searchLabel"),
    oninput: () => options.replaceChildren(...offers()),
    onkeydown: (event) => event.key === "Enter" && options.querySelector("button")?.click(),
  });

  function offers() {
    const words = box.value.trim();
    if (!words || !state.view) return [];
    const [index, label] = [indexIn(words, state.view), labelIn(words, state.view)];
    const found = [];
    if (index !== null) found.push(offer(text("map.toImage", { index }), () => goTo(index)));
    if (label !== null) found.push(offer(text("map.toClass", { name: words }), () => selectClass(label)));
    const range = text("map.searchRange", { last: state.view.count - 1 });
    return found.length ? found : [el("span", { class: "soft", role: "status" }, range)];
  }

  const offer = (words, choose) =>
    el(
      "button",
      {
        onclick: () => {
          options.replaceChildren();
          box.value = "";
          choose();
        },
      },
      words,
    );

  const goTo = (index) => lens.pin(state.view.code(index), { source: "search", index });

  function selectClass(label) {
    const { labels, classNames } = state.view;
    const indices = [...labels.keys()].filter((i) => labels[i] === label);
    store.set({ selection: { indices, name: text("map.toClass", { name: classNames[label] }) } });
  }

  return [box, options];
}

/** "12" or "#12" -> 12, or null where there is no such image. */
function indexIn(words, { count }) {
  const index = /^#?\d+$/.test(words) ? Number(words.replace("#", "")) : NaN;
  return index < count ? index : null;
}

function labelIn(words, { classNames }) {
  const label = classNames.findIndex((name) => name.toLowerCase() === words.toLowerCase());
  return label < 0 ? null : label;
}
