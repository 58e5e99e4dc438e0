/**
 * In the header of every page: "Copy link", and "Add to talk", by which the present state with a caption and notes
 * becomes the deck's next stop. It is on every page, so it also carries messages: what a link asks for to Python, and
 * notices to the visitor.
 */

import { el, setText } from "../kit/dom.js";
import { copyLink } from "../kit/share.js";
import { STYLE } from "../kit/theme.js";
import { HELD_PAGES } from "../link/page_state.js";
import { text } from "../words/words.js";
import { createAddStopForm } from "./add_stop_form.js";
import { withStop } from "./deck_edits.js";
import { changeDeck, followOtherWindows, storedDeck } from "./deck_shelf.js";
import { takePage } from "./page_stop.js";
import { takeStop } from "./take_stop.js";

/** Streamlit sends what parts emit at once as one message, and runs the fragment of one of them only. */
const APART_MS = 60;
const COPIED_MS = 2500;

const CSS = `
/* in the header, above it and below a menu that opens */
.add-stop { position: fixed; right: 2.5rem; top: 0.8rem; z-index: 999990;
  display: grid; justify-items: end; gap: 6px; }
.add-stop form { display: grid; gap: 0.45rem; width: min(320px, 90vw); padding: 0.7rem;
  background: var(--st-background-color); border: 1px solid var(--line); border-radius: var(--radius);
  box-shadow: 0 8px 24px rgb(0 0 0 / 18%); }
.add-stop form[hidden] { display: none; }
.add-stop .buttons { display: flex; gap: 6px; }
.add-stop .buttons button { background: var(--st-background-color); font-size: 0.875rem; min-height: 34px; }
@media (max-width: 1180px) { /* icons: the navigation needs the room */
  .add-stop .buttons button { font-size: 0; min-width: 34px; padding: 0; }
  .add-stop .buttons button::before { font-size: 1rem; content: attr(data-icon) / ""; }
}
@media (max-width: 640px) {
  .add-stop { top: 0.5rem; right: 0.6rem; }
  .add-stop .buttons button { min-width: 44px; min-height: 44px; }
}
.add-stop .notice { display: flex; gap: 0.6rem; align-items: start; max-width: min(460px, calc(100vw - 5rem));
  padding: 0.5rem 0.7rem; background: var(--st-background-color); border: 1px solid var(--st-primary-color);
  border-radius: var(--radius); box-shadow: 0 8px 24px rgb(0 0 0 / 18%); }
.add-stop .notice[hidden] { display: none; }
.add-stop .notice button { border-color: transparent; padding: 0 0.3rem; min-height: 20px; }
.add-stop textarea { font: inherit; color: inherit; background: var(--st-secondary-background-color);
  border: 1px solid var(--line); border-radius: var(--radius); padding: 0.3rem 0.5rem; }
`;

export function createAddStop({ root, store, lens, emit, signal }) {
  const { state } = store;
  const adder = createAddStopForm(add, signal);
  const link = el(
    "button",
    { "data-testid": "copy-page-link", "data-icon": "↗", title: text("talk.pageLinkHint"), onclick: copy },
    text("talk.pageLink"),
  );
  const status = el("span", { class: "hidden-text", role: "status" });
  const notice = createNotice(() => store.set({ notice: "" }));
  const host = el(
    "section",
    { class: "ll add-stop", "aria-label": text("talk.share") },
    el("style", {}, STYLE + CSS),
    el("div", { class: "buttons" }, link, adder.button),
    adder.form,
    notice.element,
    status,
  );
  root.append(host);
  let page = "start";

  function add(texts) {
    const held = heldQuery();
    const stop = held ? takePage(page, held, texts) : takeStop({ store, lens }, page, texts);
    changeDeck(store, withStop(stop));
    setText(status, text("talk.added", { n: state.deck.stops.length }));
  }

  async function copy() {
    const done = await copyLink(lens.address());
    setText(status, done);
    setText(link, done || text("talk.pageLink"));
    setTimeout(() => setText(link, text("talk.pageLink")), COPIED_MS);
  }

  /** Tells the host what a link asks for, once it shows the page that the address names. */
  function pass(wish) {
    if ((location.pathname.split("/").at(-1) || "start") !== page) return false;
    setTimeout(() => emit("wish", wish), APART_MS);
  }

  /** What the page keeps in its address, if a stop can hold the page. */
  const heldQuery = () => (HELD_PAGES.includes(page) ? state.pageQuery : null);

  function draw() {
    const hasModel = state.engine && state.pageModel && page !== "present";
    const isUseless = !hasModel && !heldQuery();
    for (const node of [link, adder.button]) node.style.display = isUseless ? "none" : "";
    adder.count(state.deck?.stops.length ?? 0);
    notice.show(state.notice);
  }

  store.watch(["engine", "deck", "notice", "pageQuery"], draw, signal);
  lens.requests.serve("followLink", pass, signal);
  followOtherWindows(store, () => true, signal);
  if (!state.deck) store.set({ deck: storedDeck() });
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    page = props.page;
    store.set({ page, pageModel: props.model });
    draw();
    lens.requests.retry("followLink");
  };
}

/** One sentence for the visitor, until it is closed. */
function createNotice(close) {
  const sentence = el("span");
  const button = el("button", { "aria-label": text("talk.close"), title: text("talk.close"), onclick: close }, "✕");
  const element = el(
    "div",
    { class: "notice", role: "status", hidden: true, "data-testid": "link-notice" },
    sentence,
    button,
  );
  return {
    element,
    show(words) {
      setText(sentence, words);
      element.hidden = !words;
    },
  };
}
