/** The state in the URL's hash, so that a link, a bookmark or an iframe's address opens the file at a place. */

import { exact } from "../parts/share.js";

const WRITE_MS = 300;

/** `#z=0.1,-2&map=pca&colour=nats&camera=-3,3,-2,2&hidden=4,9` */
export function hashOf(state) {
  const parts = { z: state.pinned && Array.from(state.pinned, exact).join() };
  parts.map = state.look?.projection;
  parts.colour = state.look?.colouring;
  const camera = state.camera?.();
  if (camera) parts.camera = [...camera.x, ...camera.y].map((value) => Number(value.toPrecision(6))).join();
  if (state.hidden.size) parts.hidden = [...state.hidden].sort((a, b) => a - b).join();
  if (state.tab && state.tab !== "explore") parts.tab = state.tab;
  return `#${Object.entries(parts).filter(([, value]) => value).map(([name, value]) => `${name}=${encodeURI(value)}`).join("&")}`;
}

/** What a hash asks for; what is malformed counts as absent. */
export function readHash(text, latentDim) {
  const parts = new URLSearchParams(text.replace(/^#/, ""));
  const numbers = (name) => {
    const values = (parts.get(name) ?? "").split(",").map((word) => (word.trim() ? Number(word) : NaN));
    return values.every(Number.isFinite) ? values : [];
  };
  const [z, camera, hidden] = [numbers("z"), numbers("camera"), numbers("hidden")];
  const isCamera = camera.length === 4 && camera[0] < camera[1] && camera[2] < camera[3];
  return {
    z: z.length === latentDim ? z : null,
    look: { projection: parts.get("map") ?? "tsne", colouring: parts.get("colour") ?? "class" },
    camera: isCamera ? { x: camera.slice(0, 2), y: camera.slice(2) } : null,
    hidden: new Set(hidden),
    tab: parts.get("tab"),
  };
}

/** Writes the hash a moment after the state has settled, and follows a hash that somebody else wrote. */
export function keepInHash({ store, lens }, follow) {
  const { state } = store;
  let timer = 0;
  let written = location.hash;
  const write = () => {
    written = hashOf(state);
    try {
      history.replaceState(null, "", written);
    } catch {
      // a sandboxed frame has no history of its own; the explorer works without
    }
  };
  const writeSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(write, WRITE_MS);
  };
  store.watch(["commit", "look", "hidden", "tab"], writeSoon);
  addEventListener("pointerup", writeSoon); // the end of a pan
  addEventListener("wheel", writeSoon, { passive: true });
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    written = location.hash;
    follow(readHash(location.hash, state.engine?.latentDim));
  });
}
