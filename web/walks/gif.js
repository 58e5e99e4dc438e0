/**
 * An animated GIF from indexed frames. CompuServe, "Graphics Interchange Format, version 89a" (1990), and its variable
 * width LZW (T. Welch, "A Technique for High-Performance Data Compression", 1984); looping is Netscape's extension.
 */

/**
 * Frames are packed as they come, so that no more than one of them is ever held.
 *
 * @param {{width: number, height: number, palette: Uint32Array, delayMs: number}} animation
 *   palette: up to 256 little-endian RGBA words
 * @returns {{add: (frame: Uint8Array) => void, finish: () => Uint8Array}} a frame has one index per pixel
 */
export function createGif({ width, height, palette, delayMs }) {
  const out = createBytes();
  const pack = createPacker();
  const short = (value) => out.put(value & 255, (value >> 8) & 255);
  const text = (value) => out.put(...new TextEncoder().encode(value));
  text("GIF89a");
  short(width);
  short(height);
  out.put(0xf7, 0, 0); // 256 colours, all eight bits deep
  for (let i = 0; i < 256; i++) out.put(palette[i] & 255, (palette[i] >> 8) & 255, (palette[i] >> 16) & 255);
  out.put(0x21, 0xff, 11);
  text("NETSCAPE2.0");
  out.put(3, 1, 0, 0, 0); // for ever
  return {
    add(frame) {
      out.put(0x21, 0xf9, 4, 0);
      short(Math.max(2, Math.round(delayMs / 10))); // browsers slow anything faster down to a tenth of a second
      out.put(0, 0, 0x2c, 0, 0, 0, 0);
      short(width);
      short(height);
      out.put(0, 8);
      const packed = pack(frame);
      for (let at = 0; at < packed.length; at += 255) {
        const block = packed.subarray(at, at + 255);
        out.put(block.length);
        out.append(block);
      }
      out.put(0);
    },
    finish() {
      out.put(0x3b);
      return out.all();
    },
  };
}

/** Bytes that grow. */
function createBytes() {
  let bytes = new Uint8Array(1 << 16);
  let size = 0;
  const room = (more) => {
    if (size + more <= bytes.length) return;
    const larger = new Uint8Array(2 * bytes.length + more);
    larger.set(bytes);
    bytes = larger;
  };
  return {
    put(...values) {
      room(values.length);
      for (const value of values) bytes[size++] = value;
    },
    append(values) {
      room(values.length);
      bytes.set(values, size);
      size += values.length;
    },
    clear: () => (size = 0),
    all: () => bytes.subarray(0, size),
  };
}

const CLEAR = 256;
const END = 257;
const FULL = 4096;

function createPacker() {
  const bytes = createBytes();
  const table = new Int32Array(FULL * 256); // (prefix, index) -> the turn of the table times 4096, plus the code
  let turn = 0;
  return function pack(indices) {
    let bits = 0;
    let held = 0;
    let width = 9;
    let next = END + 1;
    bytes.clear();
    turn += 1;
    const put = (code) => {
      bits |= code << held;
      for (held += width; held >= 8; held -= 8) {
        bytes.put(bits & 255);
        bits >>>= 8;
      }
    };
    put(CLEAR);
    let prefix = indices[0];
    for (let i = 1; i < indices.length; i++) {
      const key = prefix * 256 + indices[i];
      const known = table[key];
      if (known >> 12 === turn) {
        prefix = known & 4095;
        continue;
      }
      put(prefix);
      prefix = indices[i];
      if (next === FULL) {
        put(CLEAR);
        turn += 1;
        next = END + 1;
        width = 9;
        continue;
      }
      table[key] = (turn << 12) | next;
      if (next++ === 1 << width) width += 1;
    }
    put(prefix);
    put(END);
    if (held) bytes.put(bits & 255);
    if (turn > 500_000) table.fill((turn = 0)); // the number of turns fits beside the code
    return bytes.all();
  };
}
