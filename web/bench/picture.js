/** A worker of its own for the picture of a heavy model: tiles and walks must not be before it. */

import { errorOf } from "../engine/problem.js";
import { benchModel, createBench } from "./bench.js";

/**
 * @param {string} source of the worker, one script
 * @param {import("../core/types.js").Store} store
 * @param {import("../core/library.js").Library} library
 * @returns {import("../core/far.js").Ask} of the present model
 */
export function createPictureBench(source, store, library) {
  /** @type {import("./bench.js").Task | null} */
  let task = null;
  /** @type {import("./bench.js").Bench | null} made for the first model that needs it */
  let bench = null;

  function started() {
    const made = createBench(source, undefined, 1);
    made.join(() => {
      const wanted = task;
      task = null;
      return wanted;
    });
    return made;
  }

  return (_engine, z) =>
    new Promise((done, fail) => {
      bench ??= started();
      const failed = (error) => fail(error ? errorOf(error) : new Error("the model has changed"));
      task = { task: "picture", payload: { z }, done: ({ pixels }) => done(pixels), failed };
      bench.use(benchModel(store.state, library));
      bench.assign();
    });
}
