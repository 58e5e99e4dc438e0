/**
 * A sentence with named holes, such as "{name} holds {n} codes".
 *
 * A Chinese text has no space beside a hole: whether one belongs there depends on what fills it ("约 3 分钟", "几秒").
 * ui/words/spacing.py does the same.
 */

/** @typedef {Record<string, string | number | Error>} Holes what stands for {name}; of an error, what it says */

const HAN = /[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]/; // ideographs; punctuation of their width needs no space
const OTHER = /[\p{L}\p{N}%±−#+()[\]'"-]/u; // letters, digits, and what goes with them

/** @param {string} sentence @param {Holes} holes @param {string} [key] of the sentence, for whoever forgot a hole */
export function filled(sentence, holes, key = sentence) {
  return sentence.split(/(\{\w+\})/).reduce((said, part, place) => beside(said, place % 2 ? hole(part) : part), "");

  /** @param {string} part with its braces */
  function hole(part) {
    const name = part.slice(1, -1);
    if (!(name in holes)) throw new Error(`${key} needs ${name}`);
    return String(holes[name]);
  }
}

/** @param {string} left @param {string} right @returns {string} with a space where Chinese and other writing meet */
function beside(left, right) {
  const ends = [left.at(-1) ?? "", right[0] ?? ""];
  return left + (isBorder(ends[0], ends[1]) || isBorder(ends[1], ends[0]) ? " " : "") + right;
}

/** @param {string} one @param {string} other */
const isBorder = (one, other) => HAN.test(one) && !HAN.test(other) && OTHER.test(other);
