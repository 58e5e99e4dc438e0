/** 学习页中会动的部分。 */

/** @type {Record<string, import("../words.js").Text>} */
export const LEARN = {
  sheetSection: "模型能画的一切",
  sheet: "解码图片铺成的图：z1 从左到右，z2 从下到上。方向键移动，按住 Shift 更快。",
  sheetPicture: "图上此处的解码图片",
  walk: "从{from}到{to}",
  walkStrip: "从{from}到{to}的直线上的九张图片",

  lesson: "一张图像穿过 VAE",
  inputLabel: "图像 x",
  outputLabel: "样本的解码",
  input: "x：{image}",
  inputDecoded: "x：{image}（解码所得：原图不在这台机器上）",
  output: "p(x|z)：每个像素的均值",
  draw: "重新采样 z",
  repeat: "重复",
  noise: "噪声 ×",
  noiseLabel: "噪声的倍数",
  resetNoise: "还原噪声",

  distortion: "nat 失真：知道 z 之后，x 还要花的代价",
  distortionHint: "-log p(x|z)：x 与解码样本之间的交叉熵，对所有像素求和",
  rate: "nat 码率：z 本身的代价",
  rateHint: "KL(q(z|x) || N(0, I))，对所有维度求和",
  elbo: "nat：-ELBO，由这次采样估计",
  elboHint: "对多次采样取平均，它是 -log p(x) 的上界；单独一次则不是",
  sum: "nat：失真 + 码率",
  sumHintNoise: "不是界：这个 z 的噪声与计算码率所用的后验不一致",
  sumHintFlow: "不是界，但很接近：z 取自 q 附近的高斯分布，而码率是 q 本身的",
  mean: { one: "{n}次采样的均值：{nats} nat", other: "{n}次采样的均值：{nats} ± {error} nat" },

  someDimensions: "{shown} / {all}",
  noiseColumn: "{scale} ε",
  klColumn: "到 N(0, 1) 的 KL（nat）",

  betas: "以不同 β 训练的模型",
  otherImages: "换一批图像",
  beta: "β = {beta}",
  loading: "{model}：正在加载…",
  planeLabel: "β 为{beta}的模型的编码平面",
  here: "圆环处的解码",
  hereLabel: "β 为{beta}时，圆环处的解码图片",
  picturesLabel: "图像{images}，在 β 为{beta}时重构",
};
