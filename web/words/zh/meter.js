/** 可信度计和图片评判器说的话。 */

/** @type {Record<string, import("../words.js").Text>} */
export const METER = {
  well: "支持充分",
  sparse: "支持稀少",
  none: "缺乏支持",
  levelAndReason: "{level}：{reason}",
  pictureUnclear: "编码靠近数据，图片不清楚",
  codeFar: "图片清楚，编码远离数据",
  both: "编码远离数据，图片不清楚",

  oneClass: "看起来像{class}",
  twoClasses: "介于{first}与{second}之间",
  noDigit: "看不出是哪个数字",
  noLetter: "看不出是哪个字母",
  noCharacter: "看不出是哪个字符",
  noClass: "看不出是哪一类",
  captionAndLevel: "{caption}，{level}",

  neighboursOfOneClass: "近邻：全是{class}",
  neighbours: "近邻：{classes}",
  all: "全是{class}",
  mostly: "多为{class}",
  image: "{class} · #{index}",
  imageWithoutClass: "#{index}",
  test: "测试",
  training: "训练",
  splitImage: "{split}图像{index}",
  splitImageOfClass: "{split}图像{index}，{class}",
};
