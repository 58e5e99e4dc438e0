/** Tells the host how the knobs stand, for the file that it makes of the playground. */

import { createOutbox } from "../core/outbox.js";

/** Props: `known`, what the host has heard. Emits `turned`. @type {import("../core/types.js").Part<{known: string}>} */
export function createKnobsReport({ store, emit, signal }) {
  const outbox = createOutbox(emit, signal);
  const knobs = () => store.state.pageQuery?.play ?? "";
  let known = "";
  const send = () => knobs() !== known && outbox.soon("turned", knobs);

  store.watch(["pageQuery"], send, signal);
  return (props) => {
    ({ known } = props);
    send();
  };
}
