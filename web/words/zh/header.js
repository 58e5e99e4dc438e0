/** 每页的页眉。 */

/** @type {Record<string, import("../words.js").Text>} */
export const HEADER = {
  region: "模型、帮助、语言与主题",
  models: "选择模型",
  model_title: "模型：{name}",
  pages: "页面",
  more: "更多",
  wordsHere: "本页术语：",
  toSliders: "前往滑块",
  toMap: "前往地图",
  toPlane: "前往平面",
  close: "关闭",
  language: "切换为{name}",
  theme: "浅色或深色",
};
