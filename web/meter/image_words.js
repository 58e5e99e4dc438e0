/** How an image of the atlas is called in a sentence. */

import { text, withArticle } from "../words/words.js";
import { hasClasses } from "./class_words.js";

/** Keys of the splits' names. */
const SPLITS = { test: "meter.test", training: "meter.training" };

/** "test image 12". @param {any} view of the atlas @param {number} index */
export const numberedImage = ({ split }, index) => text("meter.splitImage", { split: text(SPLITS[split]), index });

/** "test image 12", or "test image 12, a 4". @param {any} view of the atlas @param {number} index */
export function imageInWords(view, index) {
  const { split, labels, classNames } = view;
  if (!hasClasses(classNames)) return numberedImage(view, index);
  return text("meter.splitImageOfClass", {
    split: text(SPLITS[split]),
    index,
    class: withArticle(classNames[labels[index]]),
  });
}
