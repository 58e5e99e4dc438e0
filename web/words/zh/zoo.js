/** 简体中文：web/zoo，家族树。 */

/** @type {Record<string, import("../words.js").Text>} */
export const ZOO = {
  tree: "模型的家族树",
  open: "在“探索”页面打开{name}",
  others: "这里还有：",
  pause: "暂停图片",
  go: "让图片动起来",
  again: "新的样本",
};
