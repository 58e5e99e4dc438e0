/**
 * How classes are named in a sentence: articles, plurals, and none of either where a data set has no classes.
 */

const LONGEST = 40; // characters of a name that anyone reads

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

/** Whether there are classes to speak of. */
export const hasClasses = (classNames) => classNames.length > 1;

/** "a 4", "an 8", "an F", "a U", "a coat", "cats". */
export function withArticle(name) {
  const short = shortened(name);
  if (Object.hasOwn(KNOWN, name)) return KNOWN[name][0];
  if (short.length > 3 && ALREADY_MANY.test(short)) return short;
  return `${takesAn(short) ? "an" : "a"} ${short}`;
}

function takesAn(name) {
  if (/^[a-z]$/i.test(name)) return LETTERS_AFTER_AN.includes(name.toUpperCase());
  return AFTER_AN.test(name) && !AFTER_A.test(name);
}

/** "4s", "Fs", "dresses", "T-shirts/tops", "cats". */
export function plural(name) {
  const short = shortened(name);
  if (Object.hasOwn(KNOWN, name)) return KNOWN[name][1];
  if (short.length < 3 || /\d$/.test(short)) return `${short}s`;
  if (/(ss|x|z|ch|sh)$/i.test(short)) return `${short}es`;
  if (/[^aeiou]y$/i.test(short)) return `${short.slice(0, -1)}ies`;
  return /s$/i.test(short) ? short : `${short}s`;
}

export const shortened = (name) => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name);

/** What a class of these names is called: "digit", "letter", "character", "class". */
export function kindOf(classNames) {
  if (classNames.every((name) => /^\d$/.test(name))) return "digit";
  if (classNames.every((name) => /^\p{L}$/u.test(name))) return "letter";
  return classNames.every((name) => /^[\p{L}\d]$/u.test(name)) ? "character" : "class";
}

/** What stands beside an image of the atlas: "4 · #12", or "#12" where there are no classes. */
export function imageName({ labels, classNames }, index) {
  return hasClasses(classNames) ? `${shortened(classNames[labels[index]])} · #${index}` : `#${index}`;
}

/** Classes by the number of votes, most first, as indices. @param {ArrayLike<number>} labels */
export function votes(labels) {
  const counts = new Map();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** A group of images in words: "4s", "mostly 4s", "5s, 8s and 6s". @param {ArrayLike<number>} labels */
export function groupInWords(labels, classNames) {
  const [first, ...others] = votes(labels);
  const name = ([label]) => plural(classNames[label]);
  if (!others.length) return name(first);
  if (first[1] >= 0.8 * labels.length) return `mostly ${name(first)}`;
  const named = [first, ...others].slice(0, 3).map(name);
  return `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}
