/** Asks Python for the picture of one code (ui/decoding.py). */

import { requirePicture } from "../engine/engine.js";
import { Problem } from "../engine/problem.js";

const PATIENCE_MS = 60_000;

/** @type {import("./far.js").Ask} */
export async function decodedByPython({ name, imageShape }, z) {
  const address = new URL(`decode/${encodeURIComponent(name)}`, document.baseURI);
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ z: Array.from(z) });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(address, { method: "POST", headers, body, signal }).catch(() => null);
  if (!answer) {
    const why = new Problem("the server does not answer; if it has stopped, start it again");
    throw new Problem("{name} is not decoded: {why}", { name, why });
  }
  const content = answer.ok && (await answer.arrayBuffer());
  if (!content || content.byteLength !== 4 * imageShape.reduce((product, length) => product * length, 1)) {
    const why = content
      ? `${content.byteLength} bytes`
      : ((await answer.text()) || `HTTP ${answer.status}`).replace(/[.。]$/, "");
    throw new Problem("{name} is not decoded: {why}", { name, why });
  }
  const pixels = new Float32Array(content);
  requirePicture(pixels, name);
  return pixels;
}
