/** What a page is for, its keys, and the words that a newcomer cannot know. */

import { el } from "../kit/dom.js";
import { text } from "../words/words.js";
import { createDialog } from "./dialog.js";

const WORDS = ["latent", "posterior", "prior", "support", "nat", "elbo", "kl", "tsne", "pca", "roundtrip"];
const KEYS = ["arrows", "enter", "escape", "undo"];
const LIVE_PAGES = ["start", "explore", "manifold", "interpolate"];

/** @param {HTMLElement} languages buttons that phones have here */
export function createHelp(languages) {
  const about = el("p", { class: "about" });
  const keys = el("dl", { class: "keys" });
  const words = el("dl");
  const keysTitle = el("h3", {}, text("help.keys"));
  const content = [languages, about, keysTitle, keys, el("h3", {}, text("help.words")), words];
  const dialog = createDialog(text("help.title"), ...content);
  const button = el("button", { "aria-haspopup": "dialog", "data-testid": "help", title: text("help.title") }, "?");
  button.setAttribute("aria-label", text("help.title"));
  let page = "start";
  button.addEventListener("click", () => {
    fill();
    dialog.showModal();
  });
  /** Only when it is asked for: what is not read need not be on the page. */
  function fill() {
    about.textContent = text(`help.${page}`);
    const isLive = LIVE_PAGES.includes(page);
    keysTitle.hidden = !isLive;
    keys.hidden = !isLive;
    keys.replaceChildren(...KEYS.flatMap((name) => term(`help.key_${name}`, `help.does_${name}`)));
    words.replaceChildren(...WORDS.flatMap((name) => term(`help.word_${name}`, `help.says_${name}`)));
  }
  dialog.addEventListener("close", () => {
    about.textContent = "";
    keys.replaceChildren();
    words.replaceChildren();
  });

  return {
    button,
    dialog,
    /** @param {string} name of the page */
    update(name) {
      page = name;
    },
  };
}

const term = (name, meaning) => [el("dt", {}, text(name)), el("dd", {}, text(meaning))];
