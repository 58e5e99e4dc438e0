/**
 * Light or dark. Streamlit keeps the choice for each address in the browser and reads it when it loads; it has no call
 * for it, so this writes what its own menu would and loads the page again, which the address brings back as it was.
 */

import { el } from "../kit/dom.js";
import { readTheme } from "../kit/theme.js";
import { text } from "../words/words.js";

const KEY = (path) => `stActiveTheme-${path}-v2`;

export function createThemeButton() {
  const title = text("header.theme");
  const element = el("button", { "data-testid": "theme", title, "aria-label": title }, "◐");
  let pages = [];
  element.addEventListener("click", () => {
    const next = readTheme(element).kind === "dark" ? "Light" : "Dark";
    try {
      for (const path of paths(pages)) localStorage.setItem(KEY(path), JSON.stringify(next));
    } catch {
      return; // a private window without storage keeps the system's theme
    }
    location.reload();
  });
  return {
    element,
    /** @param {string[]} names of all pages, by their addresses */
    update(names) {
      pages = names;
    },
  };
}

/** Addresses of all pages on this server, wherever it is mounted. */
function paths(pages) {
  const folder = location.pathname.slice(0, location.pathname.lastIndexOf("/") + 1);
  return [location.pathname, folder, ...pages.map((name) => folder + name)];
}
