/** What the game shows: its view, sliders, plane and levels, laid out again whenever their size or colours change. */

import { STAGE } from "../core/frame.js";
import { createProblem } from "../core/problem.js";
import { createFullScreen } from "../kit/full_screen.js";
import { readTheme } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createLevelButtons } from "./level_buttons.js";
import { createPlane } from "./plane.js";
import { beats } from "./round.js";
import { createRows } from "./rows.js";
import { createView } from "./view.js";

const MANY = 4; // sliders; more stand in two columns

/** @typedef {import("./game.js").Game} Game */
/** @typedef {ReturnType<typeof createScreen>} Screen */

/** @param {Record<string, any> & {choose: (level: string) => void, gameHere: () => Game | null}} context */
export function createScreen({ root, store, frame, lens, signal, on, choose, gameHere }) {
  const { state } = store;
  const view = createView(on, createProblem({ store, signal }));
  root.append(view.element);
  const fullScreen = createFullScreen(view.element, signal, (isFull) => {
    view.enlarge(isFull);
    requestAnimationFrame(layOut);
  });
  let theme = readTheme(view.element);
  const rows = createRows({ element: view.rows, store, frame, lens, signal });
  const plane = createPlane({ element: view.sheet, store, frame, lens, signal, theme: () => theme });
  const sheet = createSheet(view, plane.show, gameHere);
  const levels = createLevelButtons(view.levels, lens.library, choose);
  const paintDue = frame.job(STAGE.paint, paint, signal);
  const resize = new ResizeObserver(layOut);
  resize.observe(view.rows);

  function paint() {
    const game = gameHere();
    if (!game || !state.pixels || !state.z) return;
    view.paint(game, state.pixels, performance.now());
    rows.draw();
  }

  function layOut() {
    if (!gameHere()) return;
    rows.layOut(theme.text);
    sheet.show();
    paintDue();
  }

  /** All that changes with the state of the round, not with every picture. @param {Game} game */
  function show(game) {
    view.show(game, game.hasPlane && sheet.isWanted);
    levels.draw(game.level);
    rows.flag(null);
    sheet.show();
    paintDue();
  }

  return {
    levels,
    paintDue,
    showPlane: sheet.show,
    togglePlane: sheet.toggle,
    layOut,
    show,
    focus: rows.focus,
    toggleFull: () => fullScreen.toggle(),
    copied: view.end.copied,

    get font() {
      return theme.font;
    },

    /** Sliders for another model, or for more or fewer axes. @param {Game} game */
    build(game) {
      rows.build(game.free);
      view.element.toggleAttribute("data-many", game.free.length > MANY);
      layOut();
    },

    /** The round is over. @param {Game} game */
    end(game) {
      showEnd(view.end, levels, game);
      show(game);
      view.end.next.focus({ preventScroll: true });
    },

    /** The axis that a hint names. @param {import("../kit/axes.js").Axis} axis */
    flag(axis) {
      rows.flag(axis);
      view.note(text("challenge.farthestSaid", { name: axis.name }));
      paintDue();
    },

    /** Colours, and the models that play. @param {import("./challenge.js").Models} models */
    take(models) {
      theme = readTheme(view.element);
      view.element.style.setProperty("--warm", theme.levels.well);
      levels.take(models);
    },

    remove() {
      resize.disconnect();
      view.element.remove();
    },
  };
}

/**
 * @param {import("./view.js").View["end"]} end
 * @param {ReturnType<typeof createLevelButtons>} levels
 * @param {Game} game
 */
function showEnd(end, levels, { round, rival, level }) {
  const verdict = rival ? text(beats(round.best, rival) ? "challenge.beaten" : "challenge.notBeaten") : "";
  const harder = levels.harderThan(level);
  end.show(round.best, verdict, harder ? text("challenge.harder", { level: levels.inWords(harder) }) : "");
}

/**
 * The plane beside the sliders, which the player shows and hides; it stays so for the next game that has one.
 *
 * @param {import("./view.js").View} view
 * @param {() => void} draw
 * @param {() => Game | null} gameHere
 */
function createSheet(view, draw, gameHere) {
  let isWanted = false;
  const show = () => gameHere() && !view.sheet.hidden && draw();

  return {
    show,

    get isWanted() {
      return isWanted;
    },

    /** @param {Game | null} game */
    toggle(game) {
      if (!game?.hasPlane) return;
      isWanted = !isWanted;
      view.arrangePlane(isWanted);
      show();
    },
  };
}
