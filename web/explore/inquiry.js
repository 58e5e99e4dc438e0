/**
 * What only Python knows: the originals of images, each asked for once, and PyTorch's pixels, once per model.
 * Where the originals are not on the machine the host says so, and is asked again a minute later at the earliest.
 */

import { worstDifference } from "./parity.js";

const KEPT = 600; // originals of one model
const ABSENT_MS = 60_000;
const ANSWERED_MS = 8000; // an answer that has not come by then is asked for again

/** @type {WeakMap<object, {originals: Map<number, Float32Array>, hint: string, parity: number | null, absent: number, asked: Map<string, number>}>} */
const known = new WeakMap();

export function createInquiry({ store, outbox }) {
  const { state } = store;

  function shelf() {
    if (!known.has(state.engine)) {
      known.set(state.engine, { originals: new Map(), hint: "", parity: null, absent: -Infinity, asked: new Map() });
    }
    return known.get(state.engine);
  }

  /** What is worth a question now: nothing that has come, or is on its way. */
  function question(indices) {
    const { originals, parity, absent, asked } = shelf();
    const now = performance.now();
    const isOpen = (what) => !(now - asked.get(what) < ANSWERED_MS);
    const missing =
      now - absent < ABSENT_MS ? [] : indices.filter((index) => !originals.has(index) && isOpen(`original ${index}`));
    const reference = parity === null && isOpen("reference");
    return missing.length || reference ? { model: state.model, originals: missing, reference } : null;
  }

  function ask(indices) {
    const asking = question(indices);
    for (const index of asking?.originals ?? []) shelf().asked.set(`original ${index}`, performance.now());
    if (asking?.reference) shelf().asked.set("reference", performance.now());
    return asking;
  }

  return {
    /** Pixels of an original in [0, 1], once they have come. */
    original: (index) => shelf().originals.get(index) ?? null,
    hint: () => shelf().hint,
    parity: () => shelf().parity,

    /** Asks for the originals of these images in a quiet moment. @param {number[]} indices */
    want(indices) {
      const { engine } = state;
      if (question(indices)) outbox.soon("ask", () => (engine === state.engine ? ask(indices) : null));
    },

    /** Takes what the host answered. @returns {boolean} whether it was something new */
    take(answer) {
      if (!answer || answer.model !== state.model || !state.engine || shelf().last === answer) return false;
      const here = shelf();
      here.last = answer;
      here.hint = answer.hint;
      here.absent = answer.originals ? -Infinity : performance.now();
      for (const [index, text] of Object.entries(answer.originals ?? {})) keep(here.originals, Number(index), text);
      if (answer.reference)
        here.parity = worstDifference(state.engine, floats(answer.reference.z), floats(answer.reference.pixels));
      return true;
    },
  };
}

function keep(originals, index, text) {
  originals.set(
    index,
    Float32Array.from(bytesOf(text), (byte) => byte / 255),
  );
  if (originals.size > KEPT) originals.delete(originals.keys().next().value);
}

const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const floats = (text) => new Float32Array(bytesOf(text).buffer);
