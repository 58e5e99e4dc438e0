/** The density of the codes over the pictures: counted for one camera; until the next count it moves with the map. */

import { densityPicture } from "./density.js";

const ALPHA = 0.85; // pictures stay visible below

/** @param {import("./camera.js").BoardCamera} camera */
export function createDensityVeil(camera) {
  let counted = null; // the picture, and the ranges that it is of
  return {
    forget() {
      counted = null;
    },
    draw(context, points, colour) {
      counted ??= { picture: densityPicture(camera, points, colour), ...camera.camera() };
      const [left, top] = camera.toPixel(counted.x[0], counted.y[1]);
      const [right, bottom] = camera.toPixel(counted.x[1], counted.y[0]);
      context.imageSmoothingEnabled = true;
      context.globalAlpha = ALPHA;
      context.drawImage(counted.picture, left, top, right - left, bottom - top);
      context.globalAlpha = 1;
    },
  };
}
