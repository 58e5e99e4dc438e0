/** Chinese: every text of the browser side, by folder. */

import { BOARD } from "./zh/board.js";
import { CHALLENGE } from "./zh/challenge.js";
import { COMPARE } from "./zh/compare.js";
import { CORE } from "./zh/core.js";
import { DRAW } from "./zh/draw.js";
import { EXPLORE } from "./zh/explore.js";
import { FACTORS } from "./zh/factors.js";
import { GRAMMAR } from "./zh/grammar.js";
import { HEADER } from "./zh/header.js";
import { HELP } from "./zh/help.js";
import { HOST } from "./zh/host.js";
import { KIT } from "./zh/kit.js";
import { LATENT } from "./zh/latent.js";
import { LEARN } from "./zh/learn.js";
import { LINK } from "./zh/link.js";
import { MANIFOLD } from "./zh/manifold.js";
import { MAP } from "./zh/map.js";
import { METER } from "./zh/meter.js";
import { ONE_FILE } from "./zh/one_file.js";
import { CODES } from "./zh/codes.js";
import { ODD } from "./zh/odd.js";
import { PLAYGROUND } from "./zh/playground.js";
import { SLIDERS } from "./zh/sliders.js";
import { START } from "./zh/start.js";
import { TALK } from "./zh/talk.js";
import { WALKS } from "./zh/walks.js";
import { ZOO } from "./zh/zoo.js";
import { PROBLEMS } from "./zh/problems.js";

/** @type {import("./words.js").Language} */
export const LANGUAGE = {
  tag: "zh-Hans",
  grammar: GRAMMAR,
  host: HOST,
  problems: PROBLEMS,
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
