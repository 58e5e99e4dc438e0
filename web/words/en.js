/** English: every text of the browser side, by folder. */

import { BOARD } from "./en/board.js";
import { HEADER } from "./en/header.js";
import { HELP } from "./en/help.js";
import { LEARN } from "./en/learn.js";
import { MAP } from "./en/map.js";
import { ONE_FILE } from "./en/one_file.js";
import { START } from "./en/start.js";
import { TALK } from "./en/talk.js";
import { WALKS } from "./en/walks.js";

/** @type {import("./words.js").Language} */
export const EN = {
  name: "English",
  texts: {
    board: BOARD,
    header: HEADER,
    help: HELP,
    learn: LEARN,
    map: MAP,
    one_file: ONE_FILE,
    start: START,
    talk: TALK,
    walks: WALKS,
  },
};
