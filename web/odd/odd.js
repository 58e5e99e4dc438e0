/** Odd ones out: a score's histogram with a movable threshold, its curves, and the pictures that it calls strange. */

import { STAGE } from "../core/frame.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { classColour, readTheme, STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { drawCurve, drawHistogram, ODD, ORDINARY, scoreAt } from "./charts.js";
import { bytesOf, pictures } from "./pictures.js";
import { CSS } from "./style.js";
import { histogram, ranking, tally, thresholdAt } from "./tally.js";

const BINS = 30;
const BESIDE = 12; // pictures on each side of the threshold
const STRANGEST = 10;

/** @typedef {{area: number, interval: number[], y: number[], low: number[], high: number[]}} Curve */
/** @typedef {{values: number[], roc: Curve, pr: Curve}} Score */

/**
 * Props: `scores`, {@link Score} by name; `titles` and `notes` by name; `strange`, 1 or 0 of each image; `images`,
 * their bytes in base64; `shape`; `rate`, the share of strange images. Emits `open`, the number of an image.
 */
export function createOdd({ root, frame, emit, signal }) {
  const said = el("p", { class: "said", "aria-live": "polite", "data-testid": "odd-said" });
  const plot = el("canvas", { class: "plot", "data-testid": "odd-histogram" });
  const slider = el("input", {
    type: "range",
    min: 0,
    "aria-label": text("odd.threshold"),
    "data-testid": "odd-threshold",
  });
  const roc = figure(text("odd.roc"), text("odd.rocAxes"));
  const pr = figure(text("odd.pr"), text("odd.prAxes"));
  const [above, below] = [row(text("odd.above")), row(text("odd.below"))];
  const list = el("div", { class: "list", role: "group", "aria-label": text("odd.scores") });
  const key = el("p", { class: "key" }, swatch("ordinary"), text("odd.ordinary"), swatch("odd-key"), text("odd.odd"));
  const note = el("p", { class: "soft" });
  const head = el("h2", {});
  const left = el("div", { class: "one" }, head, note, key, plot, slider, said, above.host, below.host);
  const host = el(
    "section",
    { class: "ll odd", "data-testid": "odd" },
    el("style", {}, STYLE + CSS),
    left,
    el(
      "div",
      { class: "two" },
      el("div", { class: "curves" }, roc.host, pr.host),
      el("h2", {}, text("odd.each")),
      list,
    ),
  );
  root.append(host);
  /** @type {any} */
  let props = null;
  /** @type {any} */
  let of = null;
  let chosen = "both";
  let threshold = 0;
  let bins = /** @type {any} */ (null);
  let shown = "";

  const open = (number) => emit("open", number);

  function choose(name) {
    chosen = name;
    const { values } = props.scores[name];
    bins = histogram(values, props.strange, BINS);
    setTo(props.strange.reduce((sum, one) => sum + one, 0));
  }

  function setTo(count) {
    slider.value = String(count);
    threshold = thresholdAt(props.scores[chosen].values, count);
    due();
  }

  function drag(event) {
    if (!props || !(event.buttons & 1)) return;
    const value = scoreAt(plot, event.clientX - plot.getBoundingClientRect().left, bins);
    setTo(props.scores[chosen].values.filter((one) => one >= value).length);
  }

  function draw() {
    if (!props) return;
    const theme = readTheme(host);
    const score = props.scores[chosen];
    const told = tally(score.values, props.strange, threshold);
    host.style.setProperty("--ordinary", classColour(theme, ORDINARY));
    host.style.setProperty("--odd", classColour(theme, ODD));
    setText(head, props.titles[chosen]);
    setText(note, props.notes[chosen]);
    drawHistogram(plot, bins, threshold, theme);
    const all = told.found + told.missed;
    setText(said, text("odd.said", { found: told.found, all, wrong: told.wrong, ordinary: told.wrong + told.left }));
    setAttribute(host, "data-found", told.found);
    setAttribute(host, "data-wrong", told.wrong);
    setText(roc.caption, words("odd.rocArea", score.roc));
    setText(pr.caption, words("odd.prArea", score.pr));
    const points = { roc: [told.falseAlarms, told.recall], pr: [told.recall, told.precision] };
    drawCurve(roc.canvas, score.roc, DIAGONAL, points.roc, theme);
    drawCurve(pr.canvas, score.pr, level(props.rate), points.pr, theme);
    const order = ranking(score.values);
    const count = told.found + told.wrong;
    const now = `${chosen} ${count}`;
    if (now === shown) return;
    shown = now;
    above.pictures.replaceChildren(...pictures(order.slice(Math.max(0, count - BESIDE), count), of, open));
    below.pictures.replaceChildren(...pictures(order.slice(count, count + BESIDE), of, open));
    for (const button of list.querySelectorAll("[data-score]"))
      setAttribute(button, "aria-pressed", String(button.getAttribute("data-score") === chosen));
  }

  function listScores() {
    list.replaceChildren(
      ...Object.entries(props.scores).map(([name, { values, pr: curve }]) => {
        const area = text("odd.area", { area: curve.area.toFixed(2) });
        const choice = el(
          "button",
          { "data-score": name, onclick: () => choose(name) },
          `${props.titles[name]} · ${area}`,
        );
        return el(
          "div",
          { class: "score" },
          choice,
          el("div", { class: "pictures" }, ...pictures(ranking(values).slice(0, STRANGEST), of, open)),
        );
      }),
    );
  }

  const due = frame.job(STAGE.paint, draw, signal);
  slider.addEventListener("input", () => setTo(Number(slider.value)), { signal });
  for (const kind of ["pointerdown", "pointermove"]) plot.addEventListener(kind, drag, { signal });
  const observer = new ResizeObserver(() => due());
  observer.observe(host);
  signal.addEventListener("abort", () => {
    observer.disconnect();
    host.remove();
  });
  return (given) => {
    const isSame = props && given.images === props.images;
    props = given;
    of = { bytes: bytesOf(given.images), shape: given.shape, strange: given.strange };
    slider.max = String(given.strange.length);
    shown = "";
    listScores();
    if (isSame && given.scores[chosen]) due();
    else choose(given.scores[chosen] ? chosen : Object.keys(given.scores)[0]);
  };
}

const words = (key, { area, interval: [low, high] }) =>
  text(key, { area: area.toFixed(3), low: low.toFixed(2), high: high.toFixed(2) });

const DIAGONAL = [
  [0, 0],
  [1, 1],
]; // of a score that tells nothing
const level = (rate) => [
  [0, rate],
  [1, rate],
];

const swatch = (kind) => el("span", { class: `swatch ${kind}` });

function figure(title, axes) {
  const canvas = el("canvas", { class: "curve", role: "img", "aria-label": title });
  const caption = el("div", {});
  const under = el("figcaption", {}, caption, el("div", { class: "axes" }, axes));
  return { canvas, caption, host: el("figure", {}, canvas, under) };
}

function row(title) {
  const inside = el("div", { class: "pictures" });
  return { pictures: inside, host: el("div", {}, el("h3", {}, title), inside) };
}
