/** A walk as a file: GIF, film, PNG strip, NumPy archive, Python. All made in the browser from exact decodes. */

import { el } from "../kit/dom.js";
import { menu } from "../kit/menu.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { exact } from "../kit/numbers.js";
import { save, saveCanvas } from "../kit/share.js";
import { npz } from "./npz.js";
import { walkGif } from "./walk_gif.js";
import { METHODS } from "../core/walk_methods.js";
import { waypointsOf } from "../core/waypoints.js";
import { zAt } from "./rows.js";

const FILMS = [
  ["video/mp4;codecs=avc1.42E01E", "mp4"],
  ["video/mp4", "mp4"],
  ["video/webm;codecs=vp9", "webm"],
  ["video/webm", "webm"],
];
const FPS = 30;
const MOST_FRAMES = 600;
const MOST_NUMBERS = 64e6; // 256 MB

/** The film format that this browser records, or null. */
export function filmFormat() {
  if (typeof MediaRecorder === "undefined" || !HTMLCanvasElement.prototype.captureStream) return null;
  return FILMS.find(([type]) => MediaRecorder.isTypeSupported(type)) ?? null;
}

export function createWalkExport({ store, signal, say }) {
  const { state } = store;
  const film = filmFormat();
  const frames = el("input", {
    type: "number",
    min: 2,
    max: MOST_FRAMES,
    value: 60,
    "aria-label": "Frames",
    "data-testid": "export-frames",
    style: "width:4.5rem",
  });
  const scale = el("input", {
    type: "number",
    min: 1,
    max: 32,
    value: 8,
    "aria-label": "Screen pixels per pixel",
    style: "width:4.5rem",
  });
  const count = () => Math.max(2, Math.min(MOST_FRAMES, Math.round(Number(frames.value)) || 60));
  const times = () => Math.max(1, Math.min(32, Math.round(Number(scale.value)) || 8));
  const run = (make) => async () => {
    if (!state.walks?.[state.walk]) return say("There is no walk yet: choose two waypoints.");
    try {
      await make(walkOf(state, count()), times());
    } catch (problem) {
      say(problem.message);
    }
  };
  const button = (label, id, title, make) =>
    el("button", { title, "data-testid": `export-${id}`, onclick: run(make) }, label);
  return menu(
    "Export",
    "Files and code of the chosen walk",
    signal,
    el("label", {}, "Frames", frames),
    el("label", {}, "Size ×", scale),
    button("GIF", "gif", "Animated, looping as chosen", (walk, by) => saveGif(state, walk, by, say)),
    film &&
      button(film[1].toUpperCase(), "film", "Recorded in real time", (walk, by) => record(state, walk, by, film, say)),
    button("PNG strip", "png", "All frames side by side", (walk, by) =>
      savePng(state, walk, by).then(() => say("PNG saved")),
    ),
    button(
      "NPZ",
      "npz",
      "z (T, D) and images (T, C, H, W), float32",
      (walk) => (saveNpz(state, walk), say("NPZ saved")),
    ),
    el(
      "button",
      {
        title: "The same walk with vae_core",
        "data-testid": "export-python",
        onclick: run((walk) => copyWalk(state, walk.length, say)),
      },
      "Copy as Python",
    ),
  );
}

/** Codes at equal shares of the chosen walk. */
const walkOf = (state, count) => Array.from({ length: count }, (_, i) => zAt(state, i / (count - 1)));

/** There and back for a ping-pong. */
const sequence = (walk, repeat) => (repeat === "swing" ? [...walk, ...walk.slice(1, -1).reverse()] : walk);

async function saveGif(state, walk, by, say) {
  const name = `${state.model}-${state.walk}.gif`;
  const bytes = await walkGif(state, walk, { isSwing: state.repeat === "swing", by, say });
  save(new Blob([bytes], { type: "image/gif" }), name);
  say("GIF saved");
}

/** A canvas and a function that shows a code on it, pixel for pixel enlarged. */
function screen(state, by, columns = 1) {
  const [, height, width] = state.engine.imageShape;
  const small = document.createElement("canvas");
  const paint = createPainter(small, state.engine.imageShape);
  const large = document.createElement("canvas");
  large.width = width * by * columns;
  large.height = height * by;
  const context = large.getContext("2d");
  context.imageSmoothingEnabled = false;
  const show = (z, column = 0) => {
    paint(state.engine.decode(z), colourTable(state.scale));
    context.drawImage(small, column * width * by, 0, width * by, height * by);
  };
  return { large, show };
}

function savePng(state, walk, by) {
  const [, , width] = state.engine.imageShape;
  const { large, show } = screen(
    state,
    Math.max(1, Math.min(by, Math.floor(16384 / (walk.length * width)))),
    walk.length,
  );
  walk.forEach(show);
  return saveCanvas(large, `${state.model}-${state.walk}.png`);
}

function saveNpz(state, walk) {
  const { latentDim, imageShape } = state.engine;
  const size = imageShape.reduce((product, length) => product * length, 1);
  const numbers = walk.length * size;
  if (numbers > MOST_NUMBERS) {
    throw new Error(
      `${walk.length} pictures are ${Math.round(numbers / 1e6)} million numbers; an archive may have ${MOST_NUMBERS / 1e6} million here. Choose fewer frames.`,
    );
  }
  const [z, images] = [new Float32Array(walk.length * latentDim), new Float32Array(numbers)];
  walk.forEach((code, i) => (z.set(code, i * latentDim), images.set(state.engine.decode(code), i * size)));
  save(
    npz({
      z: { values: z, shape: [walk.length, latentDim] },
      images: { values: images, shape: [walk.length, ...imageShape] },
    }),
    `${state.model}-${state.walk}.npz`,
  );
}

/** Plays the walk once into a recorder, in real time. */
async function record(state, walk, by, [type, suffix], say) {
  const { large, show } = screen(state, by);
  const order = sequence(walk, state.repeat);
  const seconds = (state.seconds * order.length) / walk.length;
  show(order[0]);
  const recorder = new MediaRecorder(large.captureStream(FPS), { mimeType: type, videoBitsPerSecond: 4e6 });
  const pieces = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const stopped = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  const start = performance.now();
  for (let now = start; now - start < 1000 * seconds; now = await new Promise(requestAnimationFrame)) {
    const share = Math.max(0, now - start) / (1000 * seconds);
    show(order[Math.min(order.length - 1, Math.floor(share * order.length))]);
    say(`Recording: ${Math.round(100 * share)} %`);
  }
  recorder.stop();
  await stopped;
  save(new Blob(pieces, { type }), `${state.model}-${state.walk}.${suffix}`);
  say(`${suffix.toUpperCase()} saved`);
}

/** The same frames with vae_core. */
export function walkSnippet(state, count) {
  const { path } = state.walks[state.walk];
  const rows = (codes) => codes.map((z) => `    [${Array.from(z, exact).join(", ")}],`);
  const codes = state.walk === "drawn" ? path : waypointsOf(state).map(({ z }) => z);
  const name = JSON.stringify(state.model);
  return [
    "import torch",
    "from vae_core.walk import constant_speed",
    "from vae_core.walker import load_walker",
    "",
    `walker = load_walker(${name})  # weights ${state.engine.digest}`,
    "waypoints = torch.tensor([",
    ...rows(codes),
    "])",
    state.walk === "drawn"
      ? "path = waypoints"
      : `path = walker.walk(${JSON.stringify(state.walk)}, waypoints, frames=${path.length}).z`,
    `z = constant_speed(path, ${count}${state.speed === "visual" ? ", walker.embed" : ""})  # (${count}, ${state.engine.latentDim})`,
    `images = walker.model.decode(z)  # (${[count, ...state.engine.imageShape].join(", ")}) in [0, 1]`,
    "",
  ].join("\n");
}

function copyWalk(state, count, say) {
  const text = walkSnippet(state, count);
  const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
  return written.then(
    () => say(`Python of the ${METHODS[state.walk].label.toLowerCase()} walk copied`),
    () => prompt("Copy this:", text),
  );
}
