/** How English names a class within a sentence: articles, plurals, lists. */

/** Names of Fashion-MNIST: one, many. */
const KNOWN = {
  "T-shirt/top": ["a T-shirt or top", "T-shirts/tops"],
  Trouser: ["trousers", "trousers"],
  Pullover: ["a pullover", "pullovers"],
  Dress: ["a dress", "dresses"],
  Coat: ["a coat", "coats"],
  Sandal: ["a sandal", "sandals"],
  Shirt: ["a shirt", "shirts"],
  Sneaker: ["a sneaker", "sneakers"],
  Bag: ["a bag", "bags"],
  "Ankle boot": ["an ankle boot", "ankle boots"],
};
const LETTERS_AFTER_AN = "AEFHILMNORSX";
const AFTER_A = /^(uni|use|usu|eu|ewe|one\b|once)/i;
const AFTER_AN = /^(8|11\b|18\b|[aeiou]|hour|honest|heir|honou?r)/i;
const ALREADY_MANY = /[^su]s$/i; // "cats": a folder is often called by its plural

/** @type {import("../words.js").Grammar} */
export const GRAMMAR = {
  /** "a 4", "an 8", "an F", "a U", "a coat", "cats". */
  withArticle(name) {
    if (Object.hasOwn(KNOWN, name)) return KNOWN[name][0];
    if (name.length > 3 && ALREADY_MANY.test(name)) return name;
    return `${takesAn(name) ? "an" : "a"} ${name}`;
  },

  /** "4s", "Fs", "dresses", "T-shirts/tops", "cats". */
  plural(name) {
    if (Object.hasOwn(KNOWN, name)) return KNOWN[name][1];
    if (name.length < 3 || /\d$/.test(name)) return `${name}s`;
    if (/(ss|x|z|ch|sh)$/i.test(name)) return `${name}es`;
    if (/[^aeiou]y$/i.test(name)) return `${name.slice(0, -1)}ies`;
    return /s$/i.test(name) ? name : `${name}s`;
  },

  /** "5s", "5s and 8s", "5s, 8s and 6s". */
  list: (names) => (names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`),
};

function takesAn(name) {
  if (/^[a-z]$/i.test(name)) return LETTERS_AFTER_AN.includes(name.toUpperCase());
  return AFTER_AN.test(name) && !AFTER_A.test(name);
}
