/** The entry of a worker: loads a model once, then answers one task after the other. */

import { attempt, createTasks } from "./tasks.js";

const tasks = createTasks();

self.onmessage = ({ data: { id, key, task, payload } }) => {
  if (task === "load") return attempt(() => tasks.load(key, payload)); // a task that needs it says what is wrong
  const answer = attempt(() => tasks.run(key, task, payload));
  const transfer = Object.values(answer.result ?? {}).map((array) => array.buffer);
  self.postMessage({ id, ...answer }, { transfer });
};
