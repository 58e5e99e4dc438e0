/** A sentence with named holes, such as "{name} holds {n} codes". */

/** @typedef {Record<string, string | number | Error>} Holes what stands for {name}; of an error, what it says */

/** @param {string} sentence @param {Holes} holes @param {string} [key] of the sentence, for whoever forgot a hole */
export function filled(sentence, holes, key = sentence) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => {
    if (!(name in holes)) throw new Error(`${key} needs ${name}`);
    return String(holes[name]);
  });
}
