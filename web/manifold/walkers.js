/**
 * A hundred walkers on the terrain of an energy: dropped where N(0, I) or the images are, they follow Langevin's
 * equation to where the prior is dense. Of the first few the pictures are shown, where they started and where they are.
 */

import { STAGE } from "../core/frame.js";
import { createWalkers } from "../latent/langevin.js";
import { gaussian, uniform } from "../latent/random.js";
import { createWalkersView, SHOWN } from "./walkers_view.js";

const COUNT = 100;
const DECODED_AT_ONCE = 2; // of them, in a frame
const DOT_PX = 4;

/** @param {{store: any, frame: any, signal: AbortSignal, redraw: () => void}} context redraw: what lies in front */
export function createWalkersBar({ store, frame, signal, redraw }) {
  const { state } = store;
  const view = createWalkersView({ drop, toggle, step: () => advance() });
  /** @type {ReturnType<typeof createWalkers> | null} */
  let walkers = null;
  let of = null; // the engine whose energy it is
  let isRunning = false;
  let steps = 0;
  let next = 0; // of those whose pictures are shown, to be decoded
  let drops = 0;

  const isOn = () => Boolean(state.engine?.energy && state.overlays.has("energy"));

  function drop() {
    of = state.engine;
    walkers = createWalkers(of.energy, placed(state, view.from(), drops), drops);
    drops += 1;
    steps = 0;
    view.start(walkers.codes, state);
    tell();
  }

  function toggle() {
    isRunning = !isRunning;
    if (!walkers) drop();
    tell();
    if (isRunning) walkDue();
  }

  function advance() {
    if (!walkers) drop();
    walkers.step(view.pace());
    steps += 1;
    for (let i = 0; i < DECODED_AT_ONCE; i++, next++) view.show(next % SHOWN, walkers.codes, state);
    tell();
  }

  function walk() {
    if (!isRunning || !isOn()) return;
    advance();
    requestAnimationFrame(walkDue);
  }

  function tell() {
    view.tell({ isRunning, steps, mean: walkers?.mean() ?? null });
    redraw();
  }

  /** Another model has another energy. */
  function renew() {
    view.element.hidden = !isOn();
    if (!isOn()) isRunning = false;
    if (of !== state.engine) walkers = null;
    else if (walkers) view.start(walkers.codes, state);
    tell();
  }

  const walkDue = frame.job(STAGE.gesture, walk, signal);
  store.watch(["engine", "overlays", "scale"], renew, signal);
  renew();
  return {
    element: view.element,

    /** A dot for each; those with a picture in another colour. */
    draw(context, { camera, chart }, colour) {
      if (!walkers || !isOn()) return;
      walkers.codes.forEach((z, i) => dot(context, camera.toPixel(...chart().toMap(z)), i < SHOWN ? colour : "#fff"));
    },
  };
}

/** Where the walkers start. @param {any} state @param {string} from "prior" or "images" @param {number} seed */
function placed({ view }, from, seed) {
  const [normal, random] = [gaussian(seed + 1), uniform(seed + 1)];
  const any = () => Float32Array.from(view.code(Math.floor(random() * view.count)));
  const drawn = () => Float32Array.from({ length: view.latentDim }, normal);
  return Array.from({ length: COUNT }, from === "images" ? any : drawn);
}

function dot(context, [left, top], colour) {
  context.beginPath();
  context.arc(left, top, DOT_PX, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = "#0a0c12";
  context.stroke();
}
