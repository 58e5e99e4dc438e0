// train.wat, assembled (tests/web/test_playground_gradients.py rebuilds these bytes), over an arena in its memory.

const ASSEMBLED =
  "AGFzbQEAAAABRglgAXsBe2ABewF9YAl/f39/f39/f38AYAN/f38AYAJ/fwBgBH9/f38AYAV/f39/fwBgB39/f39/f30AYAh/f39/f319fQACDwEDZW" +
  "52Bm1lbW9yeQIAAAMMCwAAAQIDBAMFBgcIB0wIB3Byb2R1Y3QAAwRzaWx1AAQHc2lnbW9pZAAFBXRpbWVzAAYHY29sdW1ucwAHCWJlcm5vdWxsaQAI" +
  "CGdhdXNzaWFuAAkEYWRhbQAKCuoMC4QCAQN7/QwAAK7CAACuwgAArsIAAK7C/QwAALBCAACwQgAAsEIAALBCIAD96AH96QEhAiACQzuquD/9E/3mAf" +
  "1qIQEgAiABQwCAMT/9E/3mAf3lASECIAIgAUODgF65/RP95gH95QEhAkNnaVA5/RMhA0POQ7c6/RMgAyAC/eYB/eQBIQNDCIkIPP0TIAMgAv3mAf3k" +
  "ASEDQ8GpKj39EyADIAL95gH95AEhA0Oqqio+/RMgAyAC/eYB/eQBIQNDAAAAP/0TIAMgAv3mAf3kASEDQwAAgD/9EyACIAMgAiAC/eYB/eYB/eQB/e" +
  "QBIQMgAyAB/fgBQf8A/RH9rgFBF/2rAf3mAQsdAEMAAIA//RNDAACAP/0TIAD94QEQAP3kAf3nAQsZACAA/R8AIAD9HwGSIAD9HwIgAP0fA5KSC6gD" +
  "Agp/C3sDQCAGIQogACEMIAUgCWohDgNAIAwhDyAPIAFqIRAgECABaiERIBEgAWohEiASIAFqIQwgBCAJav0ABAAiHCIaIhghFiAEIAlq/QAEECIdIh" +
  "siGSEXIAMgCWohDSAHIQsDQCAN/QAEACETIA39AAQQIRQgDSAIaiENIA/9CQIAIRUgDyACaiEPIBYgFSAT/eYB/eQBIRYgFyAVIBT95gH95AEhFyAQ" +
  "/QkCACEVIBAgAmohECAYIBUgE/3mAf3kASEYIBkgFSAU/eYB/eQBIRkgEf0JAgAhFSARIAJqIREgGiAVIBP95gH95AEhGiAbIBUgFP3mAf3kASEbIB" +
  "L9CQIAIRUgEiACaiESIBwgFSAT/eYB/eQBIRwgHSAVIBT95gH95AEhHSALQQFrIgsNAAsgDiAW/QsEACAOIBf9CwQQIA4gCGohDiAOIBj9CwQAIA4g" +
  "Gf0LBBAgDiAIaiEOIA4gGv0LBAAgDiAb/QsEECAOIAhqIQ4gDiAc/QsEACAOIB39CwQQIA4gCGohDiAKQQRrIgoNAAsgCUEgaiIJIAhJDQALC1MBAn" +
  "sDQCAA/QAEACEDIAMQASEEIAAgAyAE/eYBIgP9CwQAIAEgBCADQwAAgD/9EyAE/eUB/eYB/eQB/QsEACABQRBqIQEgAEEQaiIAIAJJDQALCx8AA0Ag" +
  "ACAA/QAEABAB/QsEACAAQRBqIgAgAUkNAAsLLQADQCAAIAD9AAQAIAH9AAQA/eYB/QsEACABQRBqIQEgAEEQaiIAIAJJDQALC18CA38BewNA/QwAAA" +
  "AAAAAAAAAAAAAAAAAAIQcgACAEaiEFIAIhBgNAIAcgBf0ABAD95AEhByAFIANqIQUgBkEBayIGDQALIAEgBGogB/0LBAAgBEEQaiIEIANJDQALC4oC" +
  "AgF/BXsDQP0MAAAAAAAAAAAAAAAAAAAAACEJQwAAgD/9EyEKIAAgBGohBQNAIAD9AAQAIQYgAf0ABAAhCCAG/eAB/eEBEAAhByAJIAb9DAAAAAAAAA" +
  "AAAAAAAAAAAAD96QEgCCAG/eYB/eUB/eQBIQkgCkMAAIA//RMgB/3kAf3mASEKIABDAACAP/0TIAcgBv0MAAAAAAAAAAAAAAAAAAAAAP1G/VJDAACA" +
  "P/0TIAf95AH95wEgCP3lAf0LBAAgAUEQaiEBIABBEGoiACAFSQ0ACyACIAkQAjgCACACIAr9HwAgCv0fAZQgCv0fAiAK/R8DlJQ4AgQgAkEIaiECIA" +
  "NBAWsiAw0ACwu0AQIBfwR7A0D9DAAAAAAAAAAAAAAAAAAAAAAhCyAAIARqIQcDQCAA/QAEACEIIAgQASEJIAkgCCAF/RH9UiAB/QAEAP3lASEKIAsg" +
  "CiAK/eYB/eQBIQsgACAKIAb9E/3mASAJQwAAgD/9EyAJ/eUB/eYBQwAAgD/9EyAF/RH9Uv3mAf0LBAAgAUEQaiEBIABBEGoiACAHSQ0ACyACIAsQAj" +
  "gCACACQQhqIQIgA0EBayIDDQALC7sBAQN7A0AgAf0ABAAgBf0T/eYBIQggAiAC/QAEAENmZmY//RP95gEgCEPNzMw9/RP95gH95AEiCf0LBAAgAyAD" +
  "/QAEAEN3vn8//RP95gEgCCAI/eYBQ28Sgzr9E/3mAf3kASIK/QsEACAAIAD9AAQAIAkgBv0T/eYBIAr94wEgB/0T/eYBQ3fMKzL9E/3kAf3nAf3lAf" +
  "0LBAAgAUEQaiEBIAJBEGohAiADQRBqIQMgAEEQaiIAIARJDQALCwCaBARuYW1lARQDAANleHABB3NpZ21vaWQCA3N1bQKaAwsABAABeAEBawIBcgMB" +
  "cAEBAAF4AgEAAXgDHgABYQEEYVJvdwIFYVN0ZXADAWIEBGJpYXMFAWMGAW0HAWsIAW4JAWoKAWkLBGxlZnQMAmF0DQJicA4CY3APAmEwEAJhMRECYT" +
  "ISAmEzEwJiMBQCYjEVAXMWAnAwFwJwMRgCcTAZAnExGgJyMBsCcjEcAnQwHQJ0MQQFAAF4AQVzbG9wZQIDZW5kAwF2BAFzBQIAAXgBA2VuZAYDAAF4" +
  "AQF5AgNlbmQHCAABeAEBeQIEcm93cwMBbgQBagUCYXQGBGxlZnQHAXMICwABbAEBeAIEc3VtcwMEcm93cwQBbgUDZW5kBgF2BwFlCAF0CQZsaW5lYX" +
  "IKB3Byb2R1Y3QJDAABbAEBeAIEc3VtcwMEcm93cwQBbgUGaW5Vbml0BglwcmVjaXNpb24HA2VuZAgBdgkEbWVhbgoFZXJyb3ILB3NxdWFyZXMKCwAB" +
  "cAEBZwIFZmlyc3QDBnNlY29uZAQDZW5kBQVzaGFyZQYEcmF0ZQcGc3ByZWFkCAF2CQFtCgFzA2AIAwMAB2NvbHVtbnMBBHJvd3MCBWlubmVyBAEABG" +
  "ZvdXIFAQAEZm91cgYBAARmb3VyBwIABGZvdXIBA3JvdwgCAANyb3cBBGZvdXIJAgADcm93AQRmb3VyCgEABGZvdXI=";

const PAGE_FLOATS = 16384; // a WebAssembly page is 64 KiB
const BYTES = 4; // of a float

/**
 * @param {number} size floats in the arena
 * @returns {import("./kernels.js").Kernels | null} null where a browser has no SIMD, or its policy no WebAssembly
 */
export function wasmKernels(size) {
  try {
    return started(size);
  } catch {
    return null;
  }
}

function started(size) {
  const module = new WebAssembly.Module(Uint8Array.from(atob(ASSEMBLED), (letter) => letter.charCodeAt(0)));
  const memory = new WebAssembly.Memory({ initial: Math.ceil(size / PAGE_FLOATS) });
  const wasm = /** @type {Record<string, (...numbers: number[]) => void>} */ (
    new WebAssembly.Instance(module, { env: { memory } }).exports
  );
  const at = (/** @type {number[]} */ ...floats) => floats.map((float) => BYTES * float);
  return {
    memory: new Float32Array(memory.buffer),
    product: (a, aRow, aStep, b, bias, c, m, k, n) =>
      wasm.product(4 * a, 4 * aRow, 4 * aStep, 4 * b, 4 * bias, 4 * c, m, k, 4 * n),
    silu: (x, slope, count) => wasm.silu(...at(x, slope, x + count)),
    sigmoid: (x, count) => wasm.sigmoid(...at(x, x + count)),
    times: (x, y, count) => wasm.times(...at(x, y, x + count)),
    columns: (x, y, rows, n) => wasm.columns(4 * x, 4 * y, rows, 4 * n),
    bernoulli: (l, x, sums, rows, n) => wasm.bernoulli(4 * l, 4 * x, 4 * sums, rows, 4 * n),
    gaussian: (l, x, sums, rows, n, inUnit, precision) =>
      wasm.gaussian(4 * l, 4 * x, 4 * sums, rows, 4 * n, inUnit ? -1 : 0, precision),
    adam: (p, g, first, second, count, share, rate, spread) =>
      wasm.adam(...at(p, g, first, second, p + count), share, rate, spread),
  };
}
