/**
 * Find this digit: a target, sliders and a clock. The game moves the lens as any page does, and sends nothing.
 *
 * Props: `models`, {@link Models}; `query`, the invitation where no address has it.
 */

import { listenToKeys } from "./keys.js";
import { createMatch } from "./match.js";
import { createScreen } from "./screen.js";
import { createSharing } from "./sharing.js";

const TICK_MS = 100;

/** @typedef {{flat?: string, deep?: string}} Models by the role that a level asks for */

export function createChallenge({ root, store, frame, lens, keys, signal }) {
  const on = {
    stop: () => match.stop(),
    hint: () => match.hint(),
    again: () => match.again(),
    next: () => match.next(),
    harder: () => match.harder(),
    large: () => screen.toggleFull(),
    plane: () => screen.togglePlane(match.game),
    copy: () => sharing.copy(),
    save: () => sharing.save(),
  };
  const choose = (level) => match.invite({ level, seed: null, rival: null });
  const screen = createScreen({ root, store, frame, lens, signal, on, choose, gameHere: () => match.gameHere });
  const match = createMatch({ store, lens, screen, asked: () => query ?? location.search });
  const sharing = createSharing(screen, () => match.game);

  /** @type {string | undefined} */
  let query;

  lens.reports.challenge = () => match.game && { target: Array.from(match.game.target.z) };
  store.watch(["frames"], match.see, signal);
  store.watch(["arrivals"], match.arrive, signal);
  store.watch(["z"], screen.paintDue, signal);
  store.watch(["bench"], screen.showPlane, signal);
  const commands = { h: on.hint, s: on.stop, n: on.next, r: on.again, b: on.large, p: on.plane };
  listenToKeys(keys, commands, screen.focus, signal);
  addEventListener("popstate", () => setTimeout(match.follow), { signal }); // after the keeper of the address
  const timer = setInterval(() => match.game?.round.isRunning && screen.paintDue(), TICK_MS);
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    delete lens.reports.challenge;
    store.set({ pageQuery: null });
    screen.remove();
  });
  return (/** @type {{models: Models, query?: string}} */ props) => {
    ({ query } = props);
    screen.take(props.models);
    if (match.isOn) return screen.layOut();
    match.follow();
  };
}
