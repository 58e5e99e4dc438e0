/**
 * Another language. The server decides which one a page is sent in, so a choice is kept in a cookie, which it reads,
 * and the page is loaded again; the address brings back what is seen.
 *
 * An address that names a language goes on naming it, on every page. A choice takes it out of the address: it is the
 * visitor's own, and a link that is shared leaves its reader's language alone.
 */

import { el } from "../kit/dom.js";
import { text } from "../words/words.js";

const COOKIE = "latent_lens_language"; // ui/words/language.py reads it
const PARAMETER = "lang";
const YEAR_SECONDS = 31_536_000;

/** @typedef {{code: string, name: string, tag: string}} Language */

/** @param {() => string} address of all that is seen @param {string} id of the buttons, for tests */
export function createLanguageButtons(address, id = "language") {
  const element = el("span", { class: "languages" });
  let shown = "";

  /** @param {Language} language */
  function button({ code, name, tag }) {
    const title = text("header.language", { name });
    const props = { lang: tag, title, "data-testid": `${id}-${code}`, onclick: () => choose(code, address()) };
    return el("button", props, name);
  }

  return {
    element,
    /** @param {{languages: Language[], address: Record<string, string>}} props address: the language that it names */
    update({ languages, address: named }) {
      if (JSON.stringify(languages) !== shown) element.replaceChildren(...languages.map(button));
      shown = JSON.stringify(languages);
      if (PARAMETER in named) keepInAddress(named[PARAMETER]);
    },
  };
}

/** @param {string} code @param {string} address */
function choose(code, address) {
  const wanted = `${COOKIE}=${code}`;
  // biome-ignore lint/suspicious/noDocumentCookie: the other way to write one needs a secure context
  document.cookie = `${wanted}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
  const url = new URL(address);
  url.searchParams.delete(PARAMETER);
  if (!document.cookie.includes(wanted)) url.searchParams.set(PARAMETER, code); // a browser that keeps no cookies
  history.replaceState(history.state, "", url);
  location.reload();
}

/** Streamlit leaves the query behind when the page changes. @param {string} code */
function keepInAddress(code) {
  const url = new URL(location.href);
  if (url.searchParams.get(PARAMETER) === code) return;
  url.searchParams.set(PARAMETER, code);
  history.replaceState(history.state, "", url);
}
