/** Which game is on: an invitation waits for its model, becomes a game, and every decoded picture counts in it. */

import { text } from "../words/words.js";
import { createGame } from "./game.js";
import { queryOf, readInvitation } from "./invitation.js";
import { beats } from "./round.js";
import { farthestOf, MOST_SEED, newSeed } from "./target.js";

/** @param {{store: any, lens: any, screen: import("./screen.js").Screen, asked: () => string}} context */
export function createMatch({ store, lens, screen, asked }) {
  const { state } = store;
  const { levels } = screen;
  const now = () => performance.now();
  /** @type {(import("./game.js").Wanted & {seed: number}) | null} that waits for its model */
  let wanted = null;
  /** @type {import("./game.js").Game | null} */
  let game = null;
  let begun = 0;

  /** The game, while its model is the one that decodes. */
  const gameHere = () => (game !== null && state.engine === game.engine ? game : null);

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
    if (before?.engine !== game.engine || before.free.length !== game.free.length) screen.build(game);
    screen.show(game);
  }

  function finish() {
    if (state.z !== state.pinned) lens.pin();
    const { level, seed, round, rival } = game;
    const stands = rival && !beats(round.best, rival); // the address invites to beat the best
    store.set({ pageQuery: queryOf({ level, seed, rival: stands ? rival : round.best }) });
    screen.end(game);
  }

  /** @param {import("./game.js").Wanted} invitation */
  function play(invitation) {
    invite(invitation);
    screen.focus();
  }

  return {
    ...rulesOf(gameHere, finish, { state, screen, now }),
    invite,
    arrive: () => (wanted ? begin() : game && levels.draw(game.level)),
    again: () => game && play(game),
    next: () => game && play({ level: game.level, seed: null, rival: null }),
    harder: () => play({ level: levels.harderThan(game.level), seed: null, rival: null }),

    /** What the address says: at the beginning, and after Back and Forward. */
    follow() {
      const { isDamaged, ...invitation } = readInvitation(asked(), levels.has);
      if (game && invitation.level === game.level && invitation.seed === game.seed) return;
      if (isDamaged) store.set({ notice: text("challenge.damaged", { most: MOST_SEED }) });
      invite(invitation);
    },

    get game() {
      return game;
    },
    get gameHere() {
      return gameHere();
    },
    get isOn() {
      return Boolean(game || wanted);
    },
  };
}

/**
 * What a player may do to a game that is here.
 *
 * @param {() => import("./game.js").Game | null} gameHere
 * @param {() => void} finish
 * @param {{state: any, screen: import("./screen.js").Screen, now: () => number}} context
 */
function rulesOf(gameHere, finish, { state, screen, now }) {
  return {
    /** Every decoded picture counts, whatever moved it. */
    see() {
      const game = gameHere();
      if (!game || !state.pixels || state.origin.source === "host") return;
      if (game.see(state.pixels, now())) finish();
      screen.paintDue();
    },

    hint() {
      const game = gameHere();
      if (!game || game.round.isOver) return;
      game.round.hint(now());
      screen.flag(farthestOf(game.free, state.z, game.target.z));
    },

    stop() {
      const game = gameHere();
      if (!game || game.round.isOver) return;
      game.round.stop();
      if (game.round.isOver) finish();
    },
  };
}
