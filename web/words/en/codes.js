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
  selectTitle: "Touch or drag over cells to select or deselect them",
  prices: "Prices",
  pricesTitle: "Write into every cell what its code costs under the prior, given the cells before it, in nats",
  finish: "Let the prior finish",
  finishTitle:
    "Draw the selected cells again (all, if none is selected), row by row, each given the cells before it. If cells " +
    "that stay come later, it tries eight times and keeps one try, by how well they fit it",
  onwards: "From here on",
  onwardsTitle: "Keep the cells before the one you touched last, and draw that one and all later ones from the prior",
  swap: "Swap",
  swapTitle: "Swap the selected cells with those of the picture that you keep for comparing (View, Compare)",
  clear: "Select none",
  clearTitle: "Deselect all cells",
  costs: "This grid costs {nats} nats: -log p(z), the sum over its {cells} cells",
  palette: "Codes to paint with, each as it looks in the cell you touched last",
  code: "Code {code}, in {count} cells of the images",
  deadCode: "Code {code}, dead: no image uses it",
  inUse: "The {images} images of the map use {used} of {codes} codes. Bars: how often.",
};
