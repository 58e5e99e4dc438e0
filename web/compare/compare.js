/**
 * Two models of the same images side by side. The first is the model of every page, and what moves it moves both: its
 * map, a walk, an image. The second shows its own code for the same image, walk, place or picture.
 */

import { STAGE } from "../core/frame.js";
import { partOfKind } from "../engine/parts.js";
import { createOutbox } from "../core/outbox.js";
import { createPinReport } from "../core/pin_report.js";
import { setText } from "../kit/dom.js";
import { readTheme } from "../kit/theme.js";
import { createCanvasMap } from "../map/canvas_map.js";
import { imageInWords } from "../meter/image_words.js";
import { text } from "../words/words.js";
import { createBlink } from "./blink.js";
import { createChoices } from "./choices.js";
import { anotherImage } from "./counterpart.js";
import { createSecond } from "./second.js";
import { createSecondMap } from "./second_map.js";
import { createView } from "./view.js";
import { createWalkBar } from "./walk_bar.js";

/** Keys of how the second picture came about. */
const HOW = {
  image: "compare.ofImage",
  walk: "compare.ofWalk",
  cells: "compare.ofCells",
  place: "compare.ofPlace",
  picture: "compare.ofPicture",
  nearest: "compare.ofNearest",
  twin: "compare.ofTwin",
  adversarial: "compare.ofAdversarial",
};

/** Props: `title` of the model, `against`, a name, of `others`, and where the host is (core/pin_report.js). */
export function createCompare({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  const view = createView({ store, signal });
  root.append(view.element);
  const walk = createWalkBar({ store, frame, lens, signal });
  const blink = createBlink(() => paintDue(), signal);
  const goTo = (index, move) => move(state.view.code(index), { source: "compare", index });
  const choices = createChoices({
    choose: (name) => emit("against", name),
    another: () => goTo(anotherImage(state.view, state.pinnedOrigin.index ?? 0, Math.random), lens.pin),
    blink: blink.set,
    samePlace: () => readDue(),
  });
  const over = (index) => state.view && index < state.view.count && goTo(index, lens.move);
  const secondMap = createSecondMap({ over, click: () => lens.pin(), leave: lens.restore }, signal);
  view.middle.append(choices.element, walk.element);
  view.secondMap.append(secondMap.element);
  const firstMap = createCanvasMap({ root: view.firstMap, store, frame, lens, signal });
  const pinReport = createPinReport({ store, signal, outbox: createOutbox(emit, signal) });
  const pair = createPair({ state, lens, walk, choices });
  let theme = readTheme(view.element);
  let props = { title: "", against: "", others: [] };

  function take() {
    const isOther = pair.take(props.against);
    const { second } = pair;
    if (isOther && second) secondMap.show(second, theme);
    choices.show(props, pair.canHavePlace());
    setText(view.notice, second && !second.isHere ? text("compare.slow", { name: props.against }) : "");
    readDue();
  }

  function read() {
    pair.read();
    secondMap.mark(pair.reading?.z ?? null);
    paintDue();
  }

  function paint() {
    const { shown } = lens;
    if (!shown || !state.engine) return;
    const { reading, support } = pair;
    const swapped = reading && blink.isOn();
    const shape = state.engine.imageShape;
    const title = props.others.find(({ name }) => name === props.against)?.title ?? props.against;
    view.first.name(swapped ? title : props.title);
    view.first.paint(swapped ? reading.pixels : shown.pixels, shape, state.scale);
    view.first.say(swapped ? support : shown.support, placeInWords(state, walk.now()), theme);
    view.second.name(title);
    if (!reading) return;
    view.second.paint(reading.pixels, shape, state.scale);
    view.second.say(support, text(HOW[reading.how]), theme);
    view.difference.paint(shown.pixels, reading.pixels, shape);
  }

  const readDue = frame.job(STAGE.meter, read, signal);
  const paintDue = frame.job(STAGE.paint, paint, signal);
  store.watch(["support"], readDue, signal);
  store.watch(["arrivals", "engine"], take, signal);
  store.watch(["scale"], paintDue, signal);
  signal.addEventListener("abort", () => {
    store.set({ pageQuery: null });
    view.element.remove();
  });

  return (next) => {
    props = next;
    theme = readTheme(view.element);
    store.set({ pageQuery: { against: props.against } });
    pinReport.follow(next);
    firstMap({ bare: true });
    if (pair.second) secondMap.show(pair.second, theme);
    take();
  };
}

/** The second model once it has come, and what it makes of what is shown. */
function createPair({ state, lens, walk, choices }) {
  /** @type {ReturnType<typeof createSecond> | null} */
  let second = null;
  /** @type {import("./second.js").Reading | null} */
  let reading = null;
  /** @type {import("../core/types.js").Support | null} */
  let support = null;

  return {
    /** @param {string} name @returns {boolean} whether it is another one than before */
    take(name) {
      const loaded = lens.library.get(name);
      if (second?.engine === loaded?.engine) return false;
      second = loaded && createSecond(loaded);
      reading = support = null;
      return true;
    },

    read() {
      const { shown } = lens;
      reading = support = null;
      if (!second?.isHere || shown?.z.length !== state.engine?.latentDim) return;
      const index = state.z === shown.z ? (state.origin.index ?? null) : null;
      const { parts } = state.view;
      const isOfBoth = second.engine === state.engine;
      const at = { ...shown, index, walk: walk.now(), nearest: shown.support.nearest.index, parts, isOfBoth };
      reading = second.read(at, choices.wantsPlace());
      support = second.measure(reading);
    },

    /** Only plain vectors of the same length can be decoded by both. */
    canHavePlace: () =>
      second !== null &&
      second.view.latentDim === state.engine?.latentDim &&
      [...second.view.parts, ...state.view.parts].every(({ kind }) => kind === "vector"),

    get second() {
      return second;
    },
    get reading() {
      return reading;
    },
    get support() {
      return support;
    },
  };
}

/** Where the first picture comes from. */
function placeInWords(state, walk) {
  const isOfCells = partOfKind(state.view.parts, "grid");
  if (walk) return text(isOfCells ? "compare.onCells" : "compare.onWalk", { percent: Math.round(100 * walk.at) });
  const index = state.origin.index ?? null;
  return index === null ? text("compare.here") : imageInWords(state.view, index);
}
