/** How an image of the atlas is called in a sentence. */

import { text, withArticle } from "../words/words.js";
import { hasClasses } from "./class_words.js";

/** Keys of the splits' names. */
const SPLITS = { test: "meter.test", training: "meter.training" };

/** "test image 12", or "test image 12, a 4". @param {any} view of the atlas @param {number} index */
export function imageInWords({ split, labels, classNames }, index) {
  const holes = { split: text(SPLITS[split]), index };
  if (!hasClasses(classNames)) return text("meter.splitImage", holes);
  return text("meter.splitImageOfClass", { ...holes, class: withArticle(classNames[labels[index]]) });
}
