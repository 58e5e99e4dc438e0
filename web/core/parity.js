/** How exactly this browser decodes, measured against pixels by PyTorch. */

/**
 * @param {{decode: Function, latentDim: number}} engine
 * @param {Float32Array} codes K of them, row-major
 * @param {Float32Array} pixels PyTorch's for each, row-major
 * @returns {number} the largest difference of one value in [0, 1]
 */
export function worstDifference(engine, codes, pixels) {
  const { latentDim } = engine;
  const count = codes.length / latentDim;
  const area = pixels.length / count;
  let worst = 0;
  for (let k = 0; k < count; k++) {
    const decoded = engine.decode(codes.subarray(k * latentDim, (k + 1) * latentDim));
    for (let i = 0; i < area; i++) worst = Math.max(worst, Math.abs(decoded[i] - pixels[k * area + i]));
  }
  return worst;
}
