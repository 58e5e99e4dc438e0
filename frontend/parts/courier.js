/** Tells the host the pinned place that it does not know yet, once the hand rests; pages that Python draws start from it. */

export function createCourier({ store, signal, post }) {
  const { state } = store;
  let known = null; // the host's last word on the place
  let told = "";

  function news() {
    const { commit } = state;
    const text = JSON.stringify(commit);
    if (!commit || text === told || isSame(known, commit)) return null;
    told = text;
    return commit;
  }

  const tell = () => state.commit && !isSame(known, state.commit) && post.soon("commit", news);
  store.watch(["commit"], tell, signal);
  return {
    /** @param {{model: string, z: number[] | null}} props what the host says */
    follow(props) {
      known = props;
      tell(); // the place may have been pinned before this part came
    },
  };
}

const isSame = (known, { model, z }) => known?.model === model && known.z?.length === z.length && known.z.every((value, d) => value === z[d]);
