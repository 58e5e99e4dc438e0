/** The Start page. */

export const START = {
  sentence: "{count} {kind}, squeezed into two numbers.",
  plain_sentence: "Every picture of this model, from {dims} numbers.",
  ten_thousand: "Ten thousand",
  drag: "Drag.",
  handwritten_digits: "handwritten digits",
  pictures: "pictures",
  plane:
    "Map of decoded pictures. Move the pointer or press the arrow keys: the picture follows. Enter pins the " +
    "point, Escape returns to it.",
  picture: "Decoded picture",
  draw: "✎ Draw",
  made: "What it makes of it",
  nearest: "Nearest real images",
  nearestDecoded: "Nearest real codes, decoded",
  carry: "Explore it with 16 numbers",
  doors: "Where to go from here",
  show_me: "Show me",
  show_me_time: "3 minutes",
  tour_begins: "loading",
  tour_waits: "loading {ready} of {count}",
  explore: "Explore 16 numbers",
  train: "Train your own",
  adopt: "Use your own model",
};
