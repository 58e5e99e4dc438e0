/** English of web/codes: the grid of codes over the picture, its tools and its palette. */

/** @type {Record<string, import("../words.js").Text>} */
export const CODES = {
  grid: "Grid of codes: arrow keys lead from cell to cell, Enter uses the tool",
  cell: "Row {row}, column {column}: code {code}",
  cellCosts: "Row {row}, column {column}: code {code}, {nats} nats",
  tools: "Tools for the grid",
  acts: "What the prior and the selection do",
  paint: "Paint",
  paintTitle: "Touch or drag over cells of the picture: they get the code that is chosen below",
  pick: "Pick",
  pickTitle: "Touch a cell: its code becomes the one to paint with",
  select: "Select",
  selectTitle: "Touch or drag over cells to select them, or to let them go",
  prices: "Prices",
  pricesTitle: "Write into every cell what its code costs under the prior, given the cells before it, in nats",
  finish: "Let the prior finish",
  finishTitle:
    "Draw the selected cells anew, or all where none is selected: one by one, row by row, each given the cells before" +
    " it. Where cells that stay come later, eight tries are made and one is kept, by how likely it makes them",
  onwards: "From here on",
  onwardsTitle: "Keep the cells before the one that was touched last, and draw it and all after it from the prior",
  swap: "Swap",
  swapTitle: "Exchange the selected cells with those of the picture that is kept for comparing (View, Compare)",
  clear: "Select none",
  clearTitle: "Let all selected cells go",
  costs: "This grid costs {nats} nats: -log p(z), the sum over its {cells} cells",
  palette: "Codes to paint with, each as it looks in the cell that was touched last",
  code: "Code {code}, in {count} cells of the images",
  deadCode: "Code {code}, dead: no image has it",
  inUse: "{used} of {codes} codes are in use by the {images} images of the map. Bars: how often.",
};
