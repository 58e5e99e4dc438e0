/** web/odd 的中文：找异类。 */

/** @type {Record<string, import("../words.js").Text>} */
export const ODD = {
  threshold: "把多少张图像判为异类",
  roc: "ROC：找到的异类，对被误判的正常图像",
  pr: "精确率对召回率",
  rocAxes: "横轴：被误判的正常图像。纵轴：找到的异类。",
  prAxes: "横轴：找到的异类。纵轴：判为异类者中真正的异类。",
  rocArea: "ROC 曲线下面积{area}，95 % 区间{low}到{high}",
  prArea: "精确率–召回率曲线下面积{area}，95 % 区间{low}到{high}",
  above: "刚好高于阈值：判为异类",
  below: "刚好低于阈值：放过",
  scores: "得分",
  each: "每种得分认为什么奇怪",
  ordinary: "正常",
  odd: "异类",
  said: "{all}张异类中找到{found}张；{ordinary}张正常图像中误判{wrong}张。",
  area: "精确率–召回率曲线下面积{area}",
  openOdd: "在探索页打开异类图像{number}",
  openOrdinary: "在探索页打开正常图像{number}",
};
