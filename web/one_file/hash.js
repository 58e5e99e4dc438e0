/** The hash of a file's address: a file:// address has no server to read a query. */

/** @param {(hash: string) => void} heard with one that somebody else wrote */
export function createHash(heard) {
  let written = location.hash;
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    written = location.hash;
    heard(written);
  });
  return {
    /** @param {string} hash with its `#`, or empty */
    write(hash) {
      written = hash;
      try {
        history.replaceState(null, "", location.href.split("#")[0] + hash);
      } catch {
        // a sandboxed frame has no history of its own; all else works without
      }
    },
  };
}
