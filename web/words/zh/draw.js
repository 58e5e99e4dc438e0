/** web/draw 的中文：自己画的或带来的图片，以及模型如何看待它。 */

/** @type {Record<string, import("../words.js").Text>} */
export const DRAW = {
  draw: "手绘",
  drawTitle: "自己画，或带来一张图片，看看模型如何理解它",
  noEncoder: "这个模型没有附带编码器：它能生成图片，但不能读入图片",
  pad: "画板",
  here: "在这里画",
  undo: "撤销",
  clear: "清空",
  open: "打开图片",
  openTitle: "本机上的文件；也可以拖放或粘贴",
  camera: "摄像头",
  take: "拍下",
  done: "完成",
  seen: "模型看到的",
  costTest: "它的重建代价为{nats}奈特，高于{percent} % 的测试图像。",
  costTraining: "它的重建代价为{nats}奈特，高于{percent} % 的训练图像。",
  costStrange: "它的重建代价为{nats}奈特。几乎没有图像的代价这么高：模型对它很陌生。",
  nat: "什么是奈特？",
  beliefs: "图画的 q(y|x)：{beliefs}",
  belief: "{name}：{percent}%",
  between: "，",
  dots: "地图上的小圆环是从它的后验中抽取的样本：模型认为它所在的位置。",
  stays: "任何内容都不会离开这台机器。",
};
