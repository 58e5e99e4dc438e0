/** A walk as files, all made in the browser from exact decodes: GIF, film, PNG strip, NumPy archive. */

import { Problem } from "../engine/problem.js";
import { save, saveCanvas } from "../kit/share.js";
import { recordFilm } from "./film.js";
import { npz } from "./npz.js";
import { createScreen } from "./screen.js";
import { sideBySideGif } from "./side_by_side.js";
import { walkGif } from "./walk_gif.js";

const MOST_NUMBERS = 64e6; // 256 MB
const MOST_PNG_PX = 16_384; // wider canvases stay empty in some browsers

/**
 * @typedef {Object} Job
 * @property {any} state of the store
 * @property {Float32Array[]} walk codes at equal shares of the chosen walk
 * @property {number} by screen pixels per pixel
 * @property {(sentence: string) => void} report
 */

/** @param {Job} job */
export async function saveGif({ state, walk, by, report }) {
  const bytes = await walkGif(state, walk, { isSwing: state.repeat === "swing", by, report });
  save(new Blob([bytes], { type: "image/gif" }), fileName(state, "gif"));
}

/** @param {Job} job */
export async function saveAllGif({ state, walk, by, report }) {
  const bytes = await sideBySideGif(state, { count: walk.length, by, isSwing: state.repeat === "swing", report });
  save(new Blob([bytes], { type: "image/gif" }), `${state.model}-walks.gif`);
}

/** @param {Job} job @param {[string, string]} format of `filmFormat` */
export async function saveFilm({ state, walk, by, report }, [type, suffix]) {
  const frames = state.repeat === "swing" ? [...walk, ...walk.slice(1, -1).reverse()] : walk;
  const seconds = (state.seconds * frames.length) / walk.length;
  save(await recordFilm(state, frames, { type, by, seconds, report }), fileName(state, suffix));
}

/** @param {Job} job */
export async function savePng({ state, walk, by }) {
  const [, , width] = state.engine.imageShape;
  const fitting = Math.max(1, Math.min(by, Math.floor(MOST_PNG_PX / (walk.length * width))));
  const { canvas, show } = createScreen(state, fitting, walk.length);
  walk.forEach(show);
  await saveCanvas(canvas, fileName(state, "png"));
}

/** @param {Job} job @throws {Problem} where it would be too large */
export async function saveNpz({ state, walk }) {
  const { latentDim, imageShape } = state.engine;
  const size = imageShape.reduce((product, length) => product * length, 1);
  const numbers = walk.length * size;
  if (numbers > MOST_NUMBERS) throw tooLarge(walk.length, numbers);
  const [z, images] = [new Float32Array(walk.length * latentDim), new Float32Array(numbers)];
  walk.forEach((code, i) => {
    z.set(code, i * latentDim);
    images.set(state.engine.decode(code), i * size);
  });
  const arrays = {
    z: { values: z, shape: [walk.length, latentDim] },
    images: { values: images, shape: [walk.length, ...imageShape] },
  };
  save(npz(arrays), fileName(state, "npz"));
}

const tooLarge = (frames, numbers) =>
  new Problem(
    "{frames} pictures are {millions} million numbers; an archive may have {most} million here. Choose fewer frames",
    { frames, millions: Math.round(numbers / 1e6), most: MOST_NUMBERS / 1e6 },
  );

const fileName = ({ model, walk }, suffix) => `${model}-${walk}.${suffix}`;
