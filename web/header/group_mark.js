/**
 * Streamlit marks the link of the page that is shown, and not the menu it lies in: its group, or on a small window the
 * "9 more" at the end. Here a screen reader hears of that too, and header.py writes it bold, as the link.
 */

import { setAttribute } from "../kit/dom.js";

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

  const observer = new MutationObserver(mark);
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["inert"] });
  signal.addEventListener("abort", () => observer.disconnect());
  return {
    /** @param {{page: string, titles: Record<string, string>, groups: Group[]}} props */
    update({ page, titles, groups }) {
      isAmong = (title) => groups.some((group) => group.title === title);
      own = groups.find(({ pages }) => pages.includes(page))?.title || titles[page];
      mark();
    },
  };
}
