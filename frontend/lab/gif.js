/**
 * An animated GIF from indexed frames. CompuServe, "Graphics Interchange Format, version 89a" (1990), and its variable
 * width LZW (T. Welch, "A Technique for High-Performance Data Compression", 1984); looping is Netscape's extension.
 */

/**
 * @param {{width: number, height: number, frames: Uint8Array[], palette: Uint32Array, delayMs: number}} animation
 *   frames: one index per pixel; palette: 256 little-endian RGBA words
 * @returns {Uint8Array}
 */
export function encodeGif({ width, height, frames, palette, delayMs }) {
  const out = [];
  const short = (value) => out.push(value & 255, (value >> 8) & 255);
  const text = (value) => out.push(...new TextEncoder().encode(value));
  text("GIF89a");
  short(width);
  short(height);
  out.push(0xf7, 0, 0); // 256 colours, all eight bits deep
  for (const word of palette) out.push(word & 255, (word >> 8) & 255, (word >> 16) & 255);
  out.push(0x21, 0xff, 11);
  text("NETSCAPE2.0");
  out.push(3, 1, 0, 0, 0); // for ever
  for (const frame of frames) {
    out.push(0x21, 0xf9, 4, 0);
    short(Math.max(2, Math.round(delayMs / 10))); // browsers slow anything faster down to a tenth of a second
    out.push(0, 0, 0x2c, 0, 0, 0, 0);
    short(width);
    short(height);
    out.push(0, 8);
    const packed = compress(frame);
    for (let at = 0; at < packed.length; at += 255) {
      const block = packed.slice(at, at + 255);
      out.push(block.length, ...block);
    }
    out.push(0);
  }
  out.push(0x3b);
  return Uint8Array.from(out);
}

const CLEAR = 256;
const END = 257;
const FULL = 4096;

function compress(indices) {
  const bytes = [];
  let bits = 0;
  let held = 0;
  let width = 9;
  let table = new Map();
  let next = END + 1;
  const put = (code) => {
    bits |= code << held;
    for (held += width; held >= 8; held -= 8) {
      bytes.push(bits & 255);
      bits >>>= 8;
    }
  };
  put(CLEAR);
  let prefix = indices[0];
  for (let i = 1; i < indices.length; i++) {
    const key = prefix * 256 + indices[i];
    const known = table.get(key);
    if (known !== undefined) {
      prefix = known;
      continue;
    }
    put(prefix);
    prefix = indices[i];
    if (next === FULL) {
      put(CLEAR);
      table = new Map();
      next = END + 1;
      width = 9;
      continue;
    }
    table.set(key, next);
    if (next++ === 1 << width) width += 1;
  }
  put(prefix);
  put(END);
  if (held) bytes.push(bits & 255);
  return bytes;
}
