/** What stands on the page of the game, and how a state of the round is written into it. */

import { el, setAttribute, setText } from "../kit/dom.js";
import { questionMark } from "../kit/explain.js";
import { colourTable, createFittingPainter } from "../kit/picture.js";
import { text } from "../words/words.js";
import { HINT_MS } from "./round.js";
import { percentInWords, resultInWords, timeInWords, toBeatInWords } from "./score_words.js";
import { CHALLENGE_CSS } from "./style.js";

/** @typedef {ReturnType<typeof createView>} View */

/**
 * @param {Record<"stop" | "hint" | "again" | "next" | "large" | "plane" | "copy" | "save" | "harder", () => void>} on
 * @param {HTMLElement} problem
 */
export function createView(on, problem) {
  const button = (name, words, props = {}) =>
    el("button", { onclick: on[name], "data-testid": `challenge-${name}`, ...props }, words);
  const titled = (name, words = text(`challenge.${name}`)) =>
    button(name, words, { title: text(`challenge.${name}Title`) });
  const levels = el("div", { class: "row", role: "group", "aria-label": text("challenge.levels") });
  const target = createPicture("target", text("challenge.target"));
  const mine = createPicture("stage", text("challenge.yours"));
  const score = createScore();
  const hint = titled("hint", text("challenge.hint", { seconds: HINT_MS / 1000 }));
  const stop = titled("stop");
  const plane = button("plane", "", { title: text("challenge.planeTitle") });
  const tools = el("div", { class: "row buttons" }, hint, stop, plane);
  const sheet = el("div", {
    class: "plane",
    hidden: true,
    tabindex: 0,
    role: "application",
    "data-testid": "plane",
    "aria-label": text("challenge.plane"),
  });
  const rows = el("div", { class: "rows", role: "group", "aria-label": text("challenge.sliders") });
  const end = createEnd(button);
  const beat = el("p", { class: "beat", hidden: true, "data-testid": "challenge-beat" });
  const note = el("p", { class: "note", role: "status", "data-testid": "challenge-note" });
  const large = titled("large");
  const element = el(
    "section",
    { class: "ll challenge", "aria-label": text("challenge.region") },
    el("style", {}, CHALLENGE_CSS),
    el("div", { class: "row bar" }, levels, el("div", { class: "row" }, titled("again"), titled("next"), large)),
    el("div", { class: "view" }, el("div", { class: "pictures" }, target.element, mine.element), score.element),
    beat,
    note,
    el("div", { class: "play" }, end.element, tools, rows, sheet, problem),
    el("p", { class: "soft keys" }, text("challenge.keys")),
  );
  mine.element.classList.add("mine");

  /** @param {boolean} isShown */
  function arrangePlane(isShown) {
    sheet.hidden = !isShown;
    setText(plane, text(isShown ? "challenge.hidePlane" : "challenge.showPlane"));
  }

  return {
    element,
    levels,
    rows,
    sheet,
    end,
    arrangePlane,
    enlarge: (isLarge) => setAttribute(large, "aria-pressed", String(isLarge)),
    note: (words) => setText(note, words),

    /** What a round's beginning and its end change. @param {import("./game.js").Game} game @param {boolean} hasSheet */
    show(game, hasSheet) {
      const { round, rival, seed, foundAt, target: its, engine } = game;
      target.name(text("challenge.targetNumber", { seed }));
      target.paint(its.pixels, engine.imageShape);
      beat.hidden = !rival;
      if (rival) setText(beat, toBeatInWords(rival));
      setText(note, round.isOver ? "" : text("challenge.begin", { found: foundAt }));
      setAttribute(element, "data-over", round.isOver ? overAs(round) : null);
      end.element.hidden = !round.isOver;
      hint.disabled = round.isOver;
      plane.hidden = !game.hasPlane;
      arrangePlane(hasSheet);
    },

    /** @param {import("./game.js").Game} game @param {Float32Array} pixels @param {number} now */
    paint(game, pixels, now) {
      const { round, engine, foundAt, bestPixels } = game;
      mine.paint(round.isOver ? bestPixels : pixels, engine.imageShape);
      score.show(round, foundAt, now);
      element.style.setProperty("--part", game.part().toFixed(3));
      stop.disabled = round.isOver || !round.best;
    },
  };
}

/** @param {import("./round.js").Round} round */
const overAs = ({ best }) => (best.isFound ? "found" : "stopped");

function createPicture(testid, words) {
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": words, "data-testid": testid });
  const caption = el("figcaption", {}, words);
  const element = el("figure", {}, caption, el("div", { class: "frame" }, canvas));
  const paint = createFittingPainter(canvas, (shape) => {
    element.style.setProperty("--aspect", `${shape[2]} / ${shape[1]}`);
  });
  return {
    element,
    canvas,
    paint: (pixels, shape) => paint(pixels, shape, colourTable("grey")),
    name: (said) => setText(caption, said),
  };
}

function createScore() {
  const field = (key) => el("dd", { "data-testid": `challenge-${key}` });
  const [now, best, time] = ["now", "best", "time"].map(field);
  let found = 0;
  const says = () => ({ title: text("challenge.distanceIs"), says: text("challenge.distanceSays", { found }) });
  const mark = questionMark(says, text("challenge.distanceIs"), "explain-distance");
  const heat = el("div", { class: "heat", "aria-hidden": "true" }, el("i"));
  const of = (key, value, more = null) =>
    el("div", {}, el("dt", { class: "soft" }, text(`challenge.${key}`), " ", more), value);
  const element = el("dl", { class: "score" }, of("now", now, mark), of("best", best), of("time", time));
  const holder = el("div", { class: "score-holder" }, element, heat);

  return {
    element: holder,
    /** @param {import("./round.js").Round} round @param {number} foundAt @param {number} at clock */
    show(round, foundAt, at) {
      found = foundAt;
      setText(now, percentInWords(round.distance));
      setText(best, round.best ? percentInWords(round.best.distance) : "–");
      setText(time, timeInWords(round.ms(at)));
    },
  };
}

function createEnd(button) {
  const title = el("h2", { "data-testid": "challenge-title" });
  const says = el("p", { class: "says", "data-testid": "challenge-result" });
  const harder = button("harder", "");
  const copy = button("copy", text("challenge.copy"));
  const save = button("save", text("challenge.save"));
  const next = button("next", text("challenge.next"), { class: "primary", "data-testid": "challenge-go-on" });
  const element = el(
    "div",
    { class: "end", role: "status", hidden: true },
    title,
    says,
    el("div", { class: "row buttons" }, next, harder),
    el("div", { class: "row buttons" }, copy, save),
  );
  return {
    element,
    next,
    /** @param {import("./round.js").Result} result @param {string} verdict @param {string} harderWords */
    show(result, verdict, harderWords) {
      element.classList.toggle("found", result.isFound);
      setText(title, text(result.isFound ? "challenge.found" : "challenge.stopped"));
      setText(says, text("challenge.says", { result: resultInWords(result), verdict }).trim());
      harder.hidden = !harderWords;
      setText(harder, harderWords);
      setText(copy, text("challenge.copy"));
    },
    copied: (words) => setText(copy, words || text("challenge.copy")),
  };
}
