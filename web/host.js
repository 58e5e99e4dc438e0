/**
 * One lens for a page, and the parts that look through it, mounted by name: what every host needs.
 */

import { Problem } from "./engine/problem.js";
import { createFrame, medianAndP95, STAGE } from "./core/frame.js";
import { createLens } from "./core/lens.js";
import { createStore } from "./core/store.js";
import { keepOwnSliders } from "./link/own_sliders.js";
import { createBench, teach } from "./bench/bench.js";
import { firstWalk } from "./core/first_walk.js";
import { arrive } from "./core/leaving.js";
import { failureOf } from "./core/problem.js";

/** @param {Record<string, Function>} parts by name: what `mount` can mount */
export function createRuntime(parts) {
  const store = createStore(
    {
      model: null,
      engine: null,
      view: null,
      asked: null,
      z: null,
      origin: {},
      pinned: null,
      pinnedOrigin: {},
      pixels: null,
      support: null,
      place: null,
      projection: "tsne",
      hidden: new Set(),
      selection: null,
      locks: new Set(),
      directions: [],
      history: [],
      cursor: -1,
      commit: null,
      frames: 0,
      isFirstVisit: true,
      compared: null,
      lassoFor: null,
      firstGroup: null,
      newDirection: null,
      pictures: false,
      camera: null,
      scale: "grey",
      smooth: false,
      problem: null,
      arrivals: 0,
    },
    (error) => failed(error),
  );
  const frame = createFrame((fn) => requestAnimationFrame(fn), failed);
  const lens = createLens(store, frame);
  teach(store, lens.library);
  keepOwnSliders(store);
  /** @type {Map<Node, {part: string, update: Function, emit: Function, abort: AbortController}>} */
  const mounted = new Map();
  let hasStarted = false;
  for (const gesture of ["pointerdown", "keydown"])
    addEventListener(gesture, () => store.set({ isFirstVisit: false }), { capture: true, once: true, passive: true });

  /** That there is no picture at all is said first. */
  function say(sentence) {
    if (!store.state.problem?.isWhole) store.set({ problem: { sentence, isWhole: false } });
  }

  /** Whatever throws while the page draws ends as a sentence; a fault of our own is reported as well. */
  function failed(error, stage) {
    if (stage === STAGE.background && error instanceof Problem) return; // a small picture that is none: going there says why
    if (stage === STAGE.meter) store.set({ support: null });
    say(failureOf(error, false).sentence);
    if (!(error instanceof Problem)) reportError(error);
  }

  for (const [name, thrown] of [
    ["error", (event) => event.error],
    ["unhandledrejection", (event) => event.reason],
  ]) {
    addEventListener(name, (event) => {
      if (!(thrown(event) instanceof Problem)) return; // the page around us has errors of its own
      event.preventDefault();
      failed(thrown(event));
    });
  }

  /** Only where the map is: another page's plane goes through what is pinned, not through what passes by. */
  function showAround() {
    if (
      hasStarted ||
      !store.state.engine ||
      ![...mounted.values()].some(({ part }) => part === "map" || part === "start")
    )
      return;
    hasStarted = true;
    requestAnimationFrame(() => firstWalk({ store, lens }));
  }
  store.watch(["engine"], showAround);

  function mount(component) {
    try {
      put(component);
    } catch (error) {
      failed(error);
    }
  }

  function put({ parentElement: root, data, setTriggerValue }) {
    if (!mounted.has(root)) {
      const entry = { part: data.part, abort: new AbortController(), emit: null, update: () => {} };
      mounted.set(root, entry);
      if (!["addstop", "header"].includes(data.part)) arrive(); // the header is drawn first: the page itself may not be there yet
      const emit = (event, value) => entry.emit(event, value);
      entry.update = parts[data.part]({ root, store, frame, lens, emit, signal: entry.abort.signal });
    }
    const entry = mounted.get(root);
    entry.emit = setTriggerValue;
    if (data.session) store.set({ session: data.session });
    const { wantedModel, isTalking } = store.state;
    if (data.model && data.model === wantedModel) store.set({ wantedModel: null });
    const isLate = wantedModel && data.model !== wantedModel; // said before the host heard that the visitor went back
    if (!isTalking && !isLate) lens.follow(data); // a late word of the server must not change what is on stage
    entry.update(data);
    showAround();
  }

  function unmount(root) {
    mounted.get(root)?.abort.abort();
    mounted.delete(root);
  }

  /** The live state for tests and benchmarks; kept stable. */
  function snapshot() {
    const { state } = store;
    const { shown } = lens; // z, picture and support of one and the same frame
    return {
      model: state.model,
      z: shown && Array.from(shown.z),
      pinned: state.pinned && Array.from(state.pinned),
      pixels: shown && Array.from(shown.pixels),
      frames: state.frames,
      decodeMs: medianAndP95(lens.decodeMs),
      workMs: medianAndP95(frame.work.all),
      sliderWorkMs: medianAndP95(frame.work.slider),
      mapWorkMs: medianAndP95(frame.work.map),
      backend: state.engine?.backend ?? null,
      projection: state.projection,
      place: state.place,
      support: shown && pick(shown.support, ["percent", "level", "code", "picture", "nearest"]),
      looksLike: shown?.support.looksLike ?? null,
      mounted: mounted.size,
      watchers: store.watcherCount,
    };
  }

  /** Forgets the timings so far, so that a benchmark reads only its own gesture. */
  function resetTimings() {
    for (const kept of [lens.decodeMs, ...Object.values(frame.work)]) kept.length = 0;
  }

  return {
    store,
    frame,
    lens,
    mount,
    unmount,
    snapshot,
    resetTimings,
    load: lens.load,
    release: lens.release,
    go: lens.go,
    /** Takes the source of the worker: decoding by the hundred happens there. */
    work: (source) => store.set({ bench: store.state.bench ?? createBench(source, say) }),
  };
}

const pick = (object, names) => Object.fromEntries(names.map((name) => [name, object[name]]));
