/** Pictures of the visitor's own, from files, by dropping or pasting them: files are read here and sent nowhere. */

import { Problem } from "../engine/problem.js";
import { shortened } from "../words/words.js";

const MOST_MB = 20;
const MOST_MEGAPIXELS = 100; // a PNG of 30 kB can have more, and takes seconds and a gigabyte to decode
const PNG = { signature: 0x89504e47, width: 16, height: 20, header: 24 };

/**
 * Takes what is dropped on an element, and what is pasted anywhere while it is on the screen.
 *
 * @param {HTMLElement} element
 * @param {(files: File[]) => void} take
 * @param {EventTarget} page hears what is pasted
 * @param {AbortSignal} signal
 */
export function takeFiles(element, take, page, signal) {
  const given = (list) => list?.length && take([...list]);
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    given(event.dataTransfer?.files);
  });
  const paste = (event) => element.checkVisibility?.() !== false && given(event.clipboardData?.files);
  page.addEventListener("paste", paste, { signal });
}

/** @param {File} file @returns {Promise<ImageBitmap>} upright @throws {Problem} */
export async function pictureOf(file) {
  const name = shortened(file.name);
  const size = file.size / 1e6;
  if (size > MOST_MB)
    throw new Problem("{name} has {got} MB; choose a picture of at most {most} MB", {
      name,
      got: size.toFixed(0),
      most: MOST_MB,
    });
  const megapixels = (await pixelsOf(file)) / 1e6;
  if (megapixels > MOST_MEGAPIXELS)
    throw new Problem("{name} has {got} million pixels; choose a picture of at most {most} million", {
      name,
      got: megapixels.toFixed(0),
      most: MOST_MEGAPIXELS,
    });
  try {
    return await createImageBitmap(file);
  } catch {
    throw new Problem("{name} is not a picture that this browser can read; choose a PNG or JPEG file", { name });
  }
}

/** As a PNG says before it is decoded; 0 of any other file. @param {File} file */
async function pixelsOf(file) {
  const head = new DataView(await file.slice(0, PNG.header).arrayBuffer());
  if (head.byteLength < PNG.header || head.getUint32(0) !== PNG.signature) return 0;
  return head.getUint32(PNG.width) * head.getUint32(PNG.height);
}
