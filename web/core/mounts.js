/** The parts on the page, each under the element that its host has given it. */

import { arrive, deliver, headerOf } from "./leaving.js";

const HEADER = ["addstop", "header"]; // drawn before the page, which may not be there yet

/** @typedef {import("./types.js").Component} Component */
/**
 * @typedef {{part: string, update: (props: object) => void, emit: import("./types.js").Emit, abort: AbortController}}
 * Mounted
 */

/**
 * @param {Record<string, import("./types.js").Part<any>>} parts by name: what can be mounted
 * @param {Pick<import("./types.js").PartContext, "store" | "frame" | "lens" | "keys">} context
 * @param {(error: unknown) => void} failed
 * @param {() => void} changed a part was mounted, or has other props
 */
export function createMounts(parts, { store, frame, lens, keys }, failed, changed) {
  const { state } = store;
  /** @type {Map<Node, Mounted>} */
  const mounted = new Map();

  /** @param {Node} root @param {string} part */
  function create(root, part) {
    /** @type {Mounted} */
    const entry = { part, abort: new AbortController(), emit: null, update: () => {} };
    mounted.set(root, entry);
    if (!HEADER.includes(part)) arrive();
    const send = (event, value) => entry.emit(event, value);
    // What a link names is told once its page is here; nothing else may be told on the way to a page.
    const emit = part === "addstop" ? send : (event, value) => deliver(() => send(event, value), entry.abort.signal);
    entry.update = parts[part]({
      root: /** @type {ShadowRoot} */ (root),
      store,
      frame,
      lens,
      keys,
      emit,
      signal: entry.abort.signal,
    });
    return entry;
  }

  /**
   * A late answer of the server must not change what is on stage, nor what the visitor went back to. @param
   * {Component["data"]} data
   */
  function follow(data) {
    if (data.session) store.set({ session: data.session });
    const { wantedModel, isTalking } = state;
    const isLate = Boolean(wantedModel) && data.model !== wantedModel;
    if (data.model && data.model === wantedModel) store.set({ wantedModel: null });
    if (!isTalking && !isLate) lens.follow(data);
  }

  /** @param {Component} component */
  function put({ parentElement: root, data, setTriggerValue }) {
    const entry = mounted.get(root) ?? create(root, data.part);
    entry.emit = setTriggerValue;
    if (HEADER.includes(entry.part)) headerOf(data.page);
    follow(data);
    entry.update(data);
    changed();
  }

  return {
    /** @param {Component} component */
    mount(component) {
      try {
        put(component);
      } catch (error) {
        failed(error);
      }
    },

    /** @param {Node} root */
    unmount(root) {
      mounted.get(root)?.abort.abort();
      mounted.delete(root);
    },

    /** @param {string[]} names */
    has: (...names) => [...mounted.values()].some(({ part }) => names.includes(part)),

    get count() {
      return mounted.size;
    },
  };
}
