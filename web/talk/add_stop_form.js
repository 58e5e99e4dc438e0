/** "Add to talk": a button, and the form under it for a caption and notes. */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";

/** @param {(texts: {caption: string, notes: string}) => void} add @param {AbortSignal} signal */
export function createAddStopForm(add, signal) {
  const caption = el("input", {
    type: "text",
    placeholder: text("talk.captionHint"),
    "aria-label": text("talk.caption"),
    maxlength: 400,
  });
  const notes = el("textarea", {
    placeholder: text("talk.notesHint"),
    "aria-label": text("talk.notesLabel"),
    rows: 3,
    maxlength: 5000,
  });
  const form = el(
    "form",
    { hidden: true, onsubmit: submit },
    caption,
    notes,
    el("button", { type: "submit", "data-testid": "add-stop-confirm" }, text("talk.addConfirm")),
  );
  const button = el("button", {
    "data-testid": "add-stop",
    "data-icon": "✚",
    title: text("talk.addHint"),
    "aria-expanded": "false",
    onclick: () => toggle(form.hidden),
  });

  function toggle(isOpen) {
    form.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) caption.focus();
    else button.focus();
  }

  function submit(event) {
    event.preventDefault();
    add({ caption: caption.value, notes: notes.value });
    form.reset();
    toggle(false);
  }

  form.addEventListener("keydown", (event) => event.key === "Escape" && toggle(false), { signal });
  return {
    button,
    form,
    /** @param {number} n stops that there are */
    count: (n) => setText(button, n ? text("talk.addMore", { n }) : text("talk.add")),
  };
}
