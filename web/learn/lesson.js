/**
 * One image through the VAE, live: its posterior, a draw, the decoded draw, and the two terms of the ELBO in nats.
 *
 * Kingma and Welling, "Auto-Encoding Variational Bayes" (2013), equations 3 and 10 and appendix B,
 * https://arxiv.org/abs/1312.6114. Symbols have the colours that the page's formulae give them.
 */

import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { createProblem, PROBLEM_CSS } from "../core/problem.js";
import { gaussian } from "../latent/random.js";
import { STYLE } from "../kit/theme.js";
import { NO_VALUES, standardError, withValue } from "./running_mean.js";

const DRAW_MS = 500;
const SHOWN_DIMS = 8;

/** As in ui/learn/symbols.py. */
export const SYMBOLS = { x: "#1d8c63", mu: "#327ccd", sigma: "#bb631b", eps: "#937915", z: "#a950dd", out: "#e2326c" };

const CSS = `
.lesson { display: grid; gap: 0.7rem; }
.lesson .flow { display: grid; grid-template-columns: minmax(110px, 190px) minmax(0, 1fr) minmax(110px, 190px); gap: 1rem; align-items: start; }
.lesson figure { margin: 0; } .lesson figure canvas { width: 100%; aspect-ratio: var(--aspect, 1); border-radius: 6px; border: 3px solid var(--ink); background: #000; }
.lesson[data-model="none"] > :not(style, .problem) { display: none; }
.lesson figcaption { font-weight: 600; }
.lesson table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
.lesson td, .lesson th { text-align: right; padding: 0 0.4rem; border-bottom: 1px solid var(--line); font-weight: 400; }
.lesson th { font-weight: 600; } .lesson tr > :first-child { text-align: left; }
.lesson .terms { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0.8rem; }
.lesson .terms b { display: block; font-size: 1.5rem; line-height: 1.15; font-variant-numeric: tabular-nums; }
.lesson label { display: inline-flex; gap: 0.4rem; align-items: center; }
@media (max-width: 640px) { .lesson .flow { grid-template-columns: 1fr 1fr; } .lesson .numbers { grid-column: 1 / -1; grid-row: 2; } }
`;

export function createLesson({ root, store, frame, signal }) {
  const { state } = store;
  const canvas = (label, testid, ink) => {
    const node = el("canvas", { class: "crisp", role: "img", "aria-label": label, "data-testid": testid });
    return { node, figure: el("figure", { style: `--ink:${ink}` }, node, el("figcaption", { style: `color:${ink}` })) };
  };
  const input = canvas("the image x", "lesson-x", SYMBOLS.x);
  const output = canvas("the decoded draw", "lesson-out", SYMBOLS.out);
  const table = el("table", {}, el("thead"), el("tbody"));
  const keep = el("input", { type: "checkbox", "data-testid": "lesson-run" });
  const spread = el("input", {
    type: "range",
    min: 0,
    max: 4,
    step: 0.1,
    value: 1,
    "aria-label": "Scale of the noise",
    "data-testid": "lesson-scale",
  });
  const spreadText = el("span", { class: "number" });
  const terms = Object.fromEntries(
    ["distortion", "rate", "total"].map((name) => [name, el("b", { "data-testid": `lesson-${name}` })]),
  );
  const totalWords = el("span", { "data-testid": "lesson-total-words" });
  const draws = el("span", { class: "soft number", "data-testid": "lesson-mean" });
  const host = el(
    "section",
    { class: "ll lesson", "aria-label": "One image through the VAE" },
    el("style", {}, STYLE + PROBLEM_CSS + CSS),
    createProblem({ store, signal }),
    el("div", { class: "flow" }, input.figure, el("div", { class: "numbers" }, table), output.figure),
    el(
      "div",
      { class: "row" },
      el("button", { onclick: draw, "data-testid": "lesson-draw" }, "Draw z again"),
      el("label", {}, keep, "Repeat"),
      el("label", {}, "noise ×", spread, spreadText),
      el(
        "button",
        {
          onclick: () => {
            spread.value = 1;
            draw();
          },
        },
        "Reset noise",
      ),
    ),
    el(
      "div",
      { class: "terms" },
      el(
        "div",
        { title: "-log p(x|z): the sum over all pixels of the cross-entropy between x and the decoded draw" },
        terms.distortion,
        "nats, distortion: what x still costs once z is known",
      ),
      el("div", {}, terms.rate, "nats, rate: what z itself costs"),
      el("div", {}, terms.total, totalWords),
    ),
    draws,
  );
  root.append(host);
  const normal = gaussian(1);
  let x = null; // pixels, (C H W)
  let posterior = null;
  let eps = null;
  let mean = NO_VALUES;
  let props = {};
  let timer = 0;

  /** A new image or another model: everything starts over. */
  function restart() {
    host.dataset.model = state.engine ? "live" : "none";
    if (!state.engine || props.model !== state.model || !state.engine.spec.encoder) return;
    x = props.image
      ? Float32Array.from(atob(props.image), (letter) => letter.charCodeAt(0) / 255)
      : state.engine.decode(state.view.code(props.index));
    posterior = state.engine.encode(x);
    mean = NO_VALUES;
    for (const { node } of [input, output]) node.paint = createPainter(node, state.engine.imageShape);
    host.style.setProperty("--aspect", state.engine.imageShape[2] / state.engine.imageShape[1]);
    draw();
  }

  function draw() {
    if (!posterior) return;
    eps = Float32Array.from(posterior.mu, normal);
    due();
  }

  function show() {
    if (!posterior || !state.engine || posterior.mu.length !== state.engine.latentDim) return;
    const scale = Number(spread.value);
    const sigma = posterior.logvar.map((value) => Math.exp(0.5 * value));
    const z = posterior.mu.map((value, d) => value + scale * sigma[d] * eps[d]);
    const decoded = state.engine.decode(z);
    input.node.paint(x, colourTable("grey"));
    output.node.paint(decoded, colourTable("grey"));
    setText(
      input.figure.lastChild,
      `x: ${state.view.images} ${props.index}${props.image ? "" : " (decoded: the original is not on this machine)"}`,
    );
    setText(output.figure.lastChild, "p(x|z): the mean of every pixel");
    setText(spreadText, scale.toFixed(1));
    fillTable({ mu: posterior.mu, sigma, eps, z }, scale);
    const distortion = crossEntropy(x, decoded);
    const rate = props.rate?.nats ?? klNats(posterior);
    terms.rate.parentElement.title = props.rate?.title ?? "KL(q(z|x) || N(0, I)): the sum over all dimensions";
    const words = wordsOfTotal(scale, state.engine.spec.posterior === "flow");
    setText(totalWords, words.name);
    terms.total.parentElement.title = words.title;
    setText(terms.distortion, distortion.toFixed(2));
    setText(terms.rate, rate.toFixed(2));
    setText(terms.total, (distortion + rate).toFixed(2));
    Object.assign(host.dataset, { z: Array.from(z).join(), distortion, rate });
    if (scale === 1) average(distortion + rate);
  }

  function average(nats) {
    mean = withValue(mean, nats);
    const { count, mean: value } = mean;
    const error = count > 1 ? ` ± ${standardError(mean).toFixed(2)}` : "";
    setText(draws, `mean over ${count} draw${count > 1 ? "s" : ""}: ${value.toFixed(2)}${error} nats`);
  }

  function fillTable({ mu, sigma, eps: noise, z }, scale) {
    const cell = (text, colour) => el(colour ? "th" : "td", colour ? { style: `color:${colour}` } : {}, text);
    const order = [...state.view.dims].sort((a, b) => b.klNats - a.klNats).slice(0, SHOWN_DIMS);
    table.tHead.replaceChildren(
      el(
        "tr",
        {},
        cell(order.length < state.view.dims.length ? `${order.length} of ${state.view.dims.length}` : ""),
        cell("μ", SYMBOLS.mu),
        cell("σ", SYMBOLS.sigma),
        cell(scale === 1 ? "ε" : `${scale.toFixed(1)} ε`, SYMBOLS.eps),
        cell("z = μ + σε", SYMBOLS.z),
        cell("KL to N(0, 1), nats"),
      ),
    );
    table.tBodies[0].replaceChildren(
      ...order.map(({ dim }) =>
        el(
          "tr",
          {},
          cell(`z${dim + 1}`),
          ...[mu[dim], sigma[dim], scale * noise[dim], z[dim], klOf(posterior, dim)].map((value) =>
            cell(value.toFixed(2)),
          ),
        ),
      ),
    );
  }

  const due = frame.job(STAGE.paint, show, signal);
  spread.addEventListener("input", due);
  keep.addEventListener("change", () => {
    clearInterval(timer);
    if (keep.checked) timer = setInterval(draw, DRAW_MS);
  });
  store.watch(["engine", "view"], restart, signal);
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    host.remove();
  });
  return (next) => {
    const isNews =
      ["model", "index", "image"].some((key) => next[key] !== props[key]) || next.rate?.nats !== props.rate?.nats;
    props = next;
    if (isNews) restart();
  };
}

/** What distortion plus rate is: -ELBO only where z is drawn from the very posterior whose rate is counted. */
function wordsOfTotal(scale, isFlow) {
  const sum = "nats, distortion + rate";
  if (scale !== 1)
    return { name: sum, title: "No bound: this z has other noise than the posterior whose rate is counted" };
  if (isFlow)
    return {
      name: sum,
      title: "No bound, though close to one: a draw from the Gaussian near q, and the rate of q itself",
    };
  return {
    name: "nats, -ELBO, estimated by this draw",
    title: "Its mean over draws is an upper bound on -log p(x); one draw is not",
  };
}

const TINY = 1e-7; // a float32 sigmoid can reach 0 and 1, where the logarithm has no end

/** -log p(x|z) in nats, summed over pixels; for grey x the expectation over its binarisation. */
export function crossEntropy(x, p) {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const q = Math.min(1 - TINY, Math.max(TINY, p[i]));
    sum -= x[i] * Math.log(q) + (1 - x[i]) * Math.log(1 - q);
  }
  return sum;
}

const klOf = ({ mu, logvar }, d) => 0.5 * (mu[d] * mu[d] + Math.exp(logvar[d]) - logvar[d] - 1);

/** KL(q(z|x) || N(0, I)) in nats. */
export function klNats(posterior) {
  let sum = 0;
  for (let d = 0; d < posterior.mu.length; d++) sum += klOf(posterior, d);
  return sum;
}
