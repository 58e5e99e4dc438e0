/** A finished round for others: its report on the clipboard or as a picture, with the link that asks for a rematch. */

import { linkTo } from "./invitation.js";
import { copyReport, saveReport } from "./report.js";

/**
 * @param {import("./screen.js").Screen} screen
 * @param {() => import("./game.js").Game} played
 */
export function createSharing(screen, played) {
  function report() {
    const { level, seed, round, free } = played();
    const result = round.best;
    return { n: free.length, seed, result, link: linkTo(location.href, { level, seed, rival: result }) };
  }

  return {
    async copy() {
      screen.copied(await copyReport(report()));
    },

    save() {
      const { target, bestPixels: mine, engine } = played();
      return saveReport(report(), { target: target.pixels, mine, shape: engine.imageShape, font: screen.font });
    },
  };
}
