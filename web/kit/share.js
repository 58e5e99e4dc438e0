/** Ways to take the present state away: a link, a snippet, a PNG, an NPY file. */

import { Problem } from "../engine/problem.js";
import { text } from "../words/words.js";
import { exact } from "./numbers.js";
import { colourTable, createPainter } from "./picture.js";

const MAX_PNG_SIDE = 8192;

function pythonSnippet(state) {
  const z = Array.from(state.pinned, exact).join(", ");
  const where = text("kit.runHere");
  return [
    `import torch  # ${where}`,
    "from vae_core import load_model",
    "",
    `model = load_model(${JSON.stringify(state.model)})  # weights ${state.engine.digest}`,
    `z = torch.tensor([[${z}]])`,
    `image = model.decode(z)[0]  # (${state.engine.imageShape.join(", ")}) in [0, 1]`,
    "",
  ].join("\n");
}

/** @typedef {import("../core/types.js").State} State */

/** @param {string} address */
export const copyLink = (address) => copyText(address, text("kit.linkCopied"));

/** @param {State} state */
export const copyPython = (state) => copyText(pythonSnippet(state), text("kit.pythonCopied"));

/** @param {State} state @param {number} scale how many times larger than the model's pictures */

export function savePng(state, scale) {
  const [, height, width] = state.engine.imageShape;
  const factor = Math.max(1, Math.min(Math.floor(scale) || 1, Math.floor(MAX_PNG_SIDE / Math.max(width, height))));
  const small = document.createElement("canvas");
  createPainter(small, state.engine.imageShape)(state.pixels, colourTable(state.scale));
  const large = document.createElement("canvas");
  large.width = width * factor;
  large.height = height * factor;
  const context = large.getContext("2d");
  context.imageSmoothingEnabled = state.smooth;
  context.drawImage(small, 0, 0, large.width, large.height);
  return saveCanvas(large, `${state.model}.png`);
}

export function saveNpy(state) {
  save(new Blob([npy(state.pixels, state.engine.imageShape)]), `${state.model}.npy`);
}

/** NumPy's format, version 1.0 (numpy.lib.format): magic, header padded to 64 bytes, little-endian float32. */
export function npy(values, shape) {
  const fields = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`;
  const header = `${fields.padEnd(Math.ceil((fields.length + 11) / 64) * 64 - 11)}\n`;
  const bytes = new Uint8Array(10 + header.length + 4 * values.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(new Uint8Array(Float32Array.from(values).buffer), 10 + header.length);
  return bytes;
}

/** @param {string} content @param {string} done what is said then @returns {Promise<string>} */
export function copyText(content, done) {
  const written = navigator.clipboard
    ? navigator.clipboard.writeText(content)
    : Promise.reject(new Error("no clipboard"));
  return written.then(
    () => done,
    () => {
      prompt(text("kit.copyThis"), content); // plain http on another host has no clipboard
      return "";
    },
  );
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {string} name of the file
 * @throws {Problem} where the browser has no memory or no room for such a picture
 */
export async function saveCanvas(canvas, name) {
  const blob = await new Promise((resolve) => canvas.toBlob(resolve));
  if (!blob)
    throw new Problem(
      "This browser cannot make a PNG of {width} × {height} pixels. Choose a smaller size or fewer frames",
      { width: canvas.width, height: canvas.height },
    );
  save(blob, name);
}

export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
