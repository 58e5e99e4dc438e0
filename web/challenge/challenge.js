/**
 * Find this digit: a target, sliders and a clock. The game moves the lens as any page does, and sends nothing.
 *
 * Props: `models`, {@link Models}.
 */

import { STAGE } from "../core/frame.js";
import { createProblem } from "../core/problem.js";
import { createFullScreen } from "../kit/full_screen.js";
import { readTheme } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createGame } from "./game.js";
import { linkTo, queryOf, readInvitation } from "./invitation.js";
import { listenToKeys } from "./keys.js";
import { createLevelButtons } from "./level_buttons.js";
import { createPlane } from "./plane.js";
import { copyReport, saveReport } from "./report.js";
import { beats } from "./round.js";
import { createRows } from "./rows.js";
import { farthestOf, MOST_SEED, newSeed } from "./target.js";
import { createView } from "./view.js";

const TICK_MS = 100;
const MANY = 4; // sliders; more stand in two columns

/** @typedef {{flat?: string, deep?: string}} Models by the role that a level asks for */

export function createChallenge({ root, store, frame, lens, keys, signal }) {
  const { state } = store;
  const now = () => performance.now();
  const large = () => fullScreen.toggle();
  const on = { stop, hint, again, next, large, plane: togglePlane, copy, save, harder };
  const view = createView(on, createProblem({ store, signal }));
  root.append(view.element);
  const fullScreen = createFullScreen(view.element, signal, (isFull) => {
    view.enlarge(isFull);
    requestAnimationFrame(layOut);
  });
  const rows = createRows({ element: view.rows, store, frame, lens, signal });
  const plane = createPlane({ element: view.sheet, store, frame, lens, signal, theme: () => theme });
  const levels = createLevelButtons(view.levels, lens.library, (level) => invite({ level, seed: null, rival: null }));
  let theme = readTheme(view.element);
  /** @type {(import("./game.js").Wanted & {seed: number}) | null} that waits for its model */
  let wanted = null;
  /** @type {import("./game.js").Game | null} */
  let game = null;
  let isPlaneShown = false;
  let begun = 0;

  const isHere = () => game !== null && state.engine === game.engine;

  /** @param {import("./game.js").Wanted} invitation */
  function invite({ level, seed, rival }) {
    wanted = { level, seed: seed ?? newSeed(), rival };
    begin();
  }

  /** Once the model is here. */
  function begin() {
    if (!wanted) return;
    const model = levels.modelOf(wanted.level);
    const loaded = lens.library.get(model);
    if (!loaded) return lens.follow({ model });
    const before = game;
    game = createGame(loaded, wanted);
    store.set({ locks: new Set(), pageQuery: queryOf(wanted) });
    wanted = null;
    begun += 1;
    const { start } = game.target;
    lens.follow({ model, z: Array.from(start), stamp: `challenge ${now()} ${begun}` });
    lens.pin(start, { source: "host", index: null }); // whatever an address has said of the code
    if (before?.engine !== game.engine || before.free.length !== game.free.length) build();
    show();
  }

  function build() {
    rows.build(game.free);
    view.element.toggleAttribute("data-many", game.free.length > MANY);
    layOut();
  }

  function layOut() {
    if (!isHere()) return;
    rows.layOut(theme.text);
    showPlane();
    paintDue();
  }

  const showPlane = () => isHere() && !view.sheet.hidden && plane.show();

  /** Every decoded picture counts, whatever moved it. */
  function see() {
    if (!isHere() || !state.pixels || state.origin.source === "host") return;
    if (game.see(state.pixels, now())) finish();
    paintDue();
  }

  function finish() {
    const { round, rival, level } = game;
    if (state.z !== state.pinned) lens.pin();
    const verdict = rival ? text(beats(round.best, rival) ? "challenge.beaten" : "challenge.notBeaten") : "";
    const harderLevel = levels.harderThan(level);
    view.end.show(
      round.best,
      verdict,
      harderLevel ? text("challenge.harder", { level: levels.inWords(harderLevel) }) : "",
    );
    show();
    view.end.next.focus({ preventScroll: true });
  }

  /** All that changes with the state of the round, not with every picture. */
  function show() {
    view.show(game, game.hasPlane && isPlaneShown);
    levels.draw(game.level);
    rows.flag(null);
    showPlane();
    paintDue();
  }

  function paint() {
    if (!isHere() || !state.pixels || !state.z) return;
    view.paint(game, state.pixels, now());
    rows.draw();
  }

  function hint() {
    if (!isHere() || game.round.isOver) return;
    game.round.hint(now());
    const farthest = farthestOf(game.free, state.z, game.target.z);
    rows.flag(farthest);
    view.note(text("challenge.farthestSaid", { name: farthest.name }));
    paintDue();
  }

  function stop() {
    if (!isHere() || game.round.isOver) return;
    game.round.stop();
    if (game.round.isOver) finish();
  }

  /** @param {import("./game.js").Wanted} invitation */
  function play(invitation) {
    invite(invitation);
    rows.focus();
  }

  function again() {
    if (game) play(game);
  }

  function next() {
    if (game) play({ level: game.level, seed: null, rival: null });
  }

  function harder() {
    play({ level: levels.harderThan(game.level), seed: null, rival: null });
  }

  function togglePlane() {
    if (!game?.hasPlane) return;
    isPlaneShown = !isPlaneShown;
    view.arrangePlane(isPlaneShown);
    showPlane();
  }

  function report() {
    const { level, seed, round, free } = game;
    const result = round.best;
    return { n: free.length, seed, result, link: linkTo(location.href, { level, seed, rival: result }) };
  }

  async function copy() {
    view.end.copied(await copyReport(report()));
  }

  function save() {
    const { target, bestPixels: mine, engine } = game;
    return saveReport(report(), { target: target.pixels, mine, shape: engine.imageShape, font: theme.font });
  }

  /** What the address says: at the beginning, and after Back and Forward. */
  function follow() {
    const { isDamaged, ...invitation } = readInvitation(location.search, levels.has);
    if (game && invitation.level === game.level && invitation.seed === game.seed) return;
    if (isDamaged) store.set({ notice: text("challenge.damaged", { most: MOST_SEED }) });
    invite(invitation);
  }

  lens.reports.challenge = () => game && { target: Array.from(game.target.z) };
  const paintDue = frame.job(STAGE.paint, paint, signal);
  store.watch(["frames"], see, signal);
  store.watch(["arrivals"], () => (wanted ? begin() : game && levels.draw(game.level)), signal);
  store.watch(["z"], paintDue, signal);
  store.watch(["bench"], showPlane, signal);
  const commands = { h: hint, s: stop, n: next, r: again, b: large, p: togglePlane };
  listenToKeys(keys, commands, rows.focus, signal);
  const resize = new ResizeObserver(layOut);
  resize.observe(view.rows);
  addEventListener("popstate", () => setTimeout(follow), { signal }); // after the keeper of the address
  const timer = setInterval(() => game?.round.isRunning && paintDue(), TICK_MS);
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    delete lens.reports.challenge;
    resize.disconnect();
    store.set({ pageQuery: null });
    view.element.remove();
  });
  return ({ models }) => {
    theme = readTheme(view.element);
    view.element.style.setProperty("--warm", theme.levels.well);
    levels.take(models);
    if (game || wanted) return layOut();
    follow();
  };
}
