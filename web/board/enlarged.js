/** Small pictures enlarged smoothly, so that 8 x 8 digits read as digits and not as texture. */

const SMALL = 16; // pixels along the longer side, below which a picture is enlarged
const WANTED = 32; // to at least so many

/** By how much pictures of a shape are enlarged before they are drawn. @param {number[]} shape [C, H, W] */
export function enlargementOf([, height, width]) {
  const side = Math.max(height, width);
  return side < SMALL ? Math.ceil(WANTED / side) : 1;
}

/**
 * Bilinear, a pixel's colour being that of its middle: each picture by itself, none bleeds into another.
 *
 * @param {Uint8Array} pixels (N, C, H, W)
 * @param {number[]} shape [C, H, W]
 * @param {number} by
 * @returns {Uint8Array} (N, C, by * H, by * W)
 */
export function enlarged(pixels, [, height, width], by) {
  const area = height * width;
  const out = new Uint8Array(pixels.length * by * by);
  const across = positions(width, by);
  const down = positions(height, by);
  for (let plane = 0, to = 0; plane < pixels.length; plane += area) {
    for (const { low: top, high: bottom, share: t } of down) {
      for (const { low: left, high: right, share: s } of across) {
        const at = (row, column) => pixels[plane + row * width + column];
        const above = at(top, left) + s * (at(top, right) - at(top, left));
        const below = at(bottom, left) + s * (at(bottom, right) - at(bottom, left));
        out[to] = above + t * (below - above) + 0.5;
        to += 1;
      }
    }
  }
  return out;
}

/** Which two pixels each of the larger ones lies between, and where. */
function positions(length, by) {
  return Array.from({ length: length * by }, (_, i) => {
    const at = Math.min(length - 1, Math.max(0, (i + 0.5) / by - 0.5));
    const low = Math.floor(at);
    return { low, high: Math.min(length - 1, low + 1), share: at - low };
  });
}
