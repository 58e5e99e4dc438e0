/** The game as a stop of a talk holds it: its level, target and the result to beat. */

import { text } from "../words/words.js";
import { createChallenge } from "./challenge.js";
import { readInvitation } from "./invitation.js";
import { LEVELS } from "./levels.js";
import { toBeatInWords } from "./score_words.js";

const readHeld = (query) => readInvitation(String(new URLSearchParams(query)), () => true);

export const HELD_CHALLENGE = {
  /** @param {Record<string, string>} query */
  isGood: (query) => !readHeld(query).isDamaged,

  /** @param {Record<string, string>} query */
  says(query) {
    const { level, seed, rival, isDamaged } = readHeld(query);
    if (isDamaged) return "";
    const sliders =
      level === "all" ? text("challenge.allSliders") : text("challenge.level", { n: LEVELS[level].sliders });
    const target = seed ? text("challenge.targetOf", { seed }) : text("challenge.anyTarget");
    return [sliders, target, rival && toBeatInWords(rival)].filter(Boolean).join(" · ");
  },

  /** @param {Record<string, string>} query @param {{models: import("./challenge.js").Models}} sent */
  models: (query, { models }) => [models[LEVELS[readHeld(query).level].model]],

  open(context, query, { models }) {
    const isHere = ([, name]) => Boolean(context.lens.library.get(name));
    const here = Object.fromEntries(Object.entries(models).filter(isHere));
    const update = createChallenge(context);
    const show = () => update({ models: here, query: String(new URLSearchParams(query)) });
    show();
    return { update: show, play: () => false, toggle() {} };
  },
};
