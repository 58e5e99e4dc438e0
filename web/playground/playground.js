/**
 * The playground: a small VAE trains in a worker while one watches; every frame draws what it knows by then.
 *
 * A frame asks for the next picture before it draws the present one, so that the worker encodes and decodes while the
 * page paints.
 */

import { STAGE } from "../core/frame.js";
import { failureOf } from "../core/problem.js";
import { reducedMotion } from "../kit/dom.js";
import { emptyHistory, extend } from "./curves.js";
import { imagesOf } from "./images.js";
import { createSession } from "./session.js";
import { broken, FIRST, fitting, mended, readSettings, RESTARTS, settingsText } from "./settings.js";
import { createView } from "./view.js";

const CALM_MS = 250; // between two pictures for those who asked for less motion

/** @typedef {import("./settings.js").Settings} Settings */
/**
 * @typedef {Object} Moment what a frame draws
 * @property {import("./session.js").Shown | null} picture
 * @property {import("./images.js").Images} images
 * @property {import("./curves.js").History} history
 * @property {number[]} turns epochs at which a knob was turned
 * @property {boolean} isOver whether the numbers are not finite any more
 * @property {number} frames drawn so far
 */

/**
 * Props: `source` of the worker, `digits`; `play`, the first knobs where no address has them; `backend`, "js" to do
 * without WebAssembly.
 */
export const createPlayground = (context) => createTraining(context).update;

/** The part with what else can be asked of it. */
export function createTraining({ root, store, frame, signal }) {
  /** @type {import("./view.js").Heard} */
  const heard = {
    train: () => setRunning(!isRunning),
    epoch: oneEpoch,
    reset: begin,
    turn,
    breakIt: (name) => turn(broken(settings, name)),
    mend: () => turn(mended(settings)),
    drawn: begin,
    changed: () => due(),
  };
  const view = createView(heard, { store, signal });
  root.append(view.host);
  let settings = FIRST;
  let isRunning = false;
  let isAway = false; // out of sight, to be gone on with
  let isOver = false;
  /** @type {import("./images.js").Images | null} */
  let images = null;
  /** @type {import("./session.js").Shown | null} */
  let picture = null;
  let history = emptyHistory();
  /** @type {number[]} */
  let turns = [];
  let props = null;
  let session = null;
  let timer = 0;
  let frames = 0;

  const trains = () => isRunning && !isAway && !document.hidden;
  const hasImages = () => Boolean(images?.data.images.length);

  /** The knobs as the address keeps them. */
  function keep() {
    store.set({ pageQuery: { play: settingsText(settings) || null } });
  }

  /** A new network on the present images. */
  function begin() {
    images = imagesOf(settings, props.digits, view.scatter.strokes);
    picture = null;
    history = emptyHistory();
    turns = [];
    isOver = false;
    if (hasImages()) session.begin(images.data, settings, props.backend ?? "wasm");
    else setRunning(false);
    ask();
    due();
  }

  function setRunning(next) {
    isRunning = next && hasImages() && !isOver;
    session.run(trains(), settings.pace);
    view.running(isRunning);
    ask();
  }

  function oneEpoch() {
    if (!hasImages() || isOver) return;
    setRunning(false);
    session.epoch();
    ask();
  }

  /** @param {Partial<Settings>} turned */
  function turn(turned) {
    const next = fitting({ ...settings, ...turned });
    const startsAnew = RESTARTS.some((name) => next[name] !== settings[name]);
    settings = next.data === settings.data ? next : mended(next);
    view.settings(settings);
    keep();
    if (startsAnew) return begin();
    session.set(settings);
    if (picture && !("pace" in turned)) turns.push(picture.epochs);
    session.run(trains(), settings.pace);
    ask();
  }

  const wanted = () => ({ side: images.side, since: 3 * history.epochs.length });

  function ask() {
    if (hasImages()) session.show();
  }

  /** @param {import("./session.js").Shown} shown */
  function arrived(shown) {
    if (shown.since === 3 * history.epochs.length) extend(history, shown.history);
    picture = shown;
    if (shown.isBroken && !isOver) {
      isOver = true;
      setRunning(false);
    }
    due();
  }

  function paint() {
    if (isAway) return;
    if (isRunning && !reducedMotion()) ask();
    else if (isRunning && !timer) timer = setTimeout(calmly, CALM_MS);
    frames += 1;
    view.draw({ picture, images, history, turns, isOver, frames });
  }

  function calmly() {
    timer = 0;
    ask();
  }

  function failed(problem) {
    setRunning(false);
    store.set({ problem: failureOf(problem, false) });
  }

  /** Out of sight it rests; back again it goes on. @param {boolean} next */
  function setAway(next) {
    isAway = next;
    if (isAway) store.set({ pageQuery: null });
    else keep();
    setRunning(isRunning);
  }

  const due = frame.job(STAGE.decode, paint, signal);
  document.addEventListener("visibilitychange", () => session && setRunning(isRunning), { signal });
  addEventListener("resize", () => due(), { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(timer);
    session?.end();
    store.set({ pageQuery: null });
    view.host.remove();
  });
  function update(/** @type {any} */ next) {
    const isFirst = !props;
    props = next;
    if (!isFirst) return due(); // the theme may be another
    session = createSession(props.source, arrived, failed, wanted);
    settings = readSettings(props.play ?? new URLSearchParams(location.search).get("play") ?? "") ?? FIRST;
    view.settings(settings);
    keep();
    setRunning(false);
    begin();
  }

  return {
    update,
    run: setRunning,
    setAway,
    get isRunning() {
      return isRunning;
    },
    /** Whether this network has learned anything yet. */
    get hasBegun() {
      return history.epochs.length > 0;
    },
  };
}
