/**
 * Label ten pictures of a pool; what a classifier makes of the other images then stands beside ten chosen at random.
 * All of it on the codes of a plain model of two numbers, here, at once.
 */

import { STAGE } from "../core/frame.js";
import { readTheme } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createLabelTenView, drawTerritory } from "./label_ten_view.js";
import { nearestLabels, shareRight, sharesAtRandom } from "./nearest.js";

const TEN = 10;
const DRAWS = 200;
const SEED = 14;

/** Props: `of`, a model of two dimensions; `pool`, rows of its atlas; `images`, their bytes in base64; `side`. */
export function createLabelTen({ root, store, frame, lens, signal }) {
  const view = createLabelTenView({ choose, label, restart });
  root.append(view.host);
  /** @type {any} */
  let props = null;
  /** @type {{view: any, others: number[], random: any, each: any} | null} */
  let game = null;
  /** @type {Map<number, number>} the label of each picture of the pool that has one, in the order given */
  const labels = new Map();
  let chosen = 0;

  function open() {
    const found = props && lens.library.get(props.of);
    if (!found?.view || game?.view === found.view) return;
    const inPool = new Set(props.pool);
    const others = Array.from({ length: found.view.count }, (_, i) => i).filter((i) => !inPool.has(i));
    const how = { count: TEN, draws: DRAWS, seed: SEED };
    game = {
      view: found.view,
      others,
      random: sharesAtRandom(found.view, props.pool, others, how),
      each: sharesAtRandom(found.view, props.pool, others, { ...how, oneOfEach: true }),
    };
    view.fill(props.images, props.side, found.view.classNames);
    due();
  }

  function choose(number) {
    chosen = number;
    due();
  }

  /** A second label replaces the first; the eleventh is one too many. */
  function label(k) {
    if (!labels.has(chosen) && labels.size === TEN) return;
    labels.set(chosen, k);
    due();
  }

  function restart() {
    labels.clear();
    due();
  }

  function draw() {
    if (!game) return;
    const labelled = [...labels].map(([number, k]) => ({ index: props.pool[number], label: k }));
    const share = labels.size ? shareRight(game.view, labelled, game.others) : null;
    view.show({ labels, chosen, full: labels.size === TEN, classNames: game.view.classNames }, readTheme(view.host));
    view.say(words(share), rivals());
    const all = Array.from({ length: game.view.count }, (_, i) => i);
    const said = labels.size ? nearestLabels(game.view, labelled, all) : null;
    drawTerritory(view.plane, game.view, said, labelled, readTheme(view.host));
  }

  function words(share) {
    if (share === null) return text("learn.tenStart", { images: game.others.length });
    const holes = { count: labels.size, percent: (100 * share).toFixed(0), images: game.others.length };
    return text(labels.size === TEN ? "learn.tenDone" : "learn.tenSoFar", holes);
  }

  const rivals = () =>
    text("learn.tenRandom", {
      random: percents(game.random),
      each: percents(game.each),
      draws: DRAWS,
    });

  const due = frame.job(STAGE.paint, draw, signal);
  store.watch(["engine", "arrivals"], open, signal);
  signal.addEventListener("abort", () => view.host.remove());
  return (given) => {
    props = given;
    open();
  };
}

const percents = ({ mean, deviation }) => `${(100 * mean).toFixed(0)} ± ${(100 * deviation).toFixed(0)}`;
