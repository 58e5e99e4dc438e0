/** Takes what the host sends for the pages that stops of the deck hold: once here, they need no server. */

/** Props: `pages`, by name. @type {import("../core/types.js").Part<{pages: Record<string, any>}>} */
export const createHeldPages =
  ({ store }) =>
  ({ pages }) =>
    store.set({ held: { ...store.state.held, ...pages } });
