/**
 * On a phone the pages lie at the bottom, under the thumb: the four that show pictures, and the others behind "More",
 * in the groups of the navigation.
 *
 * A press asks the host for the page, so that the visit goes on; the addresses are those of the links, to be opened in
 * another tab.
 */

import { leave } from "../core/leaving.js";
import { el, setAttribute } from "../kit/dom.js";
import { text } from "../words/words.js";

const FIRST = ["start", "explore", "manifold", "interpolate"];
/** Drawn on a square of 24. */
const ICONS = {
  start: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
  explore: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm4 5l-2.5 5.5L8 16l2.5-5.5z",
  manifold: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  interpolate: "M5 19a2 2 0 1 1 0-4 2 2 0 0 1 0 4zM19 9a2 2 0 1 1 0-4 2 2 0 0 1 0 4zM7 17c6 0 4-10 10-10",
  more: "M4 7h16M4 12h16M4 17h16",
};

export const PAGE_BAR_CSS = `
.page-bar { display: none; position: fixed; left: 0; right: 0; bottom: 0; z-index: 999985;
  padding-bottom: env(safe-area-inset-bottom, 0); background: var(--st-background-color);
  border-top: 1px solid var(--line); }
.page-bar .first { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); }
.page-bar a, .page-bar .more { min-height: 56px; min-width: 44px; display: grid; justify-items: center;
  align-content: center; gap: 1px; color: inherit; text-decoration: none; border: 0; border-radius: 0; background: none;
  font-size: 0.875rem; }
.page-bar svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 1.8;
  stroke-linejoin: round; }
.page-bar [aria-current="page"] { color: var(--st-primary-color); font-weight: 600; }
.page-bar .others { max-height: calc(100dvh - 57px); overflow-y: auto; border-bottom: 1px solid var(--line); }
.page-bar .group { display: grid; grid-template-columns: repeat(2, 1fr); }
.page-bar .group + .group { border-top: 1px solid var(--line); }
.page-bar .title { grid-column: 1 / -1; padding: 8px 0.9rem 0; text-align: center; font-size: 0.875rem;
  color: var(--soft); }
.page-bar .group a { min-height: 48px; }
.page-bar .others[hidden] { display: none; }
@media (max-width: 640px) { .page-bar { display: block; } }
`;

/** @param {(page: string) => void} open through the host */
export function createPageBar(open) {
  const first = el("div", { class: "first" });
  const others = el("div", { class: "others", hidden: true });
  const element = el("nav", { class: "page-bar", "aria-label": text("header.pages") }, others, first);
  const more = el("button", { class: "more", "aria-expanded": "false", "data-testid": "more-pages", onclick: toggle });
  more.append(icon("more"), text("header.more"));
  let shown = "";

  function toggle() {
    others.hidden = !others.hidden;
    setAttribute(more, "aria-expanded", String(!others.hidden));
  }

  function link(page, title, here) {
    const isHere = page === here;
    const props = {
      href: page,
      "aria-current": isHere ? "page" : null,
      "data-testid": `page-${page}`,
      "data-asks": "",
    };
    const node = el("a", props);
    node.append(...(ICONS[page] ? [icon(page)] : []), title);
    node.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (isHere) return;
      open(page);
      leave();
    });
    return node;
  }

  return {
    element,
    /** @param {{page: string, titles: Record<string, string>, groups: import("./group_mark.js").Group[]}} props */
    update({ page, titles, groups }) {
      const now = JSON.stringify([page, titles, groups]);
      if (now === shown) return;
      shown = now;
      const nodes = (names) => names.map((name) => link(name, titles[name], page));
      const isOther = (name) => !FIRST.includes(name);
      setAttribute(more, "aria-current", isOther(page) ? "page" : null);
      first.replaceChildren(...nodes(FIRST), more);
      others.replaceChildren(...groups.map(({ title, pages }) => group(title, nodes(pages.filter(isOther)))));
      others.hidden = true;
    },
  };
}

function group(title, links) {
  const heading = title ? el("span", { class: "title", "aria-hidden": "true" }, title) : null;
  return el("div", { class: "group", role: "group", "aria-label": title || null }, heading, ...links);
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
