// What a visitor can mend, in one clause: what was expected, what came and what to do. A template with named holes, so
// that it can be said in any language (words/words.js); a hole may hold another problem. Any other error is a fault of
// the program.

import { filled } from "../words/filled.js";

/** @typedef {Record<string, string | number | Problem>} Holes */
/**
 * @typedef {{template: string, holes: Record<string, any>} | {fault: string}} PlainError what another thread can be
 * sent
 */

export class Problem extends Error {
  /** @param {string} template such as "{name} holds no weights"; without a full stop @param {Holes} [holes] */
  constructor(template, holes = {}) {
    super(filled(template, holes));
    this.template = template;
    this.holes = holes;
  }

  toString() {
    return this.message;
  }
}

/** @param {unknown} error @returns {PlainError} */
export function plainOf(error) {
  if (!(error instanceof Problem)) return { fault: String(/** @type {Error} */ (error)?.message ?? error) };
  const holes = Object.entries(error.holes).map(([name, hole]) => [
    name,
    hole instanceof Problem ? plainOf(hole) : hole,
  ]);
  return { template: error.template, holes: Object.fromEntries(holes) };
}

/** The inverse. @param {PlainError} plain @returns {Error} */
export function errorOf(plain) {
  if ("fault" in plain) return new Error(plain.fault);
  const holes = Object.entries(plain.holes).map(([name, hole]) => [name, hole?.template ? errorOf(hole) : hole]);
  return new Problem(plain.template, Object.fromEntries(holes));
}
