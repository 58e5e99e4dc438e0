/**
 * A decoder that is not on this page: one question in flight, and of those that come meanwhile the newest alone is
 * asked next. What the hand has left behind is never decoded.
 */

/** @typedef {import("./types.js").Engine} Engine */
/** @typedef {(engine: Engine, z: Float32Array) => Promise<Float32Array>} Ask pixels in [0, 1], CHW */
/** @typedef {{engine: Engine, z: Float32Array, ask: Ask}} Question */

/**
 * @param {(of: Question, pixels: Float32Array, ms: number) => void} arrived
 * @param {(of: Question, error: unknown) => void} failed
 */
export function createFarDecoder(arrived, failed) {
  /** @type {Question | null} */
  let next = null;
  let isBusy = false;

  async function run() {
    isBusy = true;
    while (next) {
      const question = next;
      next = null;
      await answer(question);
    }
    isBusy = false;
  }

  /** @param {Question} question */
  async function answer(question) {
    const start = performance.now();
    try {
      const pixels = await question.ask(question.engine, question.z);
      arrived(question, pixels, performance.now() - start);
    } catch (error) {
      failed(question, error);
    }
  }

  return {
    /** @param {Question} question */
    want(question) {
      next = question;
      if (!isBusy) run();
    },
    /** Forgets what waits; what is in flight still arrives. */
    drop() {
      next = null;
    },
  };
}
