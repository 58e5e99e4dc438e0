/**
 * Streamlit marks the link of the page that is shown, and not the menu it lies in: its group, or on a small window the
 * "9 more" at the end. Here a screen reader hears of that too, and header.py writes it bold, as the link. On a phone
 * its rows lie in groups inside one list, which is no list any more: a screen reader hears links and titles.
 */

import { setAttribute } from "../kit/dom.js";

const ROWS = "[data-testid=stSidebarNavItems]";
const SHOWN = "[data-testid=stTopNav] > :not([inert])";

/** @typedef {{title: string, pages: string[]}} Group of the navigation; one without a title has links by themselves */

/** @param {AbortSignal} signal */
export function createGroupMark(signal) {
  let isAmong = /** @type {(title: string) => boolean} */ (() => false);
  let own = /** @type {string | undefined} */ (undefined);

  function mark() {
    const buttons = [...document.querySelectorAll(`${SHOWN} [data-testid=stTopNavSection]`)];
    const name = (button) => button.firstElementChild?.textContent ?? "";
    const links = [...document.querySelectorAll(`${SHOWN} a`)].map((link) => link.textContent);
    const rest = links.includes(own ?? "") ? undefined : buttons.find((button) => !isAmong(name(button)));
    const here = buttons.find((button) => name(button) === own) ?? rest;
    for (const button of buttons) setAttribute(button, "aria-current", button === here ? "true" : null);
  }

  function unlist() {
    for (const node of document.querySelectorAll(`${ROWS}, ${ROWS} li`)) setAttribute(node, "role", "presentation");
  }

  const observer = new MutationObserver(() => {
    mark();
    unlist();
  });
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["inert"] });
  signal.addEventListener("abort", () => observer.disconnect());
  return {
    /** @param {{page: string, titles: Record<string, string>, groups: Group[]}} props */
    update({ page, titles, groups }) {
      isAmong = (title) => groups.some((group) => group.title === title);
      own = groups.find(({ pages }) => pages.includes(page))?.title || titles[page];
      mark();
      unlist();
    },
  };
}
