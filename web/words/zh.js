/** Chinese: every text of the browser side, by folder; English where one is missing. */

import { BOARD as EN_BOARD } from "./en/board.js";
import { CORE as EN_CORE } from "./en/core.js";
import { EXPLORE as EN_EXPLORE } from "./en/explore.js";
import { HEADER as EN_HEADER } from "./en/header.js";
import { HELP as EN_HELP } from "./en/help.js";
import { KIT as EN_KIT } from "./en/kit.js";
import { LATENT as EN_LATENT } from "./en/latent.js";
import { LEARN as EN_LEARN } from "./en/learn.js";
import { LINK as EN_LINK } from "./en/link.js";
import { MANIFOLD as EN_MANIFOLD } from "./en/manifold.js";
import { MAP as EN_MAP } from "./en/map.js";
import { METER as EN_METER } from "./en/meter.js";
import { ONE_FILE as EN_ONE_FILE } from "./en/one_file.js";
import { SLIDERS as EN_SLIDERS } from "./en/sliders.js";
import { START as EN_START } from "./en/start.js";
import { TALK as EN_TALK } from "./en/talk.js";
import { WALKS as EN_WALKS } from "./en/walks.js";
import { BOARD } from "./zh/board.js";
import { CORE } from "./zh/core.js";
import { EXPLORE } from "./zh/explore.js";
import { GRAMMAR } from "./zh/grammar.js";
import { HEADER } from "./zh/header.js";
import { HELP } from "./zh/help.js";
import { KIT } from "./zh/kit.js";
import { LATENT } from "./zh/latent.js";
import { LEARN } from "./zh/learn.js";
import { LINK } from "./zh/link.js";
import { MANIFOLD } from "./zh/manifold.js";
import { MAP } from "./zh/map.js";
import { METER } from "./zh/meter.js";
import { ONE_FILE } from "./zh/one_file.js";
import { SLIDERS } from "./zh/sliders.js";
import { START } from "./zh/start.js";
import { TALK } from "./zh/talk.js";
import { WALKS } from "./zh/walks.js";
import { HOST } from "./zh/host.js";
import { PROBLEMS } from "./zh/problems.js";

/** @type {import("./words.js").Language} */
export const LANGUAGE = {
  tag: "zh-Hans",
  grammar: GRAMMAR,
  host: HOST,
  problems: PROBLEMS,
  texts: {
    board: { ...EN_BOARD, ...BOARD },
    core: { ...EN_CORE, ...CORE },
    explore: { ...EN_EXPLORE, ...EXPLORE },
    header: { ...EN_HEADER, ...HEADER },
    help: { ...EN_HELP, ...HELP },
    kit: { ...EN_KIT, ...KIT },
    latent: { ...EN_LATENT, ...LATENT },
    learn: { ...EN_LEARN, ...LEARN },
    link: { ...EN_LINK, ...LINK },
    manifold: { ...EN_MANIFOLD, ...MANIFOLD },
    map: { ...EN_MAP, ...MAP },
    meter: { ...EN_METER, ...METER },
    one_file: { ...EN_ONE_FILE, ...ONE_FILE },
    sliders: { ...EN_SLIDERS, ...SLIDERS },
    start: { ...EN_START, ...START },
    talk: { ...EN_TALK, ...TALK },
    walks: { ...EN_WALKS, ...WALKS },
  },
};
