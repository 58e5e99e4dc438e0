/** The entry of a worker: learns a model once, then answers one task after the other. */

import { createTasks } from "./tasks.js";

const tasks = createTasks();

self.onmessage = ({ data: { id, key, task, payload } }) => {
  if (task === "learn") return tasks.learn(key, payload);
  const result = tasks.run(key, task, payload);
  self.postMessage({ id, result }, Object.values(result).map((array) => array.buffer));
};
