/** Paints a figure of a canvas map: axes where they have units, and the points, each a copy of its group's sprite. */

import { drawAxes } from "./canvas_axes.js";
import { createSprites } from "./canvas_sprites.js";
import { createCrowd, CROWD } from "./point_cloud.js";

const GROWS_FROM_PX = 750; // on a larger map points grow with it: a wall is seen from afar

/**
 * @param {HTMLCanvasElement} canvas
 * @param {ReturnType<typeof import("./canvas_view.js").createCanvasView>} view
 */
export function createCanvasPainter(canvas, view) {
  const context = canvas.getContext("2d");
  const sprites = createSprites();
  const drawCrowd = createCrowd();

  function clear(ratio) {
    const [width, height] = [Math.round(view.size().width * ratio), Math.round(view.size().height * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
  }

  function drawAll(points, groups, ratio) {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawCrowd(
      context,
      view,
      points,
      groups.map(({ colour, indices }) => [colour, indices]),
    );
  }

  /** @param {Float32Array} points @param {import("./canvas_figure.js").Group} group @param {number} ratio */
  function drawGroup(points, { colour, shape, indices, hollow }, ratio) {
    const growth = Math.max(1, Math.min(view.size().width, view.size().height) / GROWS_FROM_PX);
    const sprite = sprites.get({ colour, shape, hollow }, ratio * growth, points.length / 2);
    const half = sprite.width / 2;
    const { scale, left: x0, top: y0 } = scaled(view.transform(), ratio);
    const { width, height } = canvas;
    for (const i of indices) {
      const left = points[2 * i] * scale + x0 - half;
      const top = -points[2 * i + 1] * scale + y0 - half;
      if (left > -sprite.width && top > -sprite.width && left < width && top < height) {
        context.drawImage(sprite, (left + 0.5) | 0, (top + 0.5) | 0); // whole pixels: no resampling
      }
    }
  }

  /** @param {import("./canvas_figure.js").Figure} figure @param {object | null} theme */
  return ({ points, groups, axes }, theme) => {
    const ratio = devicePixelRatio || 1;
    clear(ratio);
    const { toPixel } = view;
    if (axes && theme)
      drawAxes(context, { ratio, size: view.size(), camera: view.camera(), toPixel, names: axes, theme });
    if (points.length > 2 * CROWD) drawAll(points, groups, ratio);
    else for (const group of groups) drawGroup(points, group, ratio);
  };
}

const scaled = ({ scale, left, top }, ratio) => ({ scale: scale * ratio, left: left * ratio, top: top * ratio });
