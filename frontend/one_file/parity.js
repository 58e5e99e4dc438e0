/** How exactly this browser decodes: a few test codes against the pixels that PyTorch gave when the file was made. */

/** @param {{engine: object, view: object}} state @returns {string} one sentence */
export function measureParity({ engine, view }) {
  const codes = view.array("reference_z");
  const pixels = view.array("reference_pixels");
  const count = codes.length / engine.latentDim;
  const area = pixels.length / count;
  let worst = 0;
  for (let n = 0; n < count; n++) {
    const decoded = engine.decode(codes.subarray(n * engine.latentDim, (n + 1) * engine.latentDim));
    for (let i = 0; i < area; i++) worst = Math.max(worst, Math.abs(decoded[i] - pixels[n * area + i]));
  }
  return `Measured now, in this browser, on ${count} codes: at most ${worst.toExponential(1)} per pixel from PyTorch (${engine.backend}).`;
}
