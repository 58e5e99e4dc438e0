/** Everything that is said of one decoded picture: the trust meter, what it looks like, its neighbours. */

import { hasClasses } from "./class_words.js";
import { captionOf, neighboursInWords, supportLevel } from "./support_words.js";

const VOTERS = 10; // neighbours that are named, and among which the nearest real image is

/** @typedef {ReturnType<typeof measureSupport>} Support */

/**
 * @param {Pick<import("../core/types.js").State, "z" | "pixels" | "engine" | "view">} state
 * @param {import("../core/search.js").Search} search
 * @param {import("./meter.js").Meter | null} meter
 */
export function measureSupport({ z, pixels, engine, view }, search, meter) {
  const { indices, distances } = search.nearest(z, Math.min(VOTERS + 1, view.count));
  const others = distances[0] === 0 && indices.length > 1 ? indices.slice(1) : indices.slice(0, VOTERS); // not itself
  const reading = meter?.(z, pixels) ?? null;
  const judged = reading?.logits && captionOf(reading.logits, view.meter.spec.judge.class_names);
  return {
    percent: reading?.percent ?? null,
    code: reading?.code ?? null,
    picture: reading?.picture ?? null,
    level: reading && supportLevel(reading.percent),
    caption: judged ? judged.words : "",
    seen: (judged?.named ?? []).map((label) => view.meter.spec.judge.class_names[label]), // classes of the caption
    looksLike: judged && judged.label !== null ? view.meter.spec.judge.class_names[judged.label] : null,
    nearest: { index: indices[0], distance: distances[0], label: view.labels[indices[0]] },
    neighbours: indices.slice(0, VOTERS),
    around: neighboursInWords(
      Array.from(others, (index) => view.labels[index]),
      view.classNames,
    ),
    hasClasses: hasClasses(view.classNames),
    /** Log-variance of the posterior around the picture; encoded when asked for. */
    get logvar() {
      const nearest = indices[0] * z.length;
      return engine.spec.encoder ? engine.encode(pixels, z).logvar : view.logvar.subarray(nearest, nearest + z.length);
    },
  };
}
