/**
 * In the header of every page: "Copy link", and "Add to talk", by which the present state with a caption and notes
 * becomes the deck's next stop. It is on every page, so it also carries words: the visitor's to Python, a link's to him.
 */

import { el, setText } from "../kit/dom.js";
import { copyLink } from "../kit/share.js";
import { STYLE } from "../kit/theme.js";
import { storedDeck, takeStop } from "./deck.js";
import { changeDeck, followOtherWindows } from "./deck_shelf.js";

const APART_MS = 60; // Streamlit sends what parts say in one breath as one message, and runs the fragment of one of them only

const CSS = `
.add-stop { position: fixed; right: 4.2rem; top: 0.95rem; z-index: 999990; display: grid; justify-items: end; gap: 6px; } /* in the header, above it and below a menu that opens */
.add-stop form { display: grid; gap: 0.45rem; width: min(320px, 90vw); padding: 0.7rem; background: var(--st-background-color); border: 1px solid var(--line); border-radius: var(--radius);
  box-shadow: 0 8px 24px rgb(0 0 0 / 18%); }
.add-stop form[hidden] { display: none; }
.add-stop .buttons { display: flex; gap: 6px; }
.add-stop .buttons button { background: var(--st-background-color); }
.add-stop .notice { display: flex; gap: 0.6rem; align-items: start; max-width: min(460px, calc(100vw - 5rem)); padding: 0.5rem 0.7rem; background: var(--st-background-color);
  border: 1px solid var(--st-primary-color); border-radius: var(--radius); box-shadow: 0 8px 24px rgb(0 0 0 / 18%); }
.add-stop .notice[hidden] { display: none; }
.add-stop .notice button { border-color: transparent; padding: 0 0.3rem; min-height: 20px; }
.add-stop textarea { font: inherit; color: inherit; background: var(--st-secondary-background-color); border: 1px solid var(--line); border-radius: var(--radius); padding: 0.3rem 0.5rem; }
`;

export function createAddStop({ root, store, emit, signal }) {
  const { state } = store;
  const caption = el("input", {
    type: "text",
    placeholder: "Caption for the audience",
    "aria-label": "Caption",
    maxlength: 400,
  });
  const notes = el("textarea", { placeholder: "Notes for you", "aria-label": "Notes", rows: 3, maxlength: 5000 });
  const form = el(
    "form",
    { hidden: true, onsubmit: add },
    caption,
    notes,
    el("button", { type: "submit", "data-testid": "add-stop-confirm" }, "Add to the deck"),
  );
  const button = el(
    "button",
    {
      "data-testid": "add-stop",
      title: "Keep this state as a stop of your talk",
      "aria-expanded": "false",
      onclick: () => toggle(form.hidden),
    },
    "Add to talk",
  );
  const link = el(
    "button",
    {
      "data-testid": "copy-page-link",
      title: "The address of all that you see and made here",
      onclick: () => copyLink(state).then(tellCopied),
    },
    "Copy link",
  );
  const said = el("span", { class: "hidden-text", role: "status" });
  const words = el("span");
  const notice = el(
    "div",
    { class: "notice", role: "status", hidden: true, "data-testid": "link-notice" },
    words,
    el("button", { "aria-label": "Close", title: "Close", onclick: () => store.set({ notice: "" }) }, "✕"),
  );
  const host = el(
    "section",
    { class: "ll add-stop", "aria-label": "Share" },
    el("style", {}, STYLE + CSS),
    el("div", { class: "buttons" }, link, button),
    form,
    notice,
    said,
  );
  root.append(host);
  let page = "start";

  function toggle(isOpen) {
    form.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) caption.focus();
    else button.focus();
  }

  function add(event) {
    event.preventDefault();
    const stop = takeStop(state, page, { caption: caption.value, notes: notes.value });
    changeDeck(store, (deck) => ({ ...deck, stops: [...deck.stops, stop] }));
    form.reset();
    toggle(false);
    setText(said, `Stop ${state.deck.stops.length} added`);
  }

  function tellCopied(done) {
    setText(said, done);
    setText(link, done || "Copy link");
    setTimeout(() => setText(link, "Copy link"), 2500);
  }

  /** What the host has to know, once it shows the page that the address names. */
  function pass() {
    if (!state.wish || (location.pathname.split("/").at(-1) || "start") !== page) return;
    const { wish } = state;
    store.set({ wish: null });
    setTimeout(() => emit("wish", wish), APART_MS);
  }

  function draw() {
    const isTaken = !state.engine || page === "present";
    for (const node of [link, button]) node.style.display = isTaken ? "none" : "";
    const count = state.deck?.stops.length ?? 0;
    setText(button, count ? `Add to talk (${count})` : "Add to talk");
    setText(words, state.notice ?? "");
    notice.hidden = !state.notice;
  }

  form.addEventListener("keydown", (event) => event.key === "Escape" && toggle(false), { signal });
  store.watch(["engine", "deck", "notice"], draw, signal);
  store.watch(["wish"], pass, signal);
  followOtherWindows(store, () => true, signal);
  if (!state.deck) store.set({ deck: storedDeck() });
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    page = props.page;
    store.set({ page });
    draw();
    pass();
  };
}
