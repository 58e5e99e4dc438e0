/** English: every text of the browser side, by folder. The bundle of another language has its file in this place. */

import { BOARD } from "./en/board.js";
import { CHALLENGE } from "./en/challenge.js";
import { COMPARE } from "./en/compare.js";
import { CORE } from "./en/core.js";
import { DRAW } from "./en/draw.js";
import { EXPLORE } from "./en/explore.js";
import { FACTORS } from "./en/factors.js";
import { GRAMMAR } from "./en/grammar.js";
import { HEADER } from "./en/header.js";
import { HELP } from "./en/help.js";
import { KIT } from "./en/kit.js";
import { LATENT } from "./en/latent.js";
import { LEARN } from "./en/learn.js";
import { LINK } from "./en/link.js";
import { MANIFOLD } from "./en/manifold.js";
import { MAP } from "./en/map.js";
import { METER } from "./en/meter.js";
import { ONE_FILE } from "./en/one_file.js";
import { CODES } from "./en/codes.js";
import { ODD } from "./en/odd.js";
import { PLAYGROUND } from "./en/playground.js";
import { SLIDERS } from "./en/sliders.js";
import { START } from "./en/start.js";
import { TALK } from "./en/talk.js";
import { WALKS } from "./en/walks.js";
import { ZOO } from "./en/zoo.js";

/** @type {import("./words.js").Language} */
export const LANGUAGE = {
  tag: "en",
  grammar: GRAMMAR,
  texts: {
    board: BOARD,
    challenge: CHALLENGE,
    compare: COMPARE,
    core: CORE,
    draw: DRAW,
    explore: EXPLORE,
    factors: FACTORS,
    header: HEADER,
    help: HELP,
    kit: KIT,
    latent: LATENT,
    learn: LEARN,
    link: LINK,
    manifold: MANIFOLD,
    map: MAP,
    meter: METER,
    one_file: ONE_FILE,
    odd: ODD,
    playground: PLAYGROUND,
    sliders: SLIDERS,
    codes: CODES,
    start: START,
    talk: TALK,
    walks: WALKS,
    zoo: ZOO,
  },
};
