/**
 * The playhead in time: play and pause, once, in a loop or to and fro; and a show, which plays by itself, once there
 * and back, keeps no place and ends with the first touch of anything else.
 */

import { reducedMotion } from "../kit/dom.js";
import { zAt } from "./row.js";

export function createPlayback({ store, lens, signal }) {
  const { state } = store;
  let direction = 1;
  let last = 0; // time of the frame before
  let isWanted = false; // a show, once the walk is there
  let mayMove = () => true;
  let isShow = false;

  const row = () => state.walks[state.walk];
  const isFresh = () => row() && (state.walk === "drawn" || row().key === state.walksKey);

  function toggle() {
    if (!row()) return;
    if (state.playing) pause();
    else play();
  }

  function play() {
    isShow = false;
    if ((state.playhead ?? 0) >= 1) store.set({ playhead: 0 });
    run();
  }

  function run() {
    direction = 1;
    last = 0;
    store.set({ playing: true });
    requestAnimationFrame(step);
  }

  /** A gesture has ended: the point where the walk stands becomes the visitor's own. */
  function pause() {
    isShow = false;
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
    if (isShow && to <= 0 && direction < 0) return endShow();
    const repeat = isShow ? "swing" : state.repeat;
    const isAtEnd = to >= 1 || to <= 0;
    if (isAtEnd && repeat === "swing") direction = to >= 1 ? -1 : 1;
    store.set({ playhead: repeat === "loop" && to >= 1 ? to - 1 : Math.min(1, Math.max(0, to)) });
    if (to >= 1 && repeat === "once") pause();
    else requestAnimationFrame(step);
  }

  /** Plays by itself once the walk is there; not for those who asked for less motion, and never on stage. */
  function show({ isOpening = false } = {}) {
    isWanted = !reducedMotion() && !state.isTalking;
    mayMove = () => !isOpening || (!state.cameByLink && state.playhead === null); // a link stands where it says
    beginShow();
  }

  function beginShow() {
    if (!isWanted || !isFresh() || state.isTalking) return;
    isWanted = false;
    if (!mayMove()) return;
    isShow = true;
    store.set({ playhead: 0 });
    if (state.playing) direction = 1;
    else run();
  }

  /** What was pinned is seen again. */
  function endShow() {
    isWanted = false;
    if (!isShow) return;
    isShow = false;
    store.set({ playing: false, playhead: null });
    lens.restore();
  }

  /** Whoever moves the point by other means has it. */
  function yieldToHand() {
    if (!state.playing || [undefined, "walk"].includes(state.origin.source)) return;
    isShow = false;
    store.set({ playing: false });
  }

  store.watch(["walks", "walksKey"], beginShow, signal);
  store.watch(["z"], yieldToHand, signal);
  signal.addEventListener("abort", () => store.set({ playing: false }));
  return { toggle, pin, show, endShow };
}
