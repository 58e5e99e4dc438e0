/** English of web/draw: a drawing or a picture of one's own, and what the model makes of it. */

/** @type {Record<string, import("../words.js").Text>} */
export const DRAW = {
  draw: "Draw",
  drawTitle: "Draw, or bring a picture of your own, and see what the model makes of it",
  noEncoder: "This model came without its encoder: it can make pictures, but it cannot read one",
  pad: "Drawing pad",
  here: "Draw here",
  undo: "Undo",
  clear: "Clear",
  open: "Open a picture",
  openTitle: "A file from this machine; you can also drop or paste one",
  camera: "Camera",
  take: "Take it",
  done: "Done",
  seen: "What the model sees",
  costTest: "Its reconstruction costs {nats} nats, more than that of {percent} % of the test images.",
  costTraining: "Its reconstruction costs {nats} nats, more than that of {percent} % of the training images.",
  costStrange: "Its reconstruction costs {nats} nats. Hardly any image costs as much: this is strange to the model.",
  nat: "What is a nat?",
  beliefs: "q(y|x) of the drawing: {beliefs}",
  belief: "{name}: {percent} %",
  between: ", ",
  dots: "The small rings on the map are draws from its posterior: where the model thinks it belongs.",
  stays: "Nothing leaves this machine.",
};
