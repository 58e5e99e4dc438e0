/** Chinese of web/codes: the grid of codes over the picture, its tools and its palette. */

/** @type {Record<string, import("../words.js").Text>} */
export const CODES = {
  grid: "码的网格：方向键在单元格间移动，回车使用工具",
  cell: "第{row}行第{column}列：码{code}",
  cellCosts: "第{row}行第{column}列：码{code}，{nats} nat",
  tools: "网格的工具",
  acts: "先验与选区的操作",
  paint: "涂画",
  paintTitle: "在图片的单元格上点按或拖动：它们会得到下面选中的码",
  pick: "吸取",
  pickTitle: "点按一个单元格：它的码就是接下来涂画的码",
  select: "选择",
  selectTitle: "在单元格上点按或拖动，选中或取消选中",
  prices: "代价",
  pricesTitle: "在每个单元格里写出它的码在先验下的代价，以之前的单元格为条件，单位 nat",
  finish: "让先验画完",
  finishTitle:
    "重新抽取选中的单元格，没有选中则抽取全部：逐行逐格，每格以之前的单元格为条件。" +
    "若保留的单元格在后面，则尝试八次，按它们因此有多可能保留一次",
  onwards: "从这里开始",
  onwardsTitle: "保留最后触碰的单元格之前的部分，从先验抽取它和之后的全部",
  swap: "交换",
  swapTitle: "把选中的单元格与留作比较的图片（视图，比较）的单元格交换",
  clear: "全不选",
  clearTitle: "取消选中所有单元格",
  costs: "这个网格的代价为{nats} nat：-log p(z)，即{cells}个单元格之和",
  palette: "可以涂画的码，各以它在最后触碰的单元格中的样子显示",
  code: "码{code}，在图像的{count}个单元格中",
  deadCode: "码{code}，死码：没有图像使用它",
  inUse: "地图的{images}张图像使用了{codes}个码中的{used}个。横条：使用的频率。",
};
