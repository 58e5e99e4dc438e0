/**
 * Pictures that the visitor draws or brings, as the model's images are, each with its scores once Python has told them.
 * They live here, in the page, and nowhere else.
 */

import { failureOf } from "../core/problem.js";
import { framed } from "../draw/framing.js";
import { framingOfSet } from "../draw/framings.js";
import { pictureOf } from "../draw/bring.js";
import { isZip, picturesIn } from "../draw/unzip.js";
import { Problem } from "../engine/problem.js";
import { createAsking } from "./asking.js";

const MOST = 200;

/**
 * @typedef {import("./asking.js").About & {data: string, shape: [number, number, number], atOnce: number}} About data:
 *   the set whose images they are to be like; atOnce: pictures of a question
 */
/**
 * @typedef {Object} Brought
 * @property {string} name of the file; empty for what is on the pad
 * @property {Uint8Array} x (C, H, W)
 * @property {Record<string, number> | null} scores
 * @property {number[] | null} code
 */

/**
 * @param {object} from
 * @param {import("../draw/pad.js").Pad} from.pad
 * @param {(error: string) => void} from.say one sentence, or empty where all is well
 * @param {(latest: Brought | null) => void} from.changed with the picture to look at, null: as before
 */
export function createBrought({ pad, say, changed }) {
  /** @type {Brought[]} */
  let all = [];
  /** @type {About} */
  let about = null;
  const ask = createAsking({
    about: () => about,
    all: () => all,
    told: () => changed(null),
    failed: (error) => say(failureOf(error, false).sentence),
  });

  /** @param {string} name @returns {Brought | null} what is on the pad, null where that is nothing */
  function read(name) {
    const x = !pad.isEmpty && framed(pad.read(about.shape[0]), about.shape, framingOfSet(about.data));
    return x ? { name, x: Uint8Array.from(x, (value) => Math.round(255 * value)), scores: null, code: null } : null;
  }

  /** @param {File} file */
  async function readFile(file) {
    const picture = await pictureOf(file);
    pad.show(picture, picture.width, picture.height);
    picture.close();
    const one = read(file.name);
    if (!one) throw new Problem("{name} shows nothing but one colour; choose another picture", { name: file.name });
    all = [...all, one].slice(-MOST);
  }

  return {
    get all() {
      return all;
    },

    /** Those whose scores are known, the strangest by one of them first; then the others. @param {string} score */
    by: (score) => all.toSorted((a, b) => (b.scores?.[score] ?? -Infinity) - (a.scores?.[score] ?? -Infinity)),

    /** @param {string} score */
    values: (score) => all.flatMap(({ scores }) => scores?.[score] ?? []),

    /** What is on the pad while a stroke goes on: not among the pictures yet. */
    peek: () => read(""),

    /** A stroke has ended. */
    drawn() {
      const one = read("");
      all = [...all.filter(({ name }) => name), ...(one ? [one] : [])];
      changed(one);
      ask();
    },

    /** @param {File[]} files pictures, and zips of them; the good ones are taken whatever the others are */
    async bring(files) {
      const before = all;
      /** @type {unknown[]} */
      const wrong = [];
      /** @param {unknown} error @returns {null} */
      const noted = (error) => {
        wrong.push(error);
        return null;
      };
      for (const file of files) {
        const pictures = isZip(file) ? await picturesIn(file).catch(noted) : [file];
        for (const picture of pictures ?? []) await readFile(picture).catch(noted);
      }
      say(wrong.length ? failureOf(wrong[0], false).sentence : "");
      if (all !== before) changed(all.at(-1));
      ask();
    },

    clear() {
      all = [];
      say("");
    },

    /** What the scores are of has changed: those that were told hold no more. @param {About} next */
    follow(next) {
      if (JSON.stringify(about) === JSON.stringify(next)) return;
      const isOther = about?.model !== next.model || String(about.shape) !== String(next.shape);
      about = next;
      if (isOther) all = [read("")].filter(Boolean); // files are not kept, the pad is
      for (const one of all) one.scores = null;
      ask();
    },
  };
}
