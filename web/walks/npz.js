/** A NumPy archive: .npy files in an uncompressed ZIP (PKWARE, APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16). */

import { npy } from "../kit/share.js";

/**
 * @param {Record<string, {values: Float32Array, shape: number[]}>} arrays by name
 * @returns {Blob}
 */
export function npz(arrays) {
  const parts = [];
  const directory = [];
  let at = 0;
  for (const [name, { values, shape }] of Object.entries(arrays)) {
    const content = npy(values, shape);
    const path = new TextEncoder().encode(`${name}.npy`);
    const about = numbers(
      [20, 2],
      [0, 2],
      [0, 2],
      [0, 2],
      [33, 2],
      [crc32(content), 4],
      [content.length, 4],
      [content.length, 4],
      [path.length, 2],
      [0, 2],
    );
    parts.push(numbers([0x04034b50, 4]), about, path, content);
    directory.push(numbers([0x02014b50, 4], [20, 2]), about, numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), path);
    at += 30 + path.length + content.length;
  }
  const count = Object.keys(arrays).length;
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const end = numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [length, 4], [at, 4], [0, 2]);
  return new Blob([...parts, ...directory, end]);
}

/** Little-endian numbers, each with its width in bytes. */
function numbers(...fields) {
  return Uint8Array.from(
    fields.flatMap(([value, width]) => Array.from({ length: width }, (_, i) => (value >>> (8 * i)) & 255)),
  );
}

function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let i = 0; i < 8; i++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
