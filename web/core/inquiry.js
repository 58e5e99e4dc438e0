/**
 * What only Python knows: the originals of images, each asked for once, and PyTorch's pixels, once per model.
 * Where the originals are not on the machine the host says so, and is asked again a minute later at the earliest.
 */

import { allowedBy } from "./lanes.js";
import { worstDifference } from "./parity.js";

const KEPT = 600; // originals of one model
const ABSENT_MS = 60_000;
const ANSWERED_MS = 8000; // an answer that has not come by then is asked for again

/**
 * @typedef {Object} Facts of one model
 * @property {Map<number, Float32Array>} originals by index, the oldest first
 * @property {string} hint what the host says of the originals
 * @property {number | null} parity the largest difference to PyTorch
 * @property {number} absent since when the host has no originals, ms
 * @property {Map<string, number>} asked when each question was asked, ms
 * @property {object | null} answer the last one
 */
/** @type {WeakMap<object, Facts>} by engine */
const known = new WeakMap();

function factsOf(engine) {
  if (!known.has(engine))
    known.set(engine, {
      originals: new Map(),
      hint: "",
      parity: null,
      absent: -Infinity,
      asked: new Map(),
      answer: null,
    });
  return known.get(engine);
}

/**
 * @param {object} context
 * @param {any} context.store
 * @param {import("./outbox.js").Outbox} context.outbox
 * @param {boolean} [context.asksReference] whether PyTorch's pixels are wanted, too
 */
export function createInquiry({ store, outbox, asksReference = false }) {
  const { state } = store;
  const facts = () => factsOf(state.engine);
  let isAbsent = false; // the host has said that it has no originals

  /** What is worth a question now: nothing that has come, or is on its way. */
  function question(indices) {
    const { originals, parity, absent, asked } = facts();
    const now = performance.now();
    const isOpen = (what) => !(now - asked.get(what) < ANSWERED_MS);
    const isMissing = (index) => !originals.has(index) && isOpen(`original ${index}`);
    const missing = now - absent < ABSENT_MS ? [] : indices.filter(isMissing);
    const reference = asksReference && allowedBy(state.engine).here && parity === null && isOpen("reference");
    return missing.length || reference ? { model: state.model, originals: missing, reference } : null;
  }

  function ask(indices) {
    const asking = question(indices);
    const { asked } = facts();
    for (const index of asking?.originals ?? []) asked.set(`original ${index}`, performance.now());
    if (asking?.reference) asked.set("reference", performance.now());
    return asking;
  }

  return {
    /** Pixels of an original in [0, 1], once they have come. @param {number} index */
    original: (index) => facts().originals.get(index) ?? null,
    hint: () => facts().hint,
    parity: () => facts().parity,

    /** Asks for the originals of these images in a quiet moment. @param {number[]} indices */
    want(indices) {
      const { engine } = state;
      if (question(indices)) outbox.soon("ask", () => (engine === state.engine ? ask(indices) : null));
    },

    /** Asks anew when the originals have come, which it tells. @param {boolean} here */
    arrived(here) {
      const isNews = here && isAbsent && Boolean(state.engine);
      isAbsent = here === false;
      if (isNews) Object.assign(facts(), { absent: -Infinity, asked: new Map() });
      return isNews;
    },

    /** Takes what the host answered. @returns {boolean} whether it was something new */
    take(answer) {
      if (!answer || answer.model !== state.model || !state.engine || facts().answer === answer) return false;
      takeAnswer(facts(), answer, state.engine);
      return true;
    },
  };
}

function takeAnswer(facts, answer, engine) {
  const { originals, reference, hint } = answer;
  Object.assign(facts, { answer, hint, absent: originals ? -Infinity : performance.now() });
  for (const [index, content] of Object.entries(originals ?? {})) add(facts.originals, Number(index), content);
  if (reference) facts.parity = worstDifference(engine, floats(reference.z), floats(reference.pixels));
}

function add(originals, index, content) {
  const pixels = Float32Array.from(bytesOf(content), (byte) => byte / 255);
  originals.set(index, pixels);
  if (originals.size > KEPT) originals.delete(originals.keys().next().value);
}

const bytesOf = (content) => Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
const floats = (content) => new Float32Array(bytesOf(content).buffer);
