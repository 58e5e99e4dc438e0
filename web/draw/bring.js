/** Pictures of the visitor's own, from files, by dropping or pasting them: files are read here and sent nowhere. */

import { Problem } from "../engine/problem.js";

const MOST_MB = 20;

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
  const size = file.size / 1e6;
  if (size > MOST_MB)
    throw new Problem("{name} has {got} MB; choose a picture of at most {most} MB", {
      name: file.name,
      got: size.toFixed(0),
      most: MOST_MB,
    });
  try {
    return await createImageBitmap(file);
  } catch {
    throw new Problem("{name} is no picture that this browser can read; choose a PNG or JPEG file", {
      name: file.name,
    });
  }
}
