/** The state in the URL's hash, so that a link, a bookmark or an iframe's address opens the file at a point. */

import { mapStyleOf, OLD_MAP } from "../link/view_fields.js";
import { applyLink, LINKED, pairsOf, readLink, remarkOn, toText } from "../link/link.js";
import { createHash } from "./hash.js";

const WRITE_MS = 300;

/** `#v=1&z=0.1,-2&map=pca&colour=nats&camera=-3,3,-2,2&tab=manifold`: the app's own link, all in the hash. */
export function hashOf(runtime) {
  const { tab } = runtime.store.state;
  const pairs = pairsOf(runtime);
  if (tab && tab !== "explore") pairs.push(["tab", tab]);
  return `#${toText(pairs)}`;
}

/** What a hash asks for. @returns {import("../link/link.js").Link & {tab: string | null}} */
export function readHash(text) {
  const link = readLink(text);
  if (link.values.has("camera") && !link.values.has("map")) link.values.set("map", OLD_MAP);
  return { ...link, tab: new URLSearchParams(text.replace(/^#/, "")).get("tab") };
}

/** Gives a hash back to the page. @returns {string} one sentence on what did not fit, or "" */
export function followHash(link, { store, lens }) {
  return remarkOn(store.state.view ? applyLink(link, { store, lens }) : link.ignored, link.version);
}

/** Writes the hash a moment after the state has settled, and follows a hash that somebody else wrote. */
export function keepInHash(runtime, follow) {
  const { store, lens } = runtime;
  const { state } = store;
  const hash = createHash((text) => follow(readHash(text)));
  let timer = 0;
  const write = () => {
    if (!state.engine || state.isTalking) return;
    const camera = lens.maps.camera();
    if (camera) store.set({ mapView: { ...camera, projection: mapStyleOf(state).projection } });
    hash.write(hashOf(runtime));
  };
  const writeSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(write, WRITE_MS);
  };
  store.watch([...LINKED, "tab"], writeSoon);
  addEventListener("pointerup", writeSoon); // the end of a pan
  addEventListener("wheel", writeSoon, { passive: true });
}
