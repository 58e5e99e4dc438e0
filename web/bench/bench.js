/**
 * The workbench: hands tasks to workers, so that the pointer never waits for them.
 *
 * Clients are asked for their next task whenever a worker is free, in the order in which they joined; so what is
 * wanted is decided as late as possible, and a picture that has been panned away is never decoded. Where workers do
 * not start (an old browser, a strict page policy), the page does the same tasks itself between two frames.
 */

import { errorOf } from "../engine/problem.js";
import { createPageRunner, createWorkerRunner } from "./runners.js";

const IN_FLIGHT = 2; // per worker: the second waits while the first one's answer travels
const MOST_WORKERS = 3;

/** @typedef {import("./tasks.js").Results} Results */
/** @typedef {import("../engine/problem.js").PlainError} PlainError */
/** @typedef {(error: PlainError | null) => void} Failed null where the bench took up another model meanwhile */
/**
 * @template {keyof Results} K
 * @typedef {{task: K, payload: object, done: (result: Results[K]) => void, failed?: Failed}} TaskOf
 */
/** @typedef {{[K in keyof Results]: TaskOf<K>}[keyof Results]} Task */
/**
 * @typedef {{key: string, bytes: Uint8Array, view: import("../core/types.js").AtlasView}} BenchModel key: name and
 * digest
 */
/** @typedef {Task & {model: BenchModel}} Assigned */
/** @typedef {ReturnType<typeof createBench>} Bench */

/**
 * @param {string | null} source of the worker, one script
 * @param {(error: Error) => void} [report] is called where a task failed
 * @param {number} [most] workers
 */
export function createBench(source, report = () => {}, most = MOST_WORKERS) {
  /** @type {(() => Task | null)[]} */
  const clients = [];
  /** @type {BenchModel | null} */
  let model = null;
  let loaded = 0; // counts models: two of one name and digest may hold other bytes
  let runners = startWorkers(source, most, ended, fallBack) ?? [createPageRunner(ended)];

  function fallBack() {
    if (!runners[0].worker) return;
    for (const { worker } of runners) worker.terminate();
    const lost = runners.flatMap((runner) => runner.waiting());
    runners = [createPageRunner(ended)];
    for (const task of lost) runners[0].give(task);
    assign();
  }

  /**
   * A runner is free again before anything else happens: what a client does with the answer may go wrong as well.
   *
   * @type {import("./runners.js").Ended}
   */
  function ended(task, { result, error }) {
    assign();
    if (!error && task.model === model) return /** @type {(result: object) => void} */ (task.done)(result);
    const news = task.model === model ? error : null; // what another model could not do is no news any more
    task.failed?.(news ?? null);
    if (news) report(errorOf(news));
  }

  function next() {
    for (const client of clients) {
      const task = client();
      if (task) return task;
    }
    return null;
  }

  /** Gives work to whoever is free. */
  function assign() {
    if (!model) return;
    for (let round = 0; round < IN_FLIGHT; round++) {
      for (const runner of runners) {
        const busy = runner.waiting().length;
        if (busy > round || (busy && !runner.isPatient())) continue;
        const task = next();
        if (!task) return;
        runner.give({ ...task, model });
      }
    }
  }

  return {
    assign,
    get workers() {
      return runners.filter((runner) => runner.worker).length;
    },

    /** The model that all tasks refer to from now on. @param {BenchModel | null} wanted */
    use(wanted) {
      const isSame = wanted && model?.bytes === wanted.bytes && model.view === wanted.view;
      if (isSame) return;
      if (wanted) loaded += 1;
      model = wanted && { ...wanted, key: `${wanted.key} ${loaded}` };
      assign(); // what was wanted before there was a model
    },

    /** @param {() => Task | null} client @param {AbortSignal} [signal] */
    join(client, signal) {
      clients.push(client);
      signal?.addEventListener("abort", () => clients.splice(clients.indexOf(client), 1), { once: true });
    },
  };
}

/** @returns {import("./runners.js").Runner[] | null} null where workers do not start */
function startWorkers(script, most, ended, fallBack) {
  if (!script || typeof Worker === "undefined") return null;
  const count = Math.max(1, Math.min(most, (navigator.hardwareConcurrency || 2) - 1));
  try {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    return Array.from({ length: count }, () => createWorkerRunner(new Worker(url), ended, fallBack));
  } catch {
    return null;
  }
}

/**
 * Keeps the workbench on the present model. @param {import("../core/types.js").Store} store @param
 * {import("../core/library.js").Library} library
 */
export function keepBenchCurrent(store, library) {
  const { state } = store;
  store.watch(["bench", "engine", "view"], () => {
    if (!state.bench) return;
    if (!state.engine || !state.view) return state.bench.use(null);
    state.bench.use(benchModel(state, library));
  });
}

/** @param {import("../core/types.js").State} state @param {import("../core/library.js").Library} library */
export const benchModel = ({ model, engine, view }, library) => ({
  key: `${model} ${engine.digest}`,
  bytes: library.bytes(model),
  view,
});
