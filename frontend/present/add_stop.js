/** "+ Stop" in the header of every page: the present state with a caption and notes becomes the deck's next stop. */

import { el, setText } from "../parts/dom.js";
import { STYLE } from "../parts/theme.js";
import { emptyDeck, storeDeck, storedDeck, takeStop } from "./deck.js";

const CSS = `
.add-stop { position: fixed; right: 4.2rem; top: 0.95rem; z-index: 999990; display: grid; justify-items: end; gap: 6px; } /* in the header, above it and below a menu that opens */
.add-stop > button { background: var(--st-background-color); }
.add-stop form { display: grid; gap: 0.45rem; width: min(320px, 90vw); padding: 0.7rem; background: var(--st-background-color); border: 1px solid var(--line); border-radius: var(--radius);
  box-shadow: 0 8px 24px rgb(0 0 0 / 18%); }
.add-stop form[hidden] { display: none; }
.add-stop textarea { font: inherit; color: inherit; background: var(--st-secondary-background-color); border: 1px solid var(--line); border-radius: var(--radius); padding: 0.3rem 0.5rem; }
`;

export function createAddStop({ root, store, signal }) {
  const { state } = store;
  const caption = el("input", { type: "text", placeholder: "Caption for the audience", "aria-label": "Caption", maxlength: 400 });
  const notes = el("textarea", { placeholder: "Notes for you", "aria-label": "Notes", rows: 3, maxlength: 5000 });
  const form = el("form", { hidden: true, onsubmit: add }, caption, notes, el("button", { type: "submit", "data-testid": "add-stop-confirm" }, "Add to the deck"));
  const button = el("button", { "data-testid": "add-stop", title: "Keep this state as a stop of your talk", "aria-expanded": "false", onclick: () => toggle(form.hidden) }, "+ Stop");
  const said = el("span", { class: "hidden-text", role: "status" });
  const host = el("section", { class: "ll add-stop", "aria-label": "Add a stop" }, el("style", {}, STYLE + CSS), button, form, said);
  root.append(host);
  let page = "explore";

  function toggle(isOpen) {
    form.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) caption.focus();
    else button.focus();
  }

  function add(event) {
    event.preventDefault();
    const deck = state.deck ?? storedDeck() ?? emptyDeck();
    const next = { ...deck, stops: [...deck.stops, takeStop(state, page, { caption: caption.value, notes: notes.value })] };
    storeDeck(next);
    store.set({ deck: next });
    form.reset();
    toggle(false);
    setText(said, `Stop ${next.stops.length} added`);
    setText(button, `+ Stop (${next.stops.length})`);
  }

  function draw() {
    host.hidden = !state.engine || page === "present";
    host.style.display = host.hidden ? "none" : "";
    const count = state.deck?.stops.length ?? 0;
    setText(button, count ? `+ Stop (${count})` : "+ Stop");
  }

  form.addEventListener("keydown", (event) => event.key === "Escape" && toggle(false), { signal });
  store.watch(["engine", "deck"], draw, signal);
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    page = props.page;
    draw();
  };
}
