/** Tells the host of a pin that it does not know yet, once the hand rests: pages that Python draws start from it. */

/** @typedef {{z: number[], model: string, index: number | null}} PinReport */

/** @param {{store: import("./types.js").Store, signal: AbortSignal, outbox: import("./outbox.js").Outbox}} context */
export function createPinReport({ store, signal, outbox }) {
  const { state } = store;
  /** @type {{model?: string, z?: number[] | null}} as the host knows it */
  let known = {};
  let sent = "";

  /** Both begin at the first code: that one is no news. */
  const isNews = () =>
    state.pinned && state.model === known.model && !isSame(known.z ?? state.view.code(0), state.pinned);

  /** @returns {PinReport | null} */
  function report() {
    if (!isNews()) return null;
    const pin = { z: Array.from(state.pinned), model: state.model, index: state.pinnedOrigin.index ?? null };
    const text = JSON.stringify(pin);
    if (text === sent) return null; // sent, and not answered yet
    sent = text;
    return pin;
  }

  const send = () => isNews() && outbox.soon("pin", report);
  store.watch(["pinned"], send, signal);
  return {
    /** @param {{model?: string, z?: number[] | null}} props what the host knows */
    follow(props) {
      known = props;
      send(); // it may have been pinned before this part came
    },
  };
}

const isSame = (a, b) => a.length === b.length && a.every((value, d) => value === b[d]);
