/** Tells the host the pinned place that it does not know yet, once the hand rests: pages that Python draws start from it. */

export function createCourier({ store, signal, post }) {
  const { state } = store;
  let known = {}; // the host's last word: {model, z}
  let told = "";

  /** Where both begin, at the first code, there is nothing to tell. */
  const isNews = () =>
    state.pinned && state.model === known.model && !isSame(known.z ?? state.view.code(0), state.pinned);

  function place() {
    if (!isNews()) return null;
    const commit = { z: Array.from(state.pinned), model: state.model, index: state.pinnedOrigin.index ?? null };
    const text = JSON.stringify(commit);
    if (text === told) return null; // said, and not answered yet
    told = text;
    return commit;
  }

  const tell = () => isNews() && post.soon("commit", place);
  store.watch(["pinned"], tell, signal);
  return {
    /** @param {{model: string, z: number[] | null}} props what the host says */
    follow(props) {
      known = props;
      tell(); // the place may have been pinned before this part came
    },
  };
}

const isSame = (a, b) => a.length === b.length && a.every((value, d) => value === b[d]);
