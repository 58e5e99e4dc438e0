/** What stands where a talk has no stop yet: how one is made, and the examples with what they tell. */

import { el } from "../kit/dom.js";
import { text } from "../words/words.js";

export const FIRST_STOP_CSS = `
.desk .first { border: 1px dashed var(--line); border-radius: var(--radius); padding: 1.4rem 1.6rem; display: grid;
  gap: 0.9rem; justify-items: start; font-size: 1rem; line-height: 1.5; }
.desk .first[hidden] { display: none; }
.desk .first h2 { font-size: 1.25rem; margin: 0; font-weight: 600; }
.desk .first ol { list-style: decimal; padding-left: 1.4rem; gap: 0.3rem; display: grid; }
.desk .first .example { display: grid; gap: 0.9rem; justify-items: start; }
.desk .first .example ol { color: var(--soft); gap: 0.35rem; }
.desk .first li { display: list-item; border: 0; padding: 0; }
.desk .first button { min-height: 44px; padding: 0.3rem 1.1rem; font-size: 1rem; white-space: normal;
  text-align: left; }
`;

/** @param {(name: string) => void} open an example, by file name */
export function createFirstStop(open) {
  const examples = el("div", {});
  const steps = ["talk.firstFind", "talk.firstAdd", "talk.firstPresent"];
  const element = el(
    "section",
    { class: "first", hidden: true, "data-testid": "first-stop" },
    el("h2", {}, text("talk.firstTitle")),
    el("ol", {}, ...steps.map((step) => el("li", {}, text(step)))),
    examples,
  );
  return {
    element,
    /** @param {Record<string, {title: string, stops: {caption: string}[]}>} decks by file name */
    offer(decks) {
      const example = ([name, { title, stops }]) => {
        const words = text("talk.firstExample", { title, n: stops.length });
        const button = el("button", { class: "primary", onclick: () => open(name) }, words);
        return el(
          "div",
          { class: "example" },
          button,
          el("ol", {}, ...stops.map(({ caption }) => el("li", {}, caption))),
        );
      };
      examples.replaceChildren(...Object.entries(decks).map(example));
    },
  };
}
