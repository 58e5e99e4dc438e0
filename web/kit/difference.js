/** The difference of two pictures as colour on white: orange where the first is brighter, blue where the second is. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };

/**
 * @param {ArrayLike<number>} first pixels in [0, 1], (C H W)
 * @param {ArrayLike<number>} second
 * @param {number} channels C
 * @returns {Float32Array} (H W), in [-1, 1]: how far apart the channels are on average, with the sign of their sum, as
 *   ui/pictures.py; a change of hue alone is no zero
 */
export function signedDifference(first, second, channels) {
  const area = first.length / channels;
  return Float32Array.from({ length: area }, (_, i) => {
    let [sum, apart] = [0, 0];
    for (let at = i; at < first.length; at += area) {
      sum += first[at] - second[at];
      apart += Math.abs(first[at] - second[at]);
    }
    return (sum < 0 ? -apart : apart) / channels;
  });
}

let table = null;

/** 256 words for (v + 1) / 2: white in the middle, where nothing differs. */
export function differenceTable() {
  if (table) return table;
  table = new Uint32Array(256);
  const bytes = new Uint8ClampedArray(table.buffer);
  for (let i = 0; i < 256; i++) {
    const t = Math.min(1, (i - 127.5 + (i < 128 ? 0.5 : -0.5)) / 127); // 127 and 128 are both white
    const [r, g, b] = t > 0 ? SHARED.difference.more : SHARED.difference.less;
    const keep = 1 - Math.abs(t);
    bytes.set([r + (255 - r) * keep, g + (255 - g) * keep, b + (255 - b) * keep, 255], 4 * i);
  }
  return table;
}
