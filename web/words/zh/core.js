/** 出错了，或模型没有来。 */

/** @type {Record<string, import("../words.js").Text>} */
export const CORE = {
  sentence: "{clause}。",
  failed: "本页有一部分出错了（{what}）。请重新加载页面；若再次出错，请换一个模型。",
};
