/** The variable width LZW of GIF: T. Welch, "A Technique for High-Performance Data Compression" (1984). */

import { createBytes } from "./bytes.js";

const CLEAR = 256;
const END = 257;
const FULL = 4096;
const LEAST_WIDTH = 9; // bits of a code
const MOST_TURNS = 500_000; // whose number fits beside a code

/** @returns {(indices: Uint8Array) => Uint8Array} the packed bytes are its own until the next call */
export function createPacker() {
  const bytes = createBytes();
  const writer = createBitWriter(bytes);
  // (prefix, index) -> the turn of the table times 4096, plus the code: what another turn wrote counts as empty
  const table = new Int32Array(FULL * 256);
  let turn = 0;

  return function pack(indices) {
    let width = LEAST_WIDTH;
    let next = END + 1;
    let prefix = indices[0];
    bytes.clear();
    turn += 1;
    writer.put(CLEAR, width);
    for (let i = 1; i < indices.length; i++) {
      const key = prefix * 256 + indices[i];
      const known = table[key];
      if (known >> 12 === turn) {
        prefix = known & (FULL - 1);
        continue;
      }
      writer.put(prefix, width);
      prefix = indices[i];
      if (next === FULL) {
        writer.put(CLEAR, width);
        turn += 1;
        next = END + 1;
        width = LEAST_WIDTH;
        continue;
      }
      table[key] = (turn << 12) | next;
      if (next === 1 << width) width += 1;
      next += 1;
    }
    writer.put(prefix, width);
    writer.put(END, width);
    writer.flush();
    if (turn > MOST_TURNS) {
      turn = 0;
      table.fill(0);
    }
    return bytes.all();
  };
}

/** Codes of any width, low bits first. */
function createBitWriter(bytes) {
  let bits = 0;
  let held = 0;
  return {
    put(code, width) {
      bits |= code << held;
      for (held += width; held >= 8; held -= 8) {
        bytes.put(bits & 255);
        bits >>>= 8;
      }
    },
    flush() {
      if (held) bytes.put(bits & 255);
      bits = 0;
      held = 0;
    },
  };
}
