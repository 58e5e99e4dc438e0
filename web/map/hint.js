/** One sentence for a first visit, gone with the first touch. */

import { el } from "../kit/dom.js";
import { text } from "../words/words.js";

const STYLE =
  "position:absolute;left:4px;top:4px;z-index:3;pointer-events:none;max-width:80%;padding:2px 6px;border-radius:6px;" +
  "font:500 14px/1.35 var(--st-font);background:color-mix(in srgb, var(--st-background-color) 82%, transparent)";

export function createHint(store, signal) {
  const hint = el("div", { style: STYLE }, text("map.hint"));
  const hide = () => {
    hint.hidden = true;
  };
  hint.hidden = !store.state.isFirstVisit;
  store.watch(["isFirstVisit"], hide, signal);
  return hint;
}
