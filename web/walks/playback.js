/** The playhead in time: play and pause, once, in a loop or to and fro. */

import { zAt } from "./row.js";

export function createPlayback({ store, lens, signal }) {
  const { state } = store;
  let direction = 1;
  let last = 0; // time of the frame before

  const row = () => state.walks[state.walk];

  function toggle() {
    if (!row()) return;
    if (state.playing) pause();
    else play();
  }

  function play() {
    if ((state.playhead ?? 0) >= 1) store.set({ playhead: 0 });
    direction = 1;
    last = 0;
    store.set({ playing: true });
    requestAnimationFrame(step);
  }

  /** A gesture has ended: the point where the walk stands becomes the visitor's own. */
  function pause() {
    store.set({ playing: false });
    pin();
  }

  /** Pins the point itself: the frame that decodes it may still be due. */
  function pin() {
    if (row()) lens.pin(zAt(state, state.playhead ?? 0), { source: "walk", index: null });
  }

  function step(now) {
    if (!state.playing || signal.aborted || !row()) return;
    const passed = last ? (now - last) / 1000 : 0;
    last = now;
    const to = (state.playhead ?? 0) + (direction * passed) / state.seconds;
    const isAtEnd = to >= 1 || to <= 0;
    if (isAtEnd && state.repeat === "swing") direction = to >= 1 ? -1 : 1;
    store.set({ playhead: state.repeat === "loop" && to >= 1 ? to - 1 : Math.min(1, Math.max(0, to)) });
    if (to >= 1 && state.repeat === "once") pause();
    else requestAnimationFrame(step);
  }

  signal.addEventListener("abort", () => store.set({ playing: false }));
  return { toggle, pin };
}
