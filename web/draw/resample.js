/** A part of a square picture in another size: each new pixel is the mean of what it covers, and outside is black. */

/**
 * @param {Float32Array} plane (side, side)
 * @param {number} side
 * @param {{x: number, y: number, scale: number}} from its corner, and how many old pixels one new pixel is wide
 * @param {number} rows
 * @param {number} cols
 * @returns {Float32Array} (rows, cols)
 */
export function resample(plane, side, { x, y, scale }, rows, cols) {
  const across = sharesOf(x, scale, cols, side);
  const down = sharesOf(y, scale, rows, side);
  const narrow = new Float64Array(side * cols);
  for (let row = down.first; row < down.end; row++)
    for (let k = 0; k < across.share.length; k++)
      narrow[row * cols + across.to[k]] += across.share[k] * plane[row * side + across.from[k]];
  const out = new Float64Array(rows * cols);
  for (let k = 0; k < down.share.length; k++)
    for (let col = 0; col < cols; col++)
      out[down.to[k] * cols + col] += down.share[k] * narrow[down.from[k] * cols + col];
  return Float32Array.from(out, (value) => Math.min(1, value)); // sums of shares may miss it by a rounding
}

/** Which old pixels each of `count` new ones covers, by what share of the new one; the old ones are first to end. */
function sharesOf(start, scale, count, side) {
  const [to, from, share] = [[], [], []];
  for (let n = 0; n < count; n++) {
    const [left, right] = [start + n * scale, start + (n + 1) * scale];
    for (let i = Math.max(0, Math.floor(left)); i < Math.min(side, right); i++) {
      to.push(n);
      from.push(i);
      share.push((Math.min(right, i + 1) - Math.max(left, i)) / scale);
    }
  }
  return { to, from, share, first: from[0] ?? 0, end: (from.at(-1) ?? -1) + 1 };
}
