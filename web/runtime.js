/**
 * The entry of the browser side in the app: one lens (host.js) for the page under globalThis.latentLens, and the
 * parts by name.
 *
 * It outlives Streamlit's page switches, so running this module again changes nothing, unless the server now speaks
 * another language: the visitor has chosen it in another window, and this one has lost its session since.
 */

import { createRuntime } from "./host.js";
import { decodedByPython } from "./core/by_python.js";
import { followHostWords } from "./core/host_words.js";
import { keepAddress } from "./link/keeper.js";
import { createMadeReport } from "./link/made.js";
import { createGlossary } from "./header/glossary.js";
import { createHeader } from "./header/header.js";
import { createStart } from "./start/start.js";
import { createStage } from "./explore/stage.js";
import { createSliders } from "./sliders/sliders.js";
import { createPinReport } from "./core/pin_report.js";
import { createMap } from "./map/map.js";
import { createOutbox } from "./core/outbox.js";
import { createEvidence } from "./explore/evidence.js";
import { createManifold } from "./manifold/manifold.js";
import { createTour } from "./manifold/tour.js";
import { createInterpolate } from "./walks/interpolate.js";
import { createWalkAnswers } from "./walks/answers.js";
import { createWalkMap } from "./walks/map.js";
import { createBetas } from "./learn/betas.js";
import { createLesson } from "./learn/lesson.js";
import { createBudgets } from "./learn/budgets.js";
import { createLabelTen } from "./learn/label_ten.js";
import { createSheet } from "./learn/sheet.js";
import { createAddStop } from "./talk/add_stop.js";
import { createCompare } from "./compare/compare.js";
import { createChallenge } from "./challenge/challenge.js";
import { HELD_CHALLENGE } from "./challenge/held.js";
import { createZoo } from "./zoo/zoo.js";
import { createOdd } from "./odd/odd.js";
import { createKnobsReport } from "./playground/knobs_report.js";
import { HELD_PLAYGROUND } from "./playground/held.js";
import { createPlayground } from "./playground/playground.js";
import { createDesk } from "./talk/desk.js";
import { createHeldPages } from "./talk/held_pages.js";
import { createGuidedTour } from "./talk/guided_tour.js";
import { TAG } from "./words/words.js";

const PARTS = {
  header: createHeader,
  glossary: createGlossary,
  start: (context) => createStart({ ...context, createTour: createGuidedTour }),
  stage: createStage,
  sliders: createSliders,
  map: createMap,
  evidence: createEvidence,
  manifold: createManifold,
  tour: createTour,
  interpolate: createInterpolate,
  walkmap: createWalkMap,
  walkanswers: createWalkAnswers,
  desk: (context) => createDesk({ ...context, pages: { playground: HELD_PLAYGROUND, challenge: HELD_CHALLENGE } }),
  heldpages: createHeldPages,
  addstop: createAddStop,
  sheet: createSheet,
  lesson: createLesson,
  betas: createBetas,
  budgets: createBudgets,
  label_ten: createLabelTen,
  compare: createCompare,
  zoo: createZoo,
  odd: createOdd,
  playground: createPlayground,
  knobs: createKnobsReport,
  challenge: createChallenge,
  state: createPinned,
};

/**
 * On a page without a live picture: Python, which draws it, is told of a pin that it does not know, and of what was
 * made of the sliders.
 *
 * @type {import("./core/types.js").Part<{query?: Record<string, string | null>, model?: string, z?: number[] | null,
 *   start?: number[], made?: string}>}
 */
function createPinned({ store, lens, emit, signal }) {
  const outbox = createOutbox(emit, signal);
  const pinReport = createPinReport({ store, signal, outbox });
  const madeReport = createMadeReport({ store, lens, signal, outbox });
  signal.addEventListener("abort", () => store.set({ pageQuery: null }));
  return (props) => {
    store.set({ pageQuery: props.query ?? null });
    pinReport.follow({ ...props, z: props.z ?? props.start });
    madeReport.follow(props.made ?? "");
  };
}

export default function mountRuntime() {
  const spoken = globalThis.latentLensLanguage;
  if (spoken && spoken !== TAG) return location.reload();
  globalThis.latentLensLanguage = document.documentElement.lang = TAG;
  globalThis.latentLens ??= start();
  announce(globalThis.latentLens);
}

function start() {
  const runtime = createRuntime(PARTS);
  followHostWords(document);
  const { store } = runtime;
  runtime.lens.elsewhere.server = decodedByPython;
  const { address } = keepAddress(runtime, (notice) => store.set({ notice }));
  runtime.lens.address = address;
  return runtime;
}

/** @param {import("./host.js").Runtime} runtime */
function announce(runtime) {
  globalThis.latentLensReady ??= Promise.resolve(runtime);
  globalThis.latentLensReady.resolve?.(runtime);
}
