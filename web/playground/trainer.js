/** A small VAE, its images and its history: what the worker runs, and what a test runs without one. */

import { gaussian, uniform } from "../latent/random.js";
import { ROWS } from "./layout.js";
import { createNetwork } from "./network.js";
import { chosenPair, latentGrid, reachOf } from "./plane_codes.js";

const SAMPLES = 200; // codes from the prior whose places are shown
const EASE = 0.2; // of the plane's reach towards what the codes need, for each picture

/**
 * @typedef {Object} Data
 * @property {Float32Array} images (N, pixels)
 * @property {number} pixels
 * @property {boolean} inUnit whether they are pixels in [0, 1]; else positions
 * @property {number[]} shown the images whose reconstructions are wanted
 */
/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {ReturnType<typeof createTrainer>} Trainer */
/** @typedef {ReturnType<Trainer["picture"]>} Picture what a frame draws */

/** @param {Data} data @param {Settings} settings @param {"wasm" | "js"} [backend] */
export function createTrainer({ images, pixels, inUnit, shown }, settings, backend = "wasm") {
  const count = images.length / pixels;
  const { latentDim, width, seed } = settings;
  const network = createNetwork({ pixels, width, latentDim, inUnit, seed: 2 * seed + 1, backend });
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const next = uniform(seed + 99);
  const priorCodes = Float32Array.from({ length: SAMPLES * latentDim }, gaussian(seed + 7));
  const shownImages = gathered(images, shown, pixels);
  /** Three numbers for each epoch: which, reconstruction and KL, in mean nats of an image as it was trained on. */
  const history = [];
  let now = settings;
  let epochs = 0;
  let at = 0; // images of the present epoch that have been seen
  let sums = { recon: 0, kl: 0 };
  let reach = 0;
  let pair = [0, Math.min(1, latentDim - 1)];

  function shuffle() {
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
  }

  function endEpoch() {
    epochs += 1;
    history.push(epochs, sums.recon / count, sums.kl / count);
    at = 0;
    sums = { recon: 0, kl: 0 };
  }

  return {
    backend: network.backend,
    stepsInEpoch: Math.ceil(count / ROWS),
    history,

    /** The knobs that may be turned while it trains. @param {Settings} turned */
    set: (turned) => {
      now = turned;
    },

    /** One step. @returns {boolean} whether all is still finite */
    step() {
      if (!at) shuffle();
      const rows = Math.min(ROWS, count - at);
      const { recon, kl } = network.step(images, order, at, rows, now);
      sums.recon += recon;
      sums.kl += kl;
      at += rows;
      if (at >= count) endEpoch();
      return Number.isFinite(recon + kl);
    },

    /** What a frame draws. @param {{side: number, since: number}} wanted side: codes along the plane's side; since:
     * numbers of the history that are known */
    picture({ side, since }) {
      const codes = network.encode(images, new Float32Array(2 * latentDim * count));
      pair = chosenPair(codes, latentDim, pair);
      const wanted = reachOf(codes, latentDim, pair);
      reach = reach ? reach + EASE * (wanted - reach) : wanted;
      const plane = network.decode(latentGrid(side, reach, latentDim, pair));
      const shownCodes = network.encode(shownImages, new Float32Array(2 * latentDim * shown.length));
      return {
        backend: network.backend,
        epochs: epochs + at / count,
        history: Float32Array.from(history.slice(since)),
        since,
        codes,
        pair,
        reach,
        plane,
        side,
        rebuilt: network.decode(inUnit ? means(shownCodes, latentDim) : means(codes, latentDim)),
        samples: inUnit ? new Float32Array(0) : network.decode(priorCodes),
        sigma: now.likelihood === "bernoulli" ? null : network.sigmaOf(now),
      };
    },
  };
}

/** @param {Float32Array} images @param {number[]} indices @param {number} pixels */
export function gathered(images, indices, pixels) {
  const found = new Float32Array(indices.length * pixels);
  indices.forEach((index, n) => found.set(images.subarray(index * pixels, (index + 1) * pixels), n * pixels));
  return found;
}

/** The means among codes, (N, 2 D) -> (N, D). */
function means(codes, latentDim) {
  const found = new Float32Array(codes.length / 2);
  for (let i = 0; i < found.length; i++) found[i] = codes[i + latentDim * Math.floor(i / latentDim)];
  return found;
}
