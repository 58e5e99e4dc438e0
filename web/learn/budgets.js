/** How far ever more labels go: what small classifiers, each told another number of classes, believe of one drawing. */

import { jsBackend } from "../engine/kernels.js";
import { createBeliefs } from "../engine/beliefs.js";
import { compileNetwork } from "../engine/network.js";
import { parseSafetensors } from "../engine/safetensors.js";
import { STAGE } from "../core/frame.js";
import { text } from "../words/words.js";
import { createBudgetsView } from "./budgets_view.js";

const REACH_CELLS = 0.75; // of the pen: ink falls off as a normal curve
const LEAST_INK = 0.05;

/** @typedef {{labels: number, right: number[], shown: number}} Budget per cent of test images, by draw of the labels */

/**
 * Props: `budgets`, {@link Budget}[], rising; `graph` and `weights` of their classifiers; `trials`, how many test
 * images; `images` in base64, `side` of each, `classes`.
 */
export function createBudgets({ root, frame, signal }) {
  const view = createBudgetsView({ choose, another, clear, ink });
  root.append(view.host);
  /** @type {any} */
  let props = null;
  /** @type {((image: Float32Array) => Float32Array)[]} */
  let beliefs = [];
  let [chosen, shown] = [0, 0];
  let x = new Float32Array();
  let images = new Float32Array();

  function open(given) {
    if (props?.weights === given.weights && props.images === given.images) return;
    props = given;
    /** @type {import("../engine/parts.js").Part[]} */
    const parts = [{ name: "y", kind: "class", start: 0, stop: props.classes.length }];
    beliefs = classifiers(props).map((network) => createBeliefs(network, parts));
    images = Float32Array.from(atob(props.images), (letter) => letter.charCodeAt(0) / 255);
    chosen = Math.floor(props.budgets.length / 2);
    view.fit(props);
    put(0);
  }

  function put(number) {
    const pixels = props.side ** 2;
    shown = number % (images.length / pixels);
    x = images.slice(shown * pixels, (shown + 1) * pixels);
    due();
  }

  function another() {
    put(shown + 1);
  }

  function clear() {
    x = new Float32Array(x.length);
    due();
  }

  function choose(number) {
    chosen = number;
    due();
  }

  /** A spot of ink; row and column in cells, of which whole numbers are the middles. */
  function ink(row, column) {
    x = x.map((value, i) => {
      const [down, across] = [Math.floor(i / props.side) - row, (i % props.side) - column];
      const spot = Math.exp(-(down ** 2 + across ** 2) / (2 * REACH_CELLS ** 2));
      return Math.max(value, spot < LEAST_INK ? 0 : spot);
    });
    due();
  }

  function draw() {
    if (!props) return;
    view.show(x, beliefs[chosen](x), props.budgets[chosen], chosen);
    view.say(sentence(props.budgets[chosen], props.trials));
  }

  const due = frame.job(STAGE.paint, draw, signal);
  signal.addEventListener("abort", () => view.host.remove());
  return open;
}

/** The classifiers in the file, in the order of the budgets. */
function classifiers({ weights, graph, budgets }) {
  const { tensors } = parseSafetensors(Uint8Array.from(atob(weights), (letter) => letter.charCodeAt(0)));
  return budgets.map(({ labels }) => {
    const start = `${labels}.`;
    const own = [...tensors].filter(([name]) => name.startsWith(start));
    return compileNetwork(graph, new Map(own.map(([name, value]) => [name.slice(start.length), value])), jsBackend);
  });
}

/** @param {Budget} budget @param {number} images */
function sentence({ labels, right, shown }, images) {
  const mean = right.reduce((sum, share) => sum + share, 0) / right.length;
  const variance = right.reduce((sum, share) => sum + (share - mean) ** 2, 0) / Math.max(1, right.length - 1);
  return text("learn.budgetRight", {
    labels: labels.toLocaleString("en"),
    error: (100 - mean).toFixed(1),
    spread: Math.sqrt(variance).toFixed(1),
    draws: right.length,
    images,
    own: (100 - right[shown]).toFixed(1),
  });
}
