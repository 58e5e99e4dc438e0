/**
 * What a visitor has made of the sliders, their names and his own, told to the host as a link writes it: files that the
 * host makes carry it on.
 */

import { pairsOf, toText } from "./link.js";

const CARRIED = ["names", "own"];

/** @param {import("./field.js").Context} context @returns {string} empty where nothing was made */
function madeText(context) {
  const pairs = pairsOf(context, (name) => CARRIED.includes(name));
  return pairs.length ? toText(pairs) : "";
}

/**
 * @param {import("./field.js").Context & {signal: AbortSignal, outbox: import("../core/outbox.js").Outbox}} context
 * @returns {{follow: (known: string) => void}} known: what the host has heard
 */
export function createMadeReport({ store, lens, signal, outbox }) {
  const { state } = store;
  let known = "";

  const made = () => ({ model: state.model, text: madeText({ store, lens }) });
  const send = () => state.view && made().text !== known && outbox.soon("made", made);

  store.watch(["view", "names", "directions", "directionEdits"], send, signal);
  return {
    follow(heard) {
      known = heard;
      send();
    },
  };
}
