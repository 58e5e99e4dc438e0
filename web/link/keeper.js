/**
 * Keeps the browser's address on what is seen, so that a reload, a bookmark and the Back button bring it back. Only
 * this module and its address bar write the address.
 */

import { asksPythonForElse, addressOf, linkHere, pythonPairs, pythonValues } from "./address.js";
import { createAddressBar, isOurs } from "./address_bar.js";
import { applyLink, isMade, LINKED, readLink, remarkOn, toText } from "./link.js";

const HOST_ANSWERS_MS = 5000; // after which the host does not know the model, and has its way
/** @type {(keyof import("../core/types.js").State)[]} */
const WATCHED = [...LINKED, "mapView", "projection", "colouring", "model", "page", "pageQuery"];

/**
 * @param {import("./field.js").Context} runtime
 * @param {(sentence: string) => void} notify shows the visitor a sentence, or takes one away
 */
export function keepAddress(runtime, notify) {
  const { store, lens } = runtime;
  const { state } = store;
  /** @type {import("./link.js").Link | null} that waits for its model */
  let link = linkHere();
  let session = null;
  /** A page without a model has nothing to wait for. */
  const isReady = () => (state.engine && !link) || (state.pageQuery && !state.model);
  const bar = createAddressBar(runtime, () => isReady() && !state.isTalking, link.model);

  /** @param {import("./link.js").Link} followed @param {(field: import("./field.js").Field) => boolean} [wants] */
  const apply = (followed, wants) => notify(remarkOn(applyLink(followed, runtime, wants), followed.version));

  /** The model opens at the link's code at once, not a frame later. @param {import("./link.js").Link} link */
  const ask = ({ model, values }) => store.set({ asked: model ? { model, z: values.get("z") ?? null } : null });

  /** The model of the link that was waited for is here. */
  function arrive() {
    if (!state.view || !link) return;
    const [waited, isOther] = [link, link.model && link.model !== state.model];
    link = null;
    if (!isOther) apply(waited);
    bar.isShown();
    bar.writeSoon();
  }

  /**
   * Back, Forward, or another link in the same tab: the code returns, what was made since stays.
   *
   * @param {PopStateEvent} event
   */
  function travel(event) {
    const next = linkHere();
    const isElse = asksPythonForElse(pythonPairs(runtime), next); // now: what follows writes the address anew
    bar.travelled();
    if (next.model && next.model !== state.model) {
      open(next);
    } else if (state.view) {
      apply(next, isOurs(event) ? (field) => !isMade(field) : undefined);
      bar.isShown();
    }
    if (isElse) tellPython(next);
    bar.writeSoon();
  }

  /** @param {import("./link.js").Link} next of another model */
  function open(next) {
    link = next;
    store.set({ wantedModel: next.model });
    setTimeout(() => store.set({ wantedModel: null }), HOST_ANSWERS_MS);
    ask(next);
    lens.follow({ model: next.model });
  }

  /** Python draws the map of Explore from this; talk/add_stop.js carries it. @param {import("./link.js").Link} next */
  function tellPython(next) {
    lens.requests.ask("followLink", pythonValues(next, state.model), { waits: true });
  }

  /** A server that was started anew has forgotten this visitor: it is told what the page shows. */
  function greet() {
    const isAnew = session && state.session !== session && state.engine;
    session = state.session;
    if (isAnew) tellPython(readLink(toText(pythonPairs(runtime))));
  }

  ask(link);
  store.watch(["view"], arrive);
  store.watch(["pinned"], bar.step);
  store.watch(["page"], bar.opens);
  store.watch(WATCHED, bar.writeSoon);
  store.watch(["session"], greet);
  addEventListener("popstate", travel);
  return { address: () => addressOf(runtime) };
}
