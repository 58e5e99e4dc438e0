/** Chinese of web/factors: true factors beside the numbers of a code. */

/** @type {Record<string, import("../words.js").Text>} */
export const FACTORS = {
  heading: "真实因子",
  caption: "每个数字说明每个因子多少：互信息，占该因子熵的比例",
  name_shape: "形状",
  name_scale: "大小",
  name_rotation: "旋转",
  name_x: "x",
  name_y: "y",
  dimTells: "z{dim}说明最多的是{name}：其熵的{percent} %。",
  factorIn: "{name}主要在 z{dim}中：其熵的{percent} %。",
  drawn: "画出的",
  decoded: "解码的",
  game: "是哪个滑块？",
  ask: "一个数字在动。它改变最多的是哪个因子？",
  right: "对：z{dim}说明最多的是{name}。{n}次中对了{right}次。",
  wrong: "不对：是 z{dim}，它说明最多的是{name}。{n}次中对了{right}次。",
};
