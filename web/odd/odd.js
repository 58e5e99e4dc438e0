/**
 * Odd ones out: one picture, the test set's or the visitor's own, and where every score puts it; a score's histogram
 * with a movable threshold, its curves, and the pictures that each score calls strange.
 */

import { STAGE } from "../core/frame.js";
import { allowedBy } from "../core/lanes.js";
import { takeFiles } from "../draw/bring.js";
import { createPad } from "../draw/pad.js";
import { el, setAttribute } from "../kit/dom.js";
import { classColour, readTheme, STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createBrought } from "./brought.js";
import { createCard } from "./card.js";
import { ODD, ORDINARY } from "./charts.js";
import { createCurves } from "./curves.js";
import { createLookedAt } from "./looked_at.js";
import { base64Of, bytesOf, pixelsOf } from "./pictures.js";
import { placesOf } from "./place.js";
import { createScoreList } from "./score_list.js";
import { CSS } from "./style.js";
import { histogram, ranking, tally, thresholdAt } from "./tally.js";
import { createThreshold } from "./threshold.js";

const BINS = 30;

/** @typedef {{values: number[], roc: import("./curves.js").Curve, pr: import("./curves.js").Curve}} Score */

/**
 * Props: `scores`, {@link Score} by name; `titles` and `notes` by name; `strange`, 1 or 0 of each image; `images`,
 * their bytes in base64; `shape`; `rate`, the share of strange images; `about`, what pictures that are brought are
 * scored by (brought.js); `isPrivate`. Emits `open`, the number of an image or a code, and
 * `oppose`, the bytes of pictures that were brought.
 */
export function createOdd({ root, store, frame, keys, emit, signal }) {
  const { state } = store;
  const pad = createPad({ changed: () => peekDue(), ended: () => brought.drawn() }, (listener) => listener);
  const card = createCard(pad, {
    bring: (files) => brought.bring(files),
    undo() {
      pad.undo();
      brought.drawn();
    },
    clear() {
      pad.clear();
      brought.clear();
      lookedAt.takeStrangest();
      due();
    },
    open: () => emit("open", lookedAt.subject.code),
    look(one) {
      lookedAt.takeBrought(one);
      due();
    },
    oppose: () => emit("oppose", base64Of(brought.all.map(({ x }) => x))),
  });
  const brought = createBrought({ pad, say: card.say, changed });
  const lookedAt = createLookedAt({ all: () => brought.all, strangest: () => ranking(scoreOf(chosen).values)[0] });
  const lookAt = (number) => {
    lookedAt.take(number);
    due();
    card.element.scrollIntoView({ block: "nearest" });
  };
  const panel = createThreshold({ count: setTo, value: setValue, look: lookAt }, signal);
  const curves = createCurves();
  const list = createScoreList({ choose, look: lookAt });
  const each = el("p", { class: "soft" }, text("odd.eachNote"));
  const scores = el("div", { class: "each" }, el("h2", {}, text("odd.each")), each, list.element);
  const host = el(
    "section",
    { class: "ll odd", "data-testid": "odd" },
    el("style", {}, STYLE + CSS),
    card.element,
    panel.element,
    curves.element,
    scores,
  );
  root.append(host);
  /** @type {any} */
  let props = null;
  /** @type {import("./pictures.js").Images} */
  let images = null;
  /** @type {Record<string, ReturnType<typeof histogram>>} */
  let bins = {};
  let chosen = "both";
  let threshold = 0;

  /** @param {string} name @returns {Score} */
  const scoreOf = (name) => props.scores[name];

  /** @param {import("./brought.js").Brought | null} latest the picture to look at; null: scores have come */
  function changed(latest) {
    if (latest) lookedAt.takeBrought(latest);
    else lookedAt.renew();
    due();
  }

  function choose(name) {
    chosen = name;
    setTo(props.strange.reduce((sum, one) => sum + one, 0));
  }

  function setTo(count) {
    panel.place(count, props.strange.length);
    threshold = thresholdAt(scoreOf(chosen).values, count);
    due();
  }

  function setValue(value) {
    setTo(scoreOf(chosen).values.filter((one) => one >= value).length);
  }

  /** What the model makes of the picture, where this page can say it. */
  function rebuilt() {
    const { engine, model } = state;
    if (!engine?.spec.encoder || model !== props.about.model || !allowedBy(engine).here) return null;
    return engine.decode(engine.encode(pixelsOf(lookedAt.subject.x)).mu);
  }

  function drawCard() {
    if (!props) return;
    const { subject } = lookedAt;
    const places = subject.scores ? placesOf(props.scores, props.strange, subject.scores) : [];
    card.drawPad();
    card.show(subject, places, rebuilt(), props);
    return places;
  }

  function draw() {
    if (!props) return;
    const theme = readTheme(host);
    const score = scoreOf(chosen);
    const told = tally(score.values, props.strange, threshold);
    const places = drawCard();
    for (const [name, colour] of /** @type {[string, number][]} */ ([
      ["ordinary", ORDINARY],
      ["odd", ODD],
    ]))
      host.style.setProperty(`--${name}`, classColour(theme, colour));
    card.list(brought.by(chosen), props.shape);
    const marks = (name) => ({ mark: lookedAt.subject.scores?.[name], own: brought.values(name) });
    const drawn = { bins: bins[chosen], marks: { threshold, ...marks(chosen) }, images, told };
    panel.draw(props, chosen, drawn, theme);
    curves.draw(score, told, props.rate, theme);
    list.draw(chosen, places, marks, theme);
    setAttribute(host, "data-found", told.found);
    setAttribute(host, "data-wrong", told.wrong);
  }

  /** While a stroke goes on: the picture and what the model makes of it, at every display frame. */
  function peek() {
    const one = props && brought.peek();
    if (!one) return;
    lookedAt.takeBrought(one);
    drawCard();
  }

  const peekDue = frame.job(STAGE.gesture, peek, signal);
  const due = frame.job(STAGE.paint, draw, signal);
  takeFiles(host, brought.bring, keys, signal);
  store.watch(["engine"], due, signal);
  const observer = new ResizeObserver(() => due());
  observer.observe(host);
  signal.addEventListener("abort", () => {
    observer.disconnect();
    host.remove();
  });

  return (given) => {
    const isSame = props?.images === given.images;
    props = given;
    images = { bytes: bytesOf(given.images), shape: given.shape, strange: given.strange };
    bins = Object.fromEntries(
      Object.entries(given.scores).map(([name, { values }]) => [name, histogram(values, given.strange, BINS)]),
    );
    panel.forget();
    list.list(props, bins, images);
    if (!given.scores[chosen]) chosen = Object.keys(given.scores)[0];
    brought.follow(given.about);
    lookedAt.follow(given.scores, images, isSame);
    if (isSame) due();
    else choose(chosen);
  };
}
