/** Asks Python for every score of pictures (ui/odd/brought.py), some at a time, until all have theirs. */

import { Problem } from "../engine/problem.js";
import { base64Of } from "./pictures.js";

const PATIENCE_MS = 120_000;

/** @typedef {{model: string, without: number, regret: boolean}} About without: a class, or -1 */

/**
 * @param {About} about
 * @param {Uint8Array[]} images (C, H, W) each
 * @returns {Promise<{scores: Record<string, number[]>, codes: number[][]}>} one of each for every picture
 * @throws {Problem}
 */
async function scoresOf({ model, without, regret }, images) {
  const address = new URL(`strange/${encodeURIComponent(model)}`, document.baseURI);
  const body = JSON.stringify({ images: base64Of(images), class: without, regret });
  const headers = { "Content-Type": "application/json" };
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(address, { method: "POST", headers, body, signal }).catch(() => null);
  if (!answer) throw new Problem("the server does not answer; if it has stopped, start it again");
  if (answer.ok) return answer.json();
  const why = (answer.status === 422 && (await answer.text())) || `HTTP ${answer.status}`;
  throw new Problem("the pictures are not scored: {why}", { why: why.replace(/[.。]$/, "") });
}

/**
 * @param {object} of
 * @param {() => About & {atOnce: number}} of.about atOnce: pictures of a question
 * @param {() => import("./brought.js").Brought[]} of.all
 * @param {() => void} of.told some have their scores now
 * @param {(error: unknown) => void} of.failed
 * @returns {() => Promise<void>} asks; what was brought or chosen meanwhile is asked for next
 */
export function createAsking({ about, all, told, failed }) {
  let isAsking = false;

  const unscored = () =>
    all()
      .filter(({ scores }) => !scores)
      .slice(0, about().atOnce);

  /** @param {import("./brought.js").Brought[]} some */
  async function score(some) {
    const asked = about();
    const images = some.map(({ x }) => x);
    const { scores, codes } = await scoresOf(asked, images);
    if (asked !== about()) return;
    some.forEach((one, i) => {
      one.scores = Object.fromEntries(Object.entries(scores).map(([name, values]) => [name, values[i]]));
      one.code = codes[i];
    });
    told();
  }

  return async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      for (let some = unscored(); some.length; some = unscored()) await score(some);
    } catch (error) {
      failed(error);
    }
    isAsking = false;
  };
}
