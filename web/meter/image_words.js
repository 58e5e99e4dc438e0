/** How an image of the atlas is called in a sentence. */

import { text, withArticle } from "../words/words.js";
import { hasClasses } from "./class_words.js";

/** Keys of the splits' names. */
const SPLITS = { test: "meter.test", training: "meter.training" };

/** What one image is called, where an atlas has both kinds. */
const splitOf = ({ split, measured }, index) => (split === "all" ? (index < measured ? "test" : "training") : split);

/** "test image 12". @param {any} view of the atlas @param {number} index */
export const numberedImage = (view, index) =>
  text("meter.splitImage", { split: text(SPLITS[splitOf(view, index)]), index });

/** "test image 12", or "test image 12, a 4". @param {any} view of the atlas @param {number} index */
export function imageInWords(view, index) {
  const { labels, classNames } = view;
  if (!hasClasses(classNames)) return numberedImage(view, index);
  return text("meter.splitImageOfClass", {
    split: text(SPLITS[splitOf(view, index)]),
    index,
    class: withArticle(classNames[labels[index]]),
  });
}
