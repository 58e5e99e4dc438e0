/**
 * The workbench: hands tasks to workers, so that the pointer never waits for them.
 *
 * Clients are asked for their next task whenever a worker is free, in the order in which they joined; so what is
 * wanted is decided as late as possible, and a picture that has been panned away is never decoded. Where workers do
 * not start (an old browser, a strict page policy), the page does the same tasks itself between two frames.
 */

import { attempt, createTasks } from "./tasks.js";

const IN_FLIGHT = 2; // per worker: the second waits while the first one's answer travels
const MOST_WORKERS = 3;

/**
 * @typedef {{task: string, payload: object, done: (result: object) => void, failed?: () => void}} Task
 * @typedef {{key: string, bytes: Uint8Array, view: object}} Model
 */

/**
 * @param {string} source of the worker, one script
 * @param {(sentence: string) => void} [say] hears of a task that failed
 */
export function createBench(source, say = () => {}) {
  const count = Math.max(1, Math.min(MOST_WORKERS, (navigator.hardwareConcurrency || 2) - 1));
  /** @type {(() => Task | null)[]} */
  const clients = [];
  /** @type {Model | null} */
  let model = null;
  let taught = 0; // counts models: two of one name and digest may hold other bytes
  let hands = start(source, count) ?? [createOwnHand(ended)];

  function start(script, wanted) {
    if (!script || typeof Worker === "undefined") return null;
    try {
      const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
      return Array.from({ length: wanted }, () => createWorkerHand(new Worker(url), ended, fallBack));
    } catch {
      return null;
    }
  }

  function fallBack() {
    if (hands.length === 1 && !hands[0].worker) return;
    for (const hand of hands) hand.worker.terminate();
    const lost = hands.flatMap((hand) => [...hand.waiting.values()]);
    hands = [createOwnHand(ended)];
    for (const task of lost) hands[0].give(task);
    poke();
  }

  /** A hand is free again before anything else happens: what a client does with the answer may go wrong as well. */
  function ended(task, { result, error }) {
    poke();
    if (!error && task.model === model) return task.done(result);
    task.failed?.();
    if (error && task.model === model) say(error); // what another model could not do is no news any more
  }

  function next() {
    for (const client of clients) {
      const task = client();
      if (task) return task;
    }
    return null;
  }

  /** Gives work to whoever is free. */
  function poke() {
    if (!model) return;
    for (let round = 0; round < IN_FLIGHT; round++) {
      for (const hand of hands) {
        if (hand.busy() > round) continue;
        const task = next();
        if (!task) return;
        hand.give({ ...task, model });
      }
    }
  }

  return {
    poke,
    get workers() {
      return hands.filter((hand) => hand.worker).length;
    },

    /** The model that all tasks refer to from now on. @param {Model | null} next its key is its name and digest */
    use(next) {
      if (!next) model = null;
      else if (model?.bytes !== next.bytes || model.view !== next.view)
        model = { ...next, key: `${next.key} ${(taught += 1)}` };
    },

    join(client, signal) {
      clients.push(client);
      signal?.addEventListener("abort", () => clients.splice(clients.indexOf(client), 1), { once: true });
    },
  };
}

/** Keeps the workbench on the present model. */
export function teach(store, library) {
  const { state } = store;
  store.watch(["bench", "engine", "view"], () => {
    if (!state.bench) return;
    if (!state.engine || !state.view) return state.bench.use(null);
    state.bench.use({
      key: `${state.model} ${state.engine.digest}`,
      bytes: library.bytes(state.model),
      view: state.view,
    });
  });
}

const lesson = ({ bytes, view: { codes, logvar, labels, count, latentDim, meter } }) => ({
  bytes,
  codes,
  labels,
  atlas: { codes, logvar, count, latentDim, meter },
});

function createWorkerHand(worker, ended, fallBack) {
  const waiting = new Map();
  let known = null;
  let id = 0;
  worker.onerror = (event) => {
    event.preventDefault();
    fallBack();
  };
  worker.onmessage = ({ data }) => {
    const task = waiting.get(data.id);
    waiting.delete(data.id);
    ended(task, data);
  };
  return {
    worker,
    waiting,
    busy: () => waiting.size,
    give(task) {
      const { model } = task;
      if (known !== model.key) worker.postMessage({ task: "learn", key: model.key, payload: lesson(model) });
      known = model.key;
      waiting.set((id += 1), task);
      worker.postMessage({ id, key: model.key, task: task.task, payload: task.payload });
    },
  };
}

function createOwnHand(ended) {
  const tasks = createTasks();
  let known = null;
  let waiting = 0;
  return {
    busy: () => (waiting ? Infinity : 0),
    give(task) {
      const { model } = task;
      waiting += 1;
      setTimeout(() => {
        const answer = attempt(() => {
          if (known !== model.key) tasks.learn(model.key, lesson(model));
          known = model.key;
          return tasks.run(model.key, task.task, task.payload);
        });
        waiting -= 1;
        ended(task, answer);
      });
    },
  };
}
