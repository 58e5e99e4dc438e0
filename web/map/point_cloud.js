/**
 * Many small squares at once: written into one image and drawn with one call, because a call for each takes a fifth of
 * a second at 200,000. Below CROWD points the calls are as fast, and keep their transparency among themselves.
 */

import SHARED from "../../vae_core/shared.json" with { type: "json" };
import { parseColour } from "../kit/picture.js";

export const CROWD = SHARED.many_points;

/** Where a surface puts its points, as four numbers: its axes are linear. */
export function affineOf(surface) {
  const [x0, y0] = surface.toPixel(0, 0);
  const [x1, y1] = surface.toPixel(1, 1);
  return { x0, y0, sx: x1 - x0, sy: y1 - y0 };
}

/** All points (N, 2) in pixels of a surface. */
export function allPixels(points, { x0, y0, sx, sy }, pixels = new Float32Array(points.length)) {
  for (let i = 0; i < points.length; i += 2) {
    pixels[i] = x0 + sx * points[i];
    pixels[i + 1] = y0 + sy * points[i + 1];
  }
  return pixels;
}

/** All points of a surface that leaves them to its overlay; it draws them in every frame of a pan. */
export function createCrowd() {
  const cloud = createPointCloud();
  let pixels = new Float32Array(0);
  return (context, surface, points, groups) => {
    if (pixels.length !== points.length) pixels = new Float32Array(points.length);
    context.globalAlpha = 0.85;
    cloud.draw(context, allPixels(points, affineOf(surface), pixels), groups, crowdSide(points.length / 2));
    context.globalAlpha = 1;
  };
}

/** Side of a square among so many, CSS pixels. */
export const crowdSide = (count) => Math.max(1.5, 3.5 * Math.sqrt(CROWD / count));

export function createPointCloud() {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  let image = null;

  function clear({ width, height }) {
    if (canvas.width !== width || canvas.height !== height || !image) {
      Object.assign(canvas, { width, height });
      image = context.createImageData(width, height);
    }
    const words = new Uint32Array(image.data.buffer);
    words.fill(0);
    return words;
  }

  return {
    /**
     * @param {CanvasRenderingContext2D} target scaled by devicePixelRatio, as createOverlay's is
     * @param {Float32Array} pixels (N, 2), CSS pixels
     * @param {Iterable<[string, ArrayLike<number>]>} groups colour and indices; later ones lie above
     * @param {number} side of a square, CSS pixels
     */
    draw(target, pixels, groups, side) {
      const { width, height } = target.canvas;
      if (!width || !height) return;
      const words = clear(target.canvas);
      const ratio = devicePixelRatio || 1;
      const length = Math.max(1, Math.round(side * ratio));
      for (const [colour, indices] of groups) {
        const [r, g, b] = parseColour(colour);
        const word = (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
        for (let n = 0; n < indices.length; n++) {
          const i = indices[n];
          const left = Math.round((pixels[2 * i] - side / 2) * ratio);
          const top = Math.round((pixels[2 * i + 1] - side / 2) * ratio);
          if (left < 0 || top < 0 || left + length > width || top + length > height) continue;
          for (let row = top; row < top + length; row++)
            words.fill(word, row * width + left, row * width + left + length);
        }
      }
      context.putImageData(image, 0, 0);
      target.drawImage(canvas, 0, 0, width / ratio, height / ratio);
    },
  };
}
