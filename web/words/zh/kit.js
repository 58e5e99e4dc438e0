/** 滑块，以及可以带走的文件和文字。 */

/** @type {Record<string, import("../words.js").Text>} */
export const KIT = {
  nats: "{nats} nat",
  natsHint: "到 N(0, 1) 的 KL：这一维平均透露了地图上每张图像的多少信息",
  touchRule: "点按，或先横向拖动再随意移动。上下滑动可滚动页面，双指可缩放。",
  linkCopied: "链接已复制",
  pythonCopied: "Python 代码已复制",
  copyThis: "请复制：",
  runHere: "请在 Latent Lens 的文件夹中运行",
};
