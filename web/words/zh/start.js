/** 开始页。 */

export const START = {
  sentence: "{count}张{kind}，压缩成两个数。",
  plain_sentence: "这个模型的每张图片，都出自{dims}个数。",
  ten_thousand: "一万",
  drag: "拖动试试。",
  handwritten_digits: "手写数字",
  pictures: "图片",
  plane: "解码图片的地图。移动指针或按方向键，图片随之变化。Enter 固定当前点，Esc 返回固定点。",
  picture: "解码图片",
  draw: "✎ 手绘",
  made: "模型的重建",
  carry: "用 16 个数探索它",
  doors: "接下来去哪里",
  show_me: "带我看看",
  show_me_time: "3 分钟",
  tour_begins: "正在加载",
  tour_waits: "正在加载{ready} / {count}",
  explore: "探索 16 个数",
  train: "训练自己的模型",
  adopt: "使用自己的模型",
};
