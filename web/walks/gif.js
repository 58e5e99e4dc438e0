/**
 * An animated GIF from indexed frames. CompuServe, "Graphics Interchange Format, version 89a" (1990); looping is
 * Netscape's extension.
 */

import { createBytes } from "./bytes.js";
import { createPacker } from "./lzw.js";

const COLOURS = 256;
const FASTEST = 2; // hundredths of a second: browsers slow anything faster down to a tenth of a second
const BLOCK = 255; // bytes of image data at a time

/**
 * Frames are packed as they come, so that no more than one of them is ever held.
 *
 * @param {{width: number, height: number, palette: Uint32Array, delayMs: number}} animation
 *   palette: up to 256 little-endian RGBA words
 * @returns {{add: (frame: Uint8Array) => void, finish: () => Uint8Array<ArrayBuffer>}} a frame has one index per pixel
 */
export function createGif({ width, height, palette, delayMs }) {
  const out = createBytes();
  const pack = createPacker();
  const size = [...short(width), ...short(height)];
  const delay = short(Math.max(FASTEST, Math.round(delayMs / 10)));
  out.put(...letters("GIF89a"), ...size, 0xf7, 0, 0); // 256 colours, all eight bits deep
  for (let i = 0; i < COLOURS; i++) out.put(...bytesOf(palette[i]));
  out.put(0x21, 0xff, 11, ...letters("NETSCAPE2.0"), 3, 1, 0, 0, 0); // for ever
  return {
    add(frame) {
      out.put(0x21, 0xf9, 4, 0, ...delay, 0, 0);
      out.put(0x2c, 0, 0, 0, 0, ...size, 0, 8);
      putBlocks(out, pack(frame));
    },
    finish() {
      out.put(0x3b);
      return out.all();
    },
  };
}

function putBlocks(out, packed) {
  for (let at = 0; at < packed.length; at += BLOCK) {
    const block = packed.subarray(at, at + BLOCK);
    out.put(block.length);
    out.append(block);
  }
  out.put(0);
}

const short = (value) => [value & 255, (value >> 8) & 255];
const bytesOf = (word) => [word & 255, (word >> 8) & 255, (word >> 16) & 255];
const letters = (word) => new TextEncoder().encode(word);
