/** The entry of a worker: learns a model once, then answers one task after the other. */

import { attempt, createTasks } from "./tasks.js";

const tasks = createTasks();

self.onmessage = ({ data: { id, key, task, payload } }) => {
  if (task === "learn") return attempt(() => tasks.learn(key, payload)); // a task that needs it says what is wrong
  const answer = attempt(() => tasks.run(key, task, payload));
  self.postMessage(
    { id, ...answer },
    Object.values(answer.result ?? {}).map((array) => array.buffer),
  );
};
