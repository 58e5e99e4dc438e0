/**
 * Pictures out of a zip, read in the browser: names inside only tell a picture from another file, and nothing is
 * unpacked but what is read, each picture up to a limit whatever its head says.
 *
 * PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16. Stored and deflated entries; no zip64.
 */

import { Problem } from "../engine/problem.js";

export const MOST_PICTURES = 200; // of a zip, evenly chosen
const MOST_BYTES = 20e6; // of a picture
const PICTURE = /\.(png|jpe?g|gif|bmp|webp)$/i;
const HIDDEN = /(^|\/)(\.[^./]|__MACOSX)/; // "./" and "../" are no names
const [END, ENTRY, FILE] = [0x06054b50, 0x02014b50, 0x04034b50];
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const FULL = 0xffff; // of the number of entries: more than it can say

/** @param {File} file */
export const isZip = ({ name, type }) => /\.zip$/i.test(name) || type === "application/zip";

/** @param {File} zip @returns {Promise<File[]>} @throws {Problem} */
export async function picturesIn(zip) {
  try {
    const entries = await entriesOf(zip);
    if (!entries.length) throw new Problem("{name} holds no PNG, JPEG, GIF, BMP or WebP picture", { name: zip.name });
    const step = Math.ceil(entries.length / MOST_PICTURES);
    const some = entries.filter((_, i) => i % step === 0);
    return await Promise.all(some.map((entry) => fileOf(zip, entry)));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("{name} is not a zip that can be read; pack the pictures again", { name: zip.name });
  }
}

/** @typedef {{name: string, method: number, isLocked: boolean, packed: number, at: number}} Entry */

/** @param {File} zip @returns {Promise<Entry[]>} of the pictures */
async function entriesOf(zip) {
  const tail = await viewOf(zip, Math.max(0, zip.size - END_BYTES - LONGEST_COMMENT), zip.size);
  const end = lastEnd(tail);
  const count = tail.getUint16(end + 10, true);
  if (count === FULL) throw new Problem("{name} holds too many files; send a smaller zip", { name: zip.name });
  const start = tail.getUint32(end + 16, true);
  const list = await viewOf(zip, start, start + tail.getUint32(end + 12, true));
  const found = [];
  for (let i = 0, at = 0; i < count; i++) {
    if (list.getUint32(at, true) !== ENTRY) throw new Error("no entry");
    const [name, extra, comment] = [28, 30, 32].map((place) => list.getUint16(at + place, true));
    found.push({
      name: new TextDecoder().decode(new Uint8Array(list.buffer, at + 46, name)),
      isLocked: Boolean(list.getUint16(at + 8, true) & 1),
      method: list.getUint16(at + 10, true),
      packed: list.getUint32(at + 20, true),
      at: list.getUint32(at + 42, true),
    });
    at += 46 + name + extra + comment;
  }
  return found.filter(({ name }) => PICTURE.test(name) && !HIDDEN.test(name));
}

/** @param {DataView} tail */
function lastEnd(tail) {
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) if (tail.getUint32(at, true) === END) return at;
  throw new Error("no end");
}

/** @param {File} zip @param {Entry} entry */
async function fileOf(zip, { name, method, isLocked, packed, at }) {
  if (isLocked)
    throw new Problem("{name} is locked with a password; send the pictures without one", { name: zip.name });
  const head = await viewOf(zip, at, at + 30);
  if (head.getUint32(0, true) !== FILE) throw new Error("no file");
  const start = at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const content = zip.slice(start, start + packed);
  if (method && method !== 8) throw new Error("neither stored nor deflated");
  const stream = content.stream();
  const pieces = await upTo(MOST_BYTES, method ? stream.pipeThrough(new DecompressionStream("deflate-raw")) : stream);
  return new File(pieces, name.split("/").pop());
}

/** @param {number} most bytes @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream */
async function upTo(most, stream) {
  const [pieces, reader] = [[], stream.getReader()];
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return pieces;
    bytes += value.length;
    if (bytes > most) {
      await reader.cancel();
      throw new Problem("a picture of the zip has more than {most} MB; make it smaller", { most: most / 1e6 });
    }
    pieces.push(value);
  }
}

/** @param {Blob} of @param {number} start @param {number} end */
const viewOf = async (of, start, end) => new DataView(await of.slice(start, end).arrayBuffer());
