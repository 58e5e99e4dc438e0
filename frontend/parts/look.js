/** What a decoded picture looks like: the class of most of the codes nearest to where the encoder puts the picture. */

const VOTERS = 10;
const AGREE = 0.6;

/**
 * @param {{view: object, engine: object}} model
 * @param {{nearest: (z: Float32Array, k: number) => {indices: number[]}}} search
 * @returns {((z: Float32Array) => number | null) | null} class of the picture at z, null where they disagree; null for a
 *   model whose encoder is not here
 */
export function createLook({ view, engine }, search) {
  if (!engine.spec.encoder) return null;
  return (z) => {
    const { mu } = engine.encode(engine.decode(z));
    const votes = new Int32Array(view.classNames.length);
    const { indices } = search.nearest(mu, Math.min(VOTERS, view.count));
    for (const i of indices) votes[view.labels[i]] += 1;
    const label = votes.indexOf(Math.max(...votes));
    return votes[label] >= AGREE * indices.length ? label : null;
  };
}
