/**
 * What a decoded picture looks like: what the judge of the model's meter is sure of, or else the class of most of the
 * codes nearest to where the encoder puts the picture.
 */

import { createJudge, softmax, SURE } from "./judge.js";

const VOTERS = 10;
const AGREE = 0.6;

/**
 * @param {{view: import("../core/types.js").AtlasView, engine: import("../core/types.js").Engine}} model
 * @param {import("../core/search.js").Search} search
 * @returns {((z: Float32Array) => number | null) | null} class of the picture at z, null where nothing is sure; null
 *   for a model that has neither judge nor encoder here
 */
export function createLooksLike({ view, engine }, search) {
  if (view.meter?.spec.judge) return byJudge(view, engine);
  return engine.spec.encoder ? byNeighbours(view, engine, search) : null;
}

function byJudge({ meter, classNames }, engine) {
  const judge = createJudge(meter.spec.judge, meter.tensors);
  const labels = meter.spec.judge.class_names.map((name) => classNames.indexOf(name));
  return (z) => {
    const shares = softmax(judge(engine.decode(z)));
    const best = shares.indexOf(Math.max(...shares));
    return shares[best] >= SURE ? labels[best] : null;
  };
}

function byNeighbours({ labels, classNames, count }, engine, search) {
  return (z) => {
    const { mu } = engine.encode(engine.decode(z));
    const votes = new Int32Array(classNames.length);
    const { indices } = search.nearest(mu, Math.min(VOTERS, count));
    for (const i of indices) votes[labels[i]] += 1;
    const label = votes.indexOf(Math.max(...votes));
    return votes[label] >= AGREE * indices.length ? label : null;
  };
}
