/** The presenter's second window: notes, what comes next, the time. It is drawn from here, so it needs no server. */

import { el, setText } from "../kit/dom.js";
import { createPainter, colourTable } from "../kit/picture.js";
import { text } from "../words/words.js";
import { isOfPage } from "./page_stop.js";

const FEATURES = "popup,width=900,height=640";
const TICK_MS = 1000;

const CSS = `
body { margin: 0; padding: 1.2rem 1.6rem; background: #11141c; color: #e8eaf2;
  font: 1.25rem/1.5 system-ui, sans-serif; display: grid; grid-template-columns: 2fr 1fr; gap: 1rem 2rem;
  min-height: 100vh; box-sizing: border-box; align-content: start; }
h1 { font-size: 1.1rem; margin: 0; color: #aab2cf; }
h2 { font-size: 1.6rem; margin: 0.2rem 0 0.8rem; line-height: 1.25; }
p { white-space: pre-wrap; margin: 0; }
.clock { font-size: 3rem; font-variant-numeric: tabular-nums; line-height: 1.1; }
canvas { width: 120px; image-rendering: pixelated; border-radius: 6px; } small { color: #aab2cf; }
`;

/** @typedef {import("./deck.js").Stop} Stop */
/** @typedef {{deck: import("./deck.js").Deck, stops: Stop[], at: number}} Shown */

/** @param {{library: import("./page_absence.js").Hall["library"], onKey: (event: KeyboardEvent) => void}} host */
export function createNotesWindow({ library, onKey }) {
  const startedAt = Date.now();
  /** @type {Window | null} */
  let popup = null;
  let timer = 0;
  /** @type {Shown | null} */
  let shown = null;

  const isOpen = () => popup && !popup.closed;

  function open() {
    if (isOpen()) return popup.focus();
    popup = window.open("", "latent-lens-notes", FEATURES);
    if (!popup) return;
    popup.document.addEventListener("keydown", onKey);
    timer = setInterval(tick, TICK_MS);
    draw();
  }

  /** @param {Shown} talk */
  function show(talk) {
    shown = talk;
    draw();
  }

  function draw() {
    if (!isOpen() || !shown) return;
    const { document: page } = popup;
    const next = shown.stops[shown.at + 1];
    const picture = next && !isOfPage(next) ? thumbnail(next, library) : undefined;
    page.head.replaceChildren(el("style", {}, CSS), el("title", {}, text("talk.notesTitle")));
    page.body.replaceChildren(notesOf(shown), asideOf(next, picture));
    tick();
  }

  function tick() {
    if (!isOpen()) return clearInterval(timer);
    setText(popup.document.querySelector(".clock"), clockOf(Date.now() - startedAt));
    setText(popup.document.querySelector(".day"), text("talk.clock", { time: timeOfDay() }));
  }

  function close() {
    clearInterval(timer);
    popup?.close();
    popup = null;
  }

  return { open, show, close };
}

/** @param {Shown} shown */
function notesOf({ deck, stops, at }) {
  const { caption, notes } = stops[at];
  return el(
    "main",
    {},
    el("h1", {}, text("talk.notesHeading", { title: deck.title, at: at + 1, of: stops.length })),
    el("h2", {}, caption),
    el("p", { "data-testid": "notes" }, notes || text("talk.noNotes")),
  );
}

/** @param {Stop | undefined} next @param {HTMLElement | undefined} picture */
function asideOf(next, picture) {
  return el(
    "aside",
    {},
    el("div", { class: "clock", "data-testid": "clock" }),
    el("small", { class: "day" }),
    el("h1", { style: "margin-top:1.5rem" }, text("talk.next")),
    el("h2", { "data-testid": "next-caption" }, next?.caption ?? text("talk.theEnd")),
    picture,
  );
}

function thumbnail({ model, z }, library) {
  const canvas = el("canvas");
  const { engine } = library.get(model);
  createPainter(canvas, engine.imageShape)(engine.decode(Float32Array.from(z)), colourTable("grey"));
  return canvas;
}

/** "05:07" */
function clockOf(ms) {
  const seconds = Math.floor(ms / 1000);
  const two = (value) => String(value).padStart(2, "0");
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

const timeOfDay = () => new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
