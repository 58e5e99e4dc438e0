/**
 * One image through the VAE, live: its posterior, a draw, the decoded draw, and the two terms of the ELBO in nats.
 *
 * Kingma and Welling, "Auto-Encoding Variational Bayes" (2013), equations 3 and 10 and appendix B,
 * https://arxiv.org/abs/1312.6114. Symbols have the colours that the page's formulae give them.
 */

import { STAGE } from "../core/frame.js";
import { setText } from "../kit/dom.js";
import { createProblem } from "../core/problem.js";
import { inClass, joined, mainClass, partOfKind, vectorSize } from "../engine/parts.js";
import { gaussian } from "../latent/random.js";
import { numberedImage } from "../meter/image_words.js";
import { text } from "../words/words.js";
import { createLessonView } from "./lesson_view.js";
import { distortionNats, klNats } from "../latent/nats.js";
import { NO_VALUES, standardError, withValue } from "./running_mean.js";

const DRAW_MS = 500;

/**
 * @typedef {Object} Props
 * @property {string} of a model
 * @property {number} index of the image in the atlas
 * @property {string | null} image its pixels, base64 of bytes; null where the original is not on this machine
 * @property {number | null} spread sigma of a Gaussian likelihood or scale of a logistic one
 * @property {{nats: number, title: string} | null} rate where the prior or the posterior has no closed form
 */

/**
 * @typedef {{engine: import("../core/types.js").Engine, view: import("../core/types.js").AtlasView}} Loaded the model
 */
/**
 * @typedef {{x: Float32Array, given: Float32Array, posterior: import("../latent/nats.js").Posterior}} Subject image,
 * (C H W), a flat z whose class is given where the model takes one, and the posterior of the vector
 */

export function createLesson({ root, store, frame, lens, signal }) {
  const view = createLessonView(createProblem({ store, signal }), { draw, redraw: () => due(), resetNoise, give });
  root.append(view.host);
  const normal = gaussian(1);
  /** @type {Partial<Props>} */
  let props = {};
  /** @type {Loaded | null} */
  let loaded = null;
  /** @type {Subject | null} */
  let subject = null;
  let eps = null;
  let mean = NO_VALUES;

  /** A new image or another model: everything starts over. */
  function restart() {
    loaded = props.of ? lens.library.get(props.of) : null;
    subject = null;
    view.host.dataset.model = loaded?.engine.spec.encoder ? "live" : "none";
    if (!loaded?.engine.spec.encoder) return;
    const { engine, view: atlas } = loaded;
    view.fit(engine.imageShape);
    const [x, code] = [imageOf(props, loaded), atlas.code(props.index)];
    const classes = partOfKind(atlas.parts, "class");
    view.classes.offer(classes ? atlas.classNames : [], classes && engine.beliefs ? engine.beliefs(x) : null);
    encodeIn(x, code);
  }

  function give(k) {
    encodeIn(subject.x, inClass(loaded.view.parts, subject.given, k));
  }

  /** Whatever class is given, the draws start over. */
  function encodeIn(x, given) {
    const { engine, view: atlas } = loaded;
    const { mu, logvar } = engine.encode(x, given);
    const dims = vectorSize(atlas.parts);
    subject = { x, given, posterior: { mu: mu.subarray(0, dims), logvar: logvar.subarray(0, dims) } };
    view.classes.show(mainClass(atlas.parts, given));
    mean = NO_VALUES;
    draw();
  }

  function draw() {
    if (!subject) return;
    eps = Float32Array.from(subject.posterior.mu, normal);
    due();
  }

  function resetNoise() {
    view.noise.value = "1";
    draw();
  }

  function show() {
    if (!subject) return;
    const drawn = drawOf(subject.posterior, eps, Number(view.noise.value));
    const decoded = loaded.engine.decode(joined(loaded.view.parts, drawn.z, subject.given));
    view.input.show(subject.x, nameOf(props, loaded.view));
    view.output.show(decoded, text("learn.output"));
    setText(view.noiseNumber, drawn.scale.toFixed(1));
    view.table.fill(drawn, loaded.view.dims);
    const distortion = distortionNats(loaded.engine.likelihood, props.spread, subject.x, decoded);
    showTerms(drawn, distortion, props.rate?.nats ?? klNats(subject.posterior));
  }

  function showTerms({ z, scale }, distortion, rate) {
    view.distortion.show(distortion);
    view.rate.describe(text("learn.rate"), props.rate?.title ?? text("learn.rateHint"));
    view.rate.show(rate);
    const isFlow = loaded.engine.spec.posterior === "flow";
    const [what, hint] = keysOfTotal(scale, isFlow, Boolean(partOfKind(loaded.view.parts, "class")));
    view.total.describe(text(what), text(hint));
    view.total.show(distortion + rate);
    Object.assign(view.host.dataset, { z: Array.from(z).join(), distortion, rate });
    if (scale === 1) average(distortion + rate);
  }

  function average(nats) {
    mean = withValue(mean, nats);
    const { count: n } = mean;
    const error = n > 1 ? standardError(mean).toFixed(2) : "";
    setText(view.mean, text("learn.mean", { n, nats: mean.mean.toFixed(2), error }));
  }

  const due = frame.job(STAGE.paint, show, signal);
  repeatWhileChecked(view.repeat, draw, signal);
  store.watch(["arrivals"], () => lens.library.get(props.of ?? "")?.engine !== loaded?.engine && restart(), signal);
  signal.addEventListener("abort", () => view.host.remove());
  return (next) => {
    const isNews = isAnother(next, props);
    props = next;
    if (isNews) restart();
  };
}

function repeatWhileChecked(checkbox, draw, signal) {
  let timer = 0;
  checkbox.addEventListener("change", () => {
    clearInterval(timer);
    if (checkbox.checked) timer = setInterval(draw, DRAW_MS);
  });
  signal.addEventListener("abort", () => clearInterval(timer));
}

/** Whether the host shows something else than before. @param {Partial<Props>} a @param {Partial<Props>} b */
const isAnother = (a, b) => ["of", "index", "image"].some((key) => a[key] !== b[key]) || a.rate?.nats !== b.rate?.nats;

/** @param {Partial<Props>} props */
function nameOf({ image, index }, view) {
  return text(image ? "learn.input" : "learn.inputDecoded", { image: numberedImage(view, index) });
}

/** Pixels of the image, or of its reconstruction where the original is not here. @param {Partial<Props>} props */
function imageOf({ image, index }, { engine, view }) {
  if (!image) return engine.decode(view.code(index));
  return Float32Array.from(atob(image), (letter) => letter.charCodeAt(0) / 255);
}

/** @returns {import("./dimension_table.js").Draw} */
function drawOf(posterior, eps, scale) {
  const sigma = posterior.logvar.map((value) => Math.exp(0.5 * value));
  return { posterior, sigma, eps, scale, z: posterior.mu.map((value, d) => value + scale * sigma[d] * eps[d]) };
}

/** What distortion plus rate is: -ELBO only where z is drawn from the very posterior whose rate is counted. */
function keysOfTotal(scale, isFlow, isGiven) {
  if (scale !== 1) return ["learn.sum", "learn.sumHintNoise"];
  if (isFlow) return ["learn.sum", "learn.sumHintFlow"];
  return ["learn.elbo", isGiven ? "learn.elboHintGiven" : "learn.elboHint"];
}
