/** Whether the visitor wants the details: closed at first, and in this browser as he left it. */

const SHELF = "latent-lens details";

/** @param {import("./types.js").Store} store */
export function keepDetails(store) {
  const { state } = store;
  try {
    if (localStorage.getItem(SHELF)) store.set({ details: true });
  } catch {
    // A private window without storage: they are closed at first.
  }
  store.watch(["details"], () => !state.isTalking && keep(state.details));
}

function keep(isOpen) {
  try {
    if (isOpen) localStorage.setItem(SHELF, "open");
    else localStorage.removeItem(SHELF);
  } catch {
    // As above: they last as long as the page.
  }
}
