/** Colours of what is drawn: a class of a digit, or the place of a point, the same in data and latent plane. */

import { PALETTE } from "../kit/theme.js";

const FULL_AT = 1; // distance from the middle at which a place has its full colour

/** On the plane, which is dark in both themes. @param {number} label */
export const classOnDark = (label) => PALETTE.dark[label % PALETTE.dark.length];

/**
 * Hue by direction, saturation by distance.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} lightness 0 to 1
 * @returns {[number, number, number]} red, green, blue, 0 to 255
 */
export function placeColour(x, y, lightness) {
  const saturation = 0.75 * Math.min(1, Math.hypot(x, y) / FULL_AT);
  const hue = (Math.atan2(y, x) / (2 * Math.PI) + 1) * 12;
  const amount = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n) => {
    const k = (n + hue) % 12;
    return 255 * (lightness - amount * Math.max(-1, Math.min(k - 3, 9 - k, 1)));
  };
  return [channel(0), channel(8), channel(4)];
}

/** @param {number[]} colour */
export const css = ([r, g, b]) => `rgb(${Math.round(r)} ${Math.round(g)} ${Math.round(b)})`;
