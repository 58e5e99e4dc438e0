/** Where everything lies in the arena of a small VAE. Lengths of rows are padded to 8 floats. */

export const ROWS = 64; // images in a step
const LANES = 8; // the kernels' columns

const padded = (count) => Math.ceil(count / LANES) * LANES;

/** @typedef {{inputs: number, outputs: number, w: number, b: number}} Layer w, b: from the start of the parameters */
/** @typedef {ReturnType<typeof layOut>} Layout */

/** @param {{pixels: number, width: number, latentDim: number}} sizes */
export function layOut({ pixels, width, latentDim }) {
  const [P, H, L] = [padded(pixels), padded(width), padded(latentDim)];
  const parameters = counted();
  const layer = (inputs, outputs) => ({
    inputs,
    outputs,
    w: parameters.take(inputs * outputs),
    b: parameters.take(outputs),
  });
  /** The head is all means, then all log-variances. */
  const layers = { first: layer(P, H), head: layer(H, 2 * L), second: layer(L, H), last: layer(H, P) };
  const logSigma = parameters.take(1);
  const arena = counted();
  const four = () => arena.take(parameters.total());
  const [weights, gradients, means, squares] = [four(), four(), four(), four()];
  const block = (columns) => arena.take(ROWS * columns);
  return {
    P,
    H,
    L,
    layers,
    logSigma,
    weights,
    gradients,
    means,
    squares,
    parameters: parameters.total(),
    x: block(P),
    hidden: block(H),
    slope: block(H),
    head: block(2 * L),
    noise: block(L),
    z: block(L),
    opened: block(H),
    openedSlope: block(H),
    out: block(P),
    sums: block(2),
    toHidden: block(H),
    toHead: block(2 * L),
    toZ: block(L),
    zeros: arena.take(Math.max(P, H, 2 * L)),
    turned: { head: arena.take(2 * L * H), second: arena.take(H * L), last: arena.take(P * H) },
    size: arena.total(),
  }; // prettier-ignore
}

/** Hands out places one after the other. */
function counted() {
  let end = 0;
  return {
    take(count) {
      const at = end;
      end += padded(count);
      return at;
    },
    total: () => end,
  };
}
