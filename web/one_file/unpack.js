/**
 * From a data block of the file to safetensors bytes: base64, then gzip, then bytes back in their order.
 *
 * ui/one_file/pack.py packs: in each tensor the first bytes of all numbers come first, then the second ones,
 * because exponents compress well among themselves; that saves a tenth of the file.
 */

const WIDTH = { F32: 4, F16: 2, I32: 4, U8: 1 };

/** @param {string} text base64 of what `packed` in ui/one_file/pack.py returned */
export async function unpack(text) {
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return inOrder(new Uint8Array(await new Response(stream).arrayBuffer()));
}

function inOrder(bytes) {
  const start = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start)));
  const out = bytes.slice();
  for (const [name, { dtype, data_offsets: range }] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const [from, to] = range.map((offset) => start + offset);
    const width = WIDTH[dtype];
    const count = (to - from) / width;
    for (let k = 0; k < width; k++) {
      for (let i = 0; i < count; i++) out[from + i * width + k] = bytes[from + k * count + i];
    }
  }
  return out;
}
