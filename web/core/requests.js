/**
 * What one part asks of another, by name: a call to whoever can do it, for parts come and go with the pages.
 *
 * The part that came last is asked first. What nobody can do is dropped, unless it waits: then the newest of its name
 * is kept until a part takes it.
 */

/**
 * @typedef {Object} Requests what each name carries
 * @property {{a: import("./state.js").Group, b: import("./state.js").Group | null}} addDirection a slider from b, or
 *   all else, to a
 * @property {{kind: string, z: number[], index: number}} showStop a stop of the tour
 * @property {{model: string} & import("./state.js").PlaneView} showPlaneView
 * @property {string} focus the part that the keyboard goes to; false from another one
 * @property {Record<string, string | null>} followLink what the host's widgets take from a link
 * @property {import("./state.js").Camera & {projection: string}} keepMapView where the next chart of the host starts
 */

/** @typedef {keyof Requests} Name */

export function createRequests() {
  /** @type {Map<Name, ((value: any) => boolean | void)[]>} by name, the newest last */
  const servers = new Map();
  /** @type {Map<Name, any>} */
  const waiting = new Map();

  /** @param {Name} name @param {any} value @param {boolean} waits */
  function offer(name, value, waits) {
    waiting.delete(name);
    const isTaken = [...(servers.get(name) ?? [])].reverse().some((take) => take(value) !== false);
    if (!isTaken && waits) waiting.set(name, value);
  }

  /** Offers what waits once more: a part can take it now. @param {Name} name */
  const retry = (name) => waiting.has(name) && offer(name, waiting.get(name), true);

  return {
    retry,

    /**
     * @template {Name} N
     * @param {N} name
     * @param {Requests[N]} value
     * @param {{waits?: boolean}} [how]
     */
    ask: (name, value, { waits = false } = {}) => offer(name, value, waits),

    /**
     * @template {Name} N
     * @param {N} name
     * @param {(value: Requests[N]) => boolean | void} take returns false for "not now"
     * @param {AbortSignal} signal
     */
    serve(name, take, signal) {
      servers.set(name, [...(servers.get(name) ?? []), take]);
      signal.addEventListener("abort", () =>
        servers.set(
          name,
          servers.get(name).filter((other) => other !== take),
        ),
      );
      retry(name);
    },

    /** Forgets what waits. @param {Name} name */
    cancel: (name) => waiting.delete(name),

    /** @param {Name} name */
    isWaiting: (name) => waiting.has(name),
  };
}
