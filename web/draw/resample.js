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
  const across = shares(x, scale, cols, side);
  const down = shares(y, scale, rows, side);
  const narrow = new Float64Array(side * cols);
  for (let row = down.first; row < down.end; row++)
    across.each((col, i, share) => {
      narrow[row * cols + col] += share * plane[row * side + i];
    });
  const out = new Float64Array(rows * cols);
  down.each((row, i, share) => {
    for (let col = 0; col < cols; col++) out[row * cols + col] += share * narrow[i * cols + col];
  });
  return Float32Array.from(out, (value) => Math.min(1, value)); // sums of shares may miss it by a rounding
}

/** Which old pixels each of `count` new ones covers, and by what share of the new one. */
function shares(start, scale, count, side) {
  const found = [];
  for (let n = 0; n < count; n++) {
    const [left, right] = [start + n * scale, start + (n + 1) * scale];
    for (let i = Math.max(0, Math.floor(left)); i < Math.min(side, right); i++)
      found.push([n, i, (Math.min(right, i + 1) - Math.max(left, i)) / scale]);
  }
  return {
    first: Math.min(side, ...found.slice(0, 1).map(([, i]) => i)),
    end: found.length ? found.at(-1)[1] + 1 : 0,
    /** @param {(n: number, i: number, share: number) => void} visit */
    each(visit) {
      for (const [n, i, share] of found) visit(n, i, share);
    },
  };
}
