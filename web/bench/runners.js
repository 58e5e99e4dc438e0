/** Who does the tasks: a worker, or the page itself between two frames. */

import { attempt, createTasks } from "./tasks.js";

/** @typedef {import("./bench.js").Assigned} Assigned */
/**
 * @typedef {(task: Assigned, answer: {result?: object, error?: import("../engine/problem.js").PlainError}) => void}
 * Ended
 */
/**
 * @typedef {Object} Runner
 * @property {Worker | null} worker null for the page
 * @property {() => Assigned[]} waiting tasks without an answer
 * @property {() => boolean} isPatient whether it takes a task while others wait
 * @property {(task: Assigned) => void} give
 */

/** @param {import("./bench.js").BenchModel} model @returns {import("./tasks.js").Given} */
const given = ({ bytes, view: { codes, labels, mapped } }) => ({
  bytes,
  codes,
  labels,
  atlas: mapped,
});

/** @param {Worker} worker @param {Ended} ended @param {() => void} failed the script did not start @returns {Runner} */
export function createWorkerRunner(worker, ended, failed) {
  /** @type {Map<number, Assigned>} */
  const waiting = new Map();
  let known = null;
  let id = 0;
  worker.onerror = (event) => {
    event.preventDefault();
    failed();
  };
  worker.onmessage = ({ data }) => {
    const task = waiting.get(data.id);
    waiting.delete(data.id);
    ended(task, data);
  };
  return {
    worker,
    waiting: () => [...waiting.values()],
    isPatient: () => true,
    give(task) {
      const { key } = task.model;
      if (known !== key) worker.postMessage({ task: "load", key, payload: given(task.model) });
      known = key;
      id += 1;
      waiting.set(id, task);
      worker.postMessage({ id, key, task: task.task, payload: task.payload });
    },
  };
}

/** @param {Ended} ended @returns {Runner} */
export function createPageRunner(ended) {
  const tasks = createTasks();
  /** @type {Assigned[]} */
  let waiting = [];
  let known = null;

  /** @param {Assigned} task */
  function run(task) {
    const { key } = task.model;
    const answer = attempt(() => {
      if (known !== key) tasks.load(key, given(task.model));
      known = key;
      return tasks.run(key, task.task, task.payload);
    });
    waiting = waiting.filter((other) => other !== task);
    ended(task, answer);
  }

  return {
    worker: null,
    waiting: () => waiting,
    isPatient: () => false,
    give(task) {
      waiting.push(task);
      setTimeout(() => run(task));
    },
  };
}
