/** The pad's pixels as planes, kept from reading to reading: only what has changed since the last one is read again. */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box whole pixels, right and bottom beyond */

/**
 * @param {{getImageData: (x: number, y: number, width: number, height: number) => {data: ArrayLike<number>}}} context
 * @param {number} side of the pad
 */
export function createPadPixels(context, side) {
  const whole = { left: 0, top: 0, right: side, bottom: side };
  const planes = [0, 1, 2].map(() => new Float32Array(side * side));
  /** @type {Box | null} */
  let changed = whole;
  let channels = 0; // of the last reading

  return {
    changedAll: () => (changed = whole),

    /** A line of so much width has been drawn. */
    changedAlong([x0, y0], [x1, y1], width) {
      const reach = width / 2 + 1; // its edge is smooth
      const low = (value) => Math.max(0, Math.floor(value - reach));
      const high = (value) => Math.min(side, Math.ceil(value + reach));
      const line = {
        left: Math.min(low(x0), low(x1)),
        top: Math.min(low(y0), low(y1)),
        right: Math.max(high(x0), high(x1)),
        bottom: Math.max(high(y0), high(y1)),
      };
      changed = changed ? around(changed, line) : line;
    },

    /** What is there until the next reading. @param {number} count channels, 1 or 3 @returns {Float32Array[]} */
    read(count) {
      const box = count === channels ? changed : whole;
      channels = count;
      changed = null;
      if (box && box.right > box.left && box.bottom > box.top) update(box);
      return planes.slice(0, count);
    },
  };

  /** @param {Box} box */
  function update({ left, top, right, bottom }) {
    const width = right - left;
    const { data } = context.getImageData(left, top, width, bottom - top);
    const valueAt = channels === 1 ? luminance : (pixels, at, channel) => pixels[at + channel] / 255;
    for (let channel = 0; channel < channels; channel++)
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++)
          planes[channel][y * side + x] = valueAt(data, 4 * ((y - top) * width + x - left), channel);
  }
}

/** ITU-R BT.601, as Pillow's where folders are read. */
const luminance = (data, at) => (0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]) / 255;

/** @param {Box} one @param {Box} other @returns {Box} */
const around = (one, other) => ({
  left: Math.min(one.left, other.left),
  top: Math.min(one.top, other.top),
  right: Math.max(one.right, other.right),
  bottom: Math.max(one.bottom, other.bottom),
});
