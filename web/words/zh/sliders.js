/** web/sliders 的中文：画着图片的滑块，以及访客自建的滑块和它们的作用。 */

/** @type {Record<string, import("../words.js").Text>} */
export const SLIDERS = {
  sliders: "隐维度",
  group: "滑块：左右键移动，上下键换到下一个，Enter 起名",
  slider: "拖动，或使用方向键（按住 Shift 步子更小）。双击：回到编码的均值。",
  spoken: "{name} = {value}",
  spokenAs: "{name} = {value}，{caption}",
  more: "还有{n}个",
  fewer: "收起",
  whyThese: "哪些滑块排在前面",
  whyTheseSays:
    "每个滑块是模型为一张图片保留的一个数。排在前面的{n}个最能说明一张图片（与先验之间的 KL 最大，按地图上的图像平均），" +
    "你命名过的也一并列出。",
  details: "详情",
  detailsTitle: "nat 数、锁定、不确定性、支持度的组成，以及这个浏览器解码有多精确",
  inactive: "{n}个不活跃：{names}",
  inactiveTitle: "它们的后验均值在地图的图像间几乎不变（方差小于 0.01）：移动它们不会有任何变化。",
  lock: "锁定{name}",
  lockTitle: "移动其他滑块时，{name}保持不变（在滑块上按 L）",
  rename: "给这个滑块起个名字（在滑块上按 Enter）",
  renameOf: "重命名{name}",
  nameOf: "{name}的名称",
  renamed: "{given}（{name}）",

  newFromClass: "新滑块：一个类别与其余",
  fromClass: "由类别建新滑块…",
  classVsRest: "{name}与其余",
  export: "导出",
  exportTitle: "把你为这个模型自建的滑块存为 JSON 文件",
  import: "导入",
  importTitle: "从为这个模型制作的 JSON 文件中加入滑块",
  file: "{model}-directions.json",

  classes: "同一风格的各个类别",
  keepStyle: "保持风格，换成类别{name}",
  blendFrom: "{from}到",
  blendWith: "要混合的类别",
  blendLabel: "从类别{from}到类别{to}的混合",
  blendShare: "{percent}%",
  directionName: "这个方向的名称",
  remove: "移除{name}",
  removeTitle: "移除这个滑块",

  class: "类别{name}",
  selection: "选区",
  towards: "朝向{group}",
  between: "{a} − {b}",

  measuring: "正在测量…",
  imported: "已导入",
  importedTitle: "文件没有说明这个滑块的作用。",
  withCounts: "{words}，仅由{n}张图片得出",
  reliable: "可靠",
  reliableAlso: "可靠，但也会变成：{class}",
  partly: "对部分图片有效",
  partlyAlso: "对部分图片有效，也会变成：{class}",
  byChance: "不优于随机",
  byChoice: "通向你选的那一组",
  apart: "能分开这两组",
  partlyApart: "能分开其中许多",

  turnsTitle:
    "把其他类别的{n}张图片沿这个滑块移到作用最大的值（由另一些图片求得），再解码：其中{share}% 看起来像{class}" +
    "（95% 区间{low}至{high}%）。沿随机方向移动同样远，则为{chance}%。",
  alsoTitle: "另有{share}% 变成{class}。",
  countsTitle: "由{a}张图片对{b}张得出。",
  aucTitle: "留出数据上的 AUC 为{auc}：第一组的编码比第二组的编码更靠前的比例。",
  aucBetweenTitle: "留出数据上的 AUC 为{auc}（{low}至{high}）：第一组的编码比第二组的编码更靠前的比例。",
  effectTitle: "效应量 d = {d}；95% 的随机方向低于{chance}。",
  byChoiceTitle: "这一组是在地图上选出的，它与其余分开是选择所致：这两个数字说明不了更多。",
  leakTitle: "其他类别中，{class}最偏向第一组（与其余相比 AUC 为{auc}）。",
};
