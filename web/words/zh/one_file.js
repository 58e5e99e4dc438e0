/** 单个 HTML 文件的探索器：各部分之外的框架。 */

/** @type {Record<string, import("../words.js").Text>} */
export const ONE_FILE = {
  views: "视图",
  explore: "探索",
  manifold: "流形",
  interpolate: "插值",
  stops: "各站",
  present: "演示",
  theme: "主题",
  themeHint: "在浅色与深色之间切换",
  tooOld: "这个浏览器无法解开文件：需要 Chrome 80、Firefox 113、Safari 16.4 或更新的版本。",
  parity: "刚才在这个浏览器中测得：{codes}个编码上，每个像素与 PyTorch 最多相差{difference}（{backend}）。",
};
