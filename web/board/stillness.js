/**
 * Whether neighbouring pictures still differ: where no pixel changes by a visible amount from one to the next, zooming
 * in shows nothing new.
 */

export const VISIBLE = 5; // of 255: 2 %, about twice the contrast that an eye can just tell between two patches

/**
 * The largest change of a pixel from a picture to the one to its right or below it, in 255ths.
 *
 * @param {Uint8Array} pixels of side x side pictures, (side * side, C, H, W)
 * @param {number[]} shape [C, H, W]
 * @param {number} side
 */
export function largestStep(pixels, shape, side) {
  const size = shape.reduce((product, length) => product * length, 1);
  let largest = 0;
  const compare = (one, other) => {
    for (let p = 0; p < size; p++) {
      const step = Math.abs(pixels[one * size + p] - pixels[other * size + p]);
      if (step > largest) largest = step;
    }
  };
  for (let i = 0; i < side * side; i++) {
    if (i % side < side - 1) compare(i, i + 1);
    if (i < side * (side - 1)) compare(i, i + side);
  }
  return largest;
}

/** @param {number | null} step the largest in view, null while it is not known */
export const isStill = (step) => step !== null && step < VISIBLE;
