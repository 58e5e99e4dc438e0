/** 先验的名称（跟在“这个模型的”之后），以及从中采样。 */

/** @type {Record<string, import("../words.js").Text>} */
export const LATENT = {
  standard: "先验 N(0, I)",
  diagonal: "学习得到的正态先验",
  mixture: "混合先验",
  vamp: "VampPrior",
  flow: "RealNVP 先验",
  codes: "Transformer 先验",
  energy: "基于能量的先验",

  goToDraw: "前往{prior}的一个随机样本",
  goToKept: "前往这个模型{prior}的{count}个样本之一",
  addDraw: "加入{prior}的一个随机样本",
  addKept: "加入这个模型{prior}的{count}个样本之一",
  noDraws: "图谱中没有这个模型{prior}的样本：请运行 python -m vae_core atlas {name}",
};
