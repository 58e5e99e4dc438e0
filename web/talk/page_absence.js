/** What keeps a stop that holds a page from being shown here. */

import { failureOf } from "../core/problem.js";
import { text } from "../words/words.js";
import { titleOf } from "./page_stop.js";

/** @typedef {import("./page_stop.js").HeldPages} HeldPages */
/** @typedef {{isFinal: boolean, why: string}} Absence why: a clause, not a sentence */
/**
 * @typedef {Object} Hall what a talk has to show its stops with
 * @property {{get: (name: string) => any, problem?: (name: string) => any}} library
 * @property {HeldPages} [pages] that a stop can hold here
 * @property {Record<string, any> | null} [sent] for each page, by the host
 */

/**
 * @param {import("./deck.js").Stop} stop
 * @param {Hall} hall
 * @returns {Absence | null} null where it can be shown
 */
export function absenceOfPage({ page, query }, { library, pages = {}, sent = null }) {
  const title = titleOf(page);
  const never = (why) => ({ isFinal: true, why });
  const coming = (name) => ({ isFinal: false, why: text("talk.loadingModel", { model: name }) });
  if (!pages[page]) return never(text("talk.pageElsewhere", { page: title }));
  if (!pages[page].isGood(query)) return never(text("talk.pageUnreadable", { page: title }));
  if (!sent?.[page]) return coming(title);
  const models = pages[page].models(query, sent[page]);
  if (models.includes(undefined)) return never(text("talk.pageNoModel", { page: title }));
  const failed = models.map((name) => library.problem?.(name)).find(Boolean);
  if (failed) return never(failureOf(failed, false).sentence);
  const awaited = models.find((name) => !library.get(name));
  return awaited ? coming(awaited) : null;
}
