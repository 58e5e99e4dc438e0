/** A deck in a link: `deck=` holds its JSON, deflated, in base64 of the URL's alphabet. */

import { text } from "../words/words.js";
import { checkDeck } from "./deck_check.js";

const MOST_LETTERS = 12_000; // a longer address is cut by mail programs and some browsers

/** @param {import("./deck.js").Deck} deck @returns {Promise<string>} @throws {Error} where it would be too long */
export async function deckToText(deck) {
  const bytes = new TextEncoder().encode(JSON.stringify(deck));
  const packed = await piped(bytes, new CompressionStream("deflate-raw"));
  if (packed.length > MOST_LETTERS) throw new Error(text("talk.tooLongToLink")); // more than one call can take
  const letters = btoa(String.fromCharCode(...packed))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
  if (letters.length > MOST_LETTERS) throw new Error(text("talk.tooLongToLink"));
  return letters;
}

/** @param {string} letters @returns {Promise<import("./deck.js").Deck>} @throws {Error} with a sentence */
export async function deckFromText(letters) {
  if (letters.length > MOST_LETTERS) throw new Error(text("talk.linkTooLong"));
  try {
    return checkDeck(JSON.parse(await unpacked(letters)));
  } catch (error) {
    throw new Error(text("talk.linkUnreadable", { why: error.message }));
  }
}

async function unpacked(letters) {
  const base64 = atob(letters.replace(/-/g, "+").replace(/_/g, "/"));
  const packed = Uint8Array.from(base64, (letter) => letter.charCodeAt(0));
  return new TextDecoder().decode(await piped(packed, new DecompressionStream("deflate-raw")));
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {CompressionStream | DecompressionStream} stream */
async function piped(bytes, stream) {
  const out = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(out).arrayBuffer());
}
