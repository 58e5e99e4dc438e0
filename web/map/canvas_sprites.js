/** One small picture per colour and shape: drawing 10,000 points becomes 10,000 copies, about 5 ms. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };

const OPACITY = 0.72;

const circle = (context, r) => context.arc(0, 0, r, 0, 2 * Math.PI);
const corners =
  (count, turn, inner = 1) =>
  (context, r) => {
    const total = inner === 1 ? count : 2 * count;
    for (let i = 0; i < total; i++) {
      const angle = turn + (2 * Math.PI * i) / total - Math.PI / 2;
      const reach = i % 2 && inner !== 1 ? inner * r : r;
      context.lineTo(reach * Math.cos(angle), reach * Math.sin(angle));
    }
  };
const plus = (context, r) => {
  const arm = r * 0.36;
  context.rect(-arm, -r, 2 * arm, 2 * r);
  context.rect(-r, -arm, 2 * r, 2 * arm);
};
const cross = (context, r) => {
  context.rotate(Math.PI / 4);
  plus(context, r);
};

const DRAWN = {
  circle,
  square: corners(4, Math.PI / 4),
  diamond: corners(4, 0),
  cross: plus,
  x: cross,
  "triangle-up": corners(3, 0),
  "triangle-down": corners(3, Math.PI),
  star: corners(5, 0, 0.45),
  hexagon: corners(6, 0),
  pentagon: corners(5, 0),
};
/** In the order of the legend's glyphs (legend.js). */
const SHAPES = Object.keys(SHARED.symbols).map((name) => DRAWN[name]);

export function createSprites() {
  /** @type {Map<string, HTMLCanvasElement>} */
  const made = new Map();
  return {
    get({ colour, shape, hollow = false }, ratio, count) {
      const diameter = Math.min(9, Math.max(4.2, 420 / Math.sqrt(count || 1)));
      const key = `${colour} ${shape} ${hollow} ${ratio} ${diameter}`;
      if (!made.has(key))
        made.set(key, paint(colour, SHAPES[shape % SHAPES.length], ratio * diameter, hollow && ratio));
      return made.get(key);
    },
  };
}

/** @param {number | false} outline its width in pixels; false: filled */
function paint(colour, shape, diameter, outline) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.ceil(diameter * 1.3) + 2; // corners reach beyond a circle of the same area
  const context = canvas.getContext("2d");
  context.translate(canvas.width / 2, canvas.height / 2);
  context.globalAlpha = OPACITY;
  context.fillStyle = context.strokeStyle = colour;
  context.beginPath();
  shape(context, (diameter / 2) * (shape === circle ? 1 : 1.2));
  context.closePath();
  if (outline) context.lineWidth = 1.2 * outline;
  if (outline) context.stroke();
  else context.fill();
  return canvas;
}
