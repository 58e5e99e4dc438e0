/** Asks Python for every score of some pictures (ui/odd/brought.py). */

import { Problem } from "../engine/problem.js";

const PATIENCE_MS = 120_000;

/** @typedef {{model: string, without: number, regret: boolean}} About without: a class, or -1 */

/**
 * @param {About} about
 * @param {Uint8Array[]} images (C, H, W) each
 * @returns {Promise<{scores: Record<string, number[]>, codes: number[][]}>} one of each for every picture
 * @throws {Problem}
 */
export async function scoresOf({ model, without, regret }, images) {
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

/** @param {Uint8Array[]} images */
function base64Of(images) {
  let letters = "";
  for (const image of images) for (const byte of image) letters += String.fromCharCode(byte);
  return btoa(letters);
}
