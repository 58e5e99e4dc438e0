/** z and the selected rows, in the widget and here: what either side sets, the other follows. */

import { namesOf } from "../map/selection.js";

/**
 * A drag is told of at its end, when z is pinned: nothing is sent during it.
 *
 * @param {import("./main.js").Model} model
 * @param {import("../host.js").Runtime} runtime whose parts are mounted
 * @param {AbortSignal} signal
 */
export function keepInStep(model, { store, lens }, signal) {
  const { state } = store;
  let news = 0;
  const isSame = (a, b) => a.length === b.length && a.every((value, i) => value === b[i]);
  const selected = () => state.selection?.indices ?? [];

  function followZ() {
    const z = model.get("z");
    if (state.pinned && isSame(z, Array.from(state.pinned))) return;
    lens.follow({ model: model.get("model"), z, stamp: `python ${++news}` });
  }

  function followSelection() {
    const indices = model.get("selection");
    if (!state.view || isSame(indices, selected())) return;
    store.set({ selection: indices.length ? { indices, ...namesOf(indices, state.view) } : null });
  }

  /** @param {string} name @param {number[]} values */
  function tell(name, values) {
    if (isSame(model.get(name), values)) return;
    model.set(name, values);
    model.save_changes();
  }

  const heard = { "change:z": followZ, "change:selection": followSelection };
  for (const [event, follow] of Object.entries(heard)) {
    model.on(event, follow);
    signal.addEventListener("abort", () => model.off(event, follow));
  }
  store.watch(["pinned"], () => state.pinned && tell("z", Array.from(state.pinned)), signal);
  store.watch(["selection"], () => state.view && tell("selection", [...selected()]), signal);
  store.watch(["view"], followSelection, signal);
  followZ();
}
