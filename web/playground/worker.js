/**
 * The entry of the worker: trains without a pause between two messages, and answers `show` with what a frame draws.
 *
 * It trains for a few milliseconds at a time, then looks for messages: a page never waits longer for its picture.
 */

import { createTrainer } from "./trainer.js";

const SLICE_MS = 5;
const REST_MS = 4; // where a pace leaves nothing to do
const LATEST_MS = 250; // what a busy machine owes of a pace is forgotten then

/** @type {import("./trainer.js").Trainer | null} */
let trainer = null;
let pace = 0; // steps a second; 0 as many as go
let isRunning = false;
let isBroken = false;
let isDue = false; // a slice is under way
let paidUntil = 0; // ms: when the next step is due
let stepsDone = 0;
const turn = new MessageChannel(); // a timer of 0 ms would wait four

function begin({ data, settings, backend }) {
  trainer = createTrainer(data, settings, backend);
  isBroken = false;
  stepsDone = 0;
}

/** @param {() => boolean} hasTime */
function train(hasTime) {
  const every = pace ? 1000 / pace : 0;
  paidUntil = Math.max(paidUntil, performance.now() - LATEST_MS);
  while (!isBroken && hasTime() && (!every || paidUntil <= performance.now())) {
    isBroken = !trainer.step();
    stepsDone += 1;
    paidUntil += every;
  }
  return every && paidUntil > performance.now();
}

function slice() {
  isDue = false;
  if (!isRunning || !trainer || isBroken) return;
  const end = performance.now() + SLICE_MS;
  const isAhead = train(() => performance.now() < end);
  isDue = true;
  if (isAhead) setTimeout(slice, REST_MS);
  else turn.port2.postMessage(null);
}

const START = {
  begin,
  set: ({ settings }) => trainer?.set(settings),
  run(message) {
    isRunning = message.isRunning;
    pace = message.pace;
    paidUntil = performance.now();
    if (!isDue) slice();
  },
  epoch() {
    for (let n = 0; n < trainer.stepsInEpoch && !isBroken; n++) isBroken = !trainer.step();
    stepsDone += trainer.stepsInEpoch;
  },
  show({ run, side, since }) {
    if (!trainer) return;
    const picture = { run, isRunning, isBroken, stepsDone, ...trainer.picture({ side, since }) };
    const arrays = Object.values(picture).filter(ArrayBuffer.isView);
    self.postMessage(picture, { transfer: arrays.map((array) => array.buffer) });
  },
};

turn.port1.onmessage = slice;
self.onmessage = ({ data }) => START[data.kind](data);
