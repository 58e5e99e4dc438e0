/** A walk as a film: played once into the browser's own recorder, in real time. */

import { text } from "../words/words.js";
import { createScreen } from "./screen.js";

const FPS = 30;
const BITS_PER_SECOND = 4e6;
/** @type {[string, string][]} what to record, best first, and the file's suffix */
const FILMS = [
  ["video/mp4;codecs=avc1.42E01E", "mp4"],
  ["video/mp4", "mp4"],
  ["video/webm;codecs=vp9", "webm"],
  ["video/webm", "webm"],
];

/** The film format that this browser records, or null. */
export function filmFormat() {
  if (typeof MediaRecorder === "undefined" || !HTMLCanvasElement.prototype.captureStream) return null;
  return FILMS.find(([type]) => MediaRecorder.isTypeSupported(type)) ?? null;
}

/**
 * @param {{engine: any, scale: string}} state
 * @param {Float32Array[]} frames codes
 * @param {{type: string, by: number, seconds: number, report: (sentence: string) => void}} how
 * @returns {Promise<Blob>}
 */
export async function recordFilm(state, frames, { type, by, seconds, report }) {
  const { canvas, show } = createScreen(state, by);
  show(frames[0]);
  const recorder = new MediaRecorder(canvas.captureStream(FPS), {
    mimeType: type,
    videoBitsPerSecond: BITS_PER_SECOND,
  });
  const pieces = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const ended = new Promise((resolve) => recorder.addEventListener("stop", resolve));
  recorder.start();
  await during(1000 * seconds, (share) => {
    show(frames[Math.min(frames.length - 1, Math.floor(share * frames.length))]);
    report(text("walks.recording", { percent: Math.round(100 * share) }));
  });
  recorder.stop();
  await ended;
  return new Blob(pieces, { type });
}

/** Calls `draw` once a frame for some time. @param {(share: number) => void} draw share of the time, in [0, 1) */
async function during(ms, draw) {
  const start = performance.now();
  let now = start;
  while (now - start < ms) {
    draw(Math.max(0, now - start) / ms);
    now = await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}
