/** 链接里的各项，以及链接哪里有问题。 */

/** @type {Record<string, import("../words.js").Text>} */
export const LINK = {
  z: "点",
  map: "地图",
  colour: "着色",
  camera: "地图的缩放",
  hidden: "隐藏的类别",
  pics: "地图上的图片",
  scale: "图片的颜色",
  smooth: "平滑",
  over: "叠加层",
  plane: "平面",
  equal: "等先验质量",
  view: "平面的缩放",
  tour: "导览的站",
  locks: "锁定",
  all: "滑块的数目",
  names: "滑块的名称",
  own: "自建的滑块",
  way: "途经点",
  held: "固定的类别",
  drawn: "手绘路径",
  walk: "漫步的种类",
  head: "漫步中的位置",
  speed: "漫步的速度",
  repeat: "漫步的重复方式",
  seconds: "漫步的时长",

  unknownField: "“{name}”",
  unknown: "这里不认识",
  leftOut: "{field}（{why}）",
  ignored: "已忽略链接中的：{fields}。",
  ignoredAndMore: "已忽略链接中的：{fields}，另有{n}项。",
  ignoredNewer: "{sentence}这个链接由更新的版本生成。",

  directionName: "方向{n}",
};
