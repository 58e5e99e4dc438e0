/** web/sliders 的中文：画着图片的滑块，以及访客自建的滑块和它们的作用。 */

/** @type {Record<string, import("../words.js").Text>} */
export const SLIDERS = {
  sliders: "隐维度",
  slider: "拖动，或使用方向键（按住 Shift 步子更小）。双击：回到编码的均值。",
  inactive: "{n}个不活跃：{names}",
  inactiveTitle: "它们的后验均值在地图的图像间几乎不变（方差小于 0.01）：移动它们不会有任何变化。",
  lock: "锁定{name}",
  lockTitle: "移动其他滑块时，{name}保持不变",
  rename: "给这个滑块起个名字",
  nameOf: "{name}的名称",
  renamed: "{given}（{name}）",

  newFromClass: "新滑块：一个类别与其余",
  fromClass: "+ 由类别建滑块…",
  classVsRest: "{name}与其余",
  orLasso: "或在地图上用套索圈选编码",
  export: "导出",
  exportTitle: "把你为这个模型自建的滑块存为 JSON 文件",
  import: "导入",
  importTitle: "从为这个模型制作的 JSON 文件中加入滑块",
  file: "{model}-directions.json",
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
  withCounts: "{words} · {a}个编码对{b}个",
  turns: "把{share}% 变成{class}（{low}至{high}%）",
  turnsAlso: "把{share}% 变成{class}（{low}至{high}%），{alsoShare}% 变成{alsoClass}",
  turnsByChance: "不优于随机（把{share}% 变成{class}，随机方向为{chance}%）",
  apartByChance: "不优于随机（d {d}，随机方向{chance}）",
  byChoice: "在地图上选出，分开是选择所致",
  pairs: "能分辨{auc}% 的配对",
  pairsBetween: "能分辨{auc}% 的配对（{low}至{high}%）",

  turnsTitle:
    "把其他类别的{n}个编码沿这个滑块移到作用最大的值（由另一些编码求得），再解码：其中{share}% 看起来像{class}" +
    "（95% 区间{low}至{high}%）。沿随机方向移动同样远，则为{chance}%。",
  aucTitle: "留出数据上的 AUC 为{auc}：第一组的编码比第二组的编码更靠前的比例。",
  aucBetweenTitle: "留出数据上的 AUC 为{auc}（{low}至{high}）：第一组的编码比第二组的编码更靠前的比例。",
  effectTitle: "效应量 d = {d}；95% 的随机方向低于{chance}。",
  byChoiceTitle: "这一组是在地图上选出的，它与其余分开是选择所致：这两个数字说明不了更多。",
  leakTitle: "其他类别中，{class}最偏向第一组（与其余相比 AUC 为{auc}）。",
};
