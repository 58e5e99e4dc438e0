/** web/board 的中文：写在解码图片平面上的文字。 */

/** @type {Record<string, import("../words.js").Text>} */
export const BOARD = {
  priorMass: "先验的{percent}%",
  component: "主成分{n}",
  firstToSecond: "从第一张图像到第二张",
  towardsThird: "朝向第三张",
  quantileOf: "{axis}的先验分位数",
};
