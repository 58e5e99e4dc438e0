/** What stands where a talk has no stop yet: how one is made, and the examples. */

import { el } from "../kit/dom.js";
import { text } from "../words/words.js";

export const FIRST_STOP_CSS = `
.desk .first { border: 1px dashed var(--line); border-radius: var(--radius); padding: 1.4rem 1.6rem; display: grid;
  gap: 0.9rem; justify-items: start; font-size: 1rem; line-height: 1.5; }
.desk .first[hidden] { display: none; }
.desk .first h2 { font-size: 1.25rem; margin: 0; font-weight: 600; }
.desk .first ol { list-style: decimal; padding-left: 1.4rem; gap: 0.3rem; display: grid; }
.desk .first li { display: list-item; border: 0; padding: 0; }
.desk .first button { min-height: 44px; padding: 0.3rem 1.1rem; font-size: 1rem; white-space: normal;
  text-align: left; }
`;

/** @param {(name: string) => void} open an example, by file name */
export function createFirstStop(open) {
  const examples = el("div", { class: "row" });
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
    /** @param {Record<string, {title: string, stops: unknown[]}>} decks by file name */
    offer(decks) {
      const button = ([name, { title, stops }]) =>
        el(
          "button",
          { class: "primary", onclick: () => open(name) },
          text("talk.firstExample", { title, n: stops.length }),
        );
      examples.replaceChildren(...Object.entries(decks).map(button));
    },
  };
}
