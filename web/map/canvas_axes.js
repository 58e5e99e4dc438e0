/** A quiet grid with numbers, for maps whose axes have units: two latent dimensions. */

const STEP_PX = 90;

export function drawAxes(context, { ratio, size, camera, toPixel, names, theme }) {
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.strokeStyle = context.fillStyle = theme.text;
  context.font = `11px ${theme.font}`;
  context.lineWidth = 1;
  for (const value of ticks(camera.x, size.width)) {
    const [left] = toPixel(value, 0);
    line(context, left, 0, left, size.height);
    label(context, number(value), left + 3, size.height - 5);
  }
  for (const value of ticks(camera.y, size.height)) {
    const [, top] = toPixel(0, value);
    line(context, 0, top, size.width, top);
    label(context, number(value), 3, top - 3);
  }
  context.textAlign = "right";
  label(context, names[0], size.width - 6, size.height - 5, 600);
  context.textAlign = "left";
  label(context, names[1], 3, 13, 600);
  context.restore();
}

/** Round numbers, about STEP_PX apart. */
function ticks([low, high], lengthPx) {
  const rough = ((high - low) * STEP_PX) / Math.max(1, lengthPx);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
  const values = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) values.push(i * step);
  return values;
}

const number = (value) => String(Number(value.toPrecision(6)));

function line(context, x0, y0, x1, y1) {
  context.globalAlpha = 0.12;
  context.beginPath();
  context.moveTo(Math.round(x0) + 0.5, Math.round(y0) + 0.5);
  context.lineTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
  context.stroke();
}

function label(context, text, left, top, weight = 400) {
  context.globalAlpha = 0.7;
  context.font = context.font.replace(/^(\d+ )?/, `${weight} `);
  context.fillText(text, left, top);
}
