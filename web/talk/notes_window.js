/** The presenter's second window: notes, what comes next, the time. It is drawn from here, so it needs no server. */

import { el } from "../kit/dom.js";
import { createPainter, colourTable } from "../kit/picture.js";

const CSS = `
body { margin: 0; padding: 1.2rem 1.6rem; background: #11141c; color: #e8eaf2; font: 1.25rem/1.5 system-ui, sans-serif;
  display: grid; grid-template-columns: 2fr 1fr; gap: 1rem 2rem; min-height: 100vh; box-sizing: border-box; align-content: start; }
h1 { font-size: 1.1rem; margin: 0; color: #aab2cf; } h2 { font-size: 1.6rem; margin: 0.2rem 0 0.8rem; line-height: 1.25; }
p { white-space: pre-wrap; margin: 0; } .clock { font-size: 3rem; font-variant-numeric: tabular-nums; line-height: 1.1; }
canvas { width: 120px; image-rendering: pixelated; border-radius: 6px; } small { color: #aab2cf; }
`;

/** @param {{library: object, onKey: (event: KeyboardEvent) => void}} host */
export function createNotesWindow({ library, onKey }) {
  let popup = null;
  let timer = 0;
  let startedAt = Date.now();
  let shown = null;

  function open() {
    if (popup && !popup.closed) return popup.focus();
    popup = window.open("", "latent-lens-notes", "popup,width=900,height=640");
    if (!popup) return;
    popup.document.title = "Notes";
    popup.document.addEventListener("keydown", onKey);
    timer = setInterval(tick, 1000);
    draw();
  }

  /** @param {{deck: object, stops: object[], at: number}} talk */
  function show(talk) {
    shown = talk;
    draw();
  }

  function draw() {
    if (!popup || popup.closed || !shown) return;
    const { deck, stops, at } = shown;
    const [stop, next] = [stops[at], stops[at + 1]];
    const notes = el(
      "main",
      {},
      el("h1", {}, `${deck.title}: ${at + 1} of ${stops.length}`),
      el("h2", {}, stop.caption),
      el("p", { "data-testid": "notes" }, stop.notes || "(no notes)"),
    );
    const side = el(
      "aside",
      {},
      el("div", { class: "clock", "data-testid": "clock" }),
      el("small", { class: "day" }),
      el("h1", { style: "margin-top:1.5rem" }, "Next"),
      el("h2", { "data-testid": "next-caption" }, next?.caption ?? "The end"),
      next ? thumbnail(next) : "",
    );
    popup.document.head.replaceChildren(el("style", {}, CSS), el("title", {}, "Notes"));
    popup.document.body.replaceChildren(notes, side);
    tick();
  }

  function thumbnail(next) {
    const canvas = el("canvas");
    const { engine } = library.get(next.model);
    createPainter(canvas, engine.imageShape)(engine.decode(Float32Array.from(next.z)), colourTable("grey"));
    return canvas;
  }

  function tick() {
    if (!popup || popup.closed) return clearInterval(timer);
    const seconds = Math.floor((Date.now() - startedAt) / 1000);
    const two = (value) => String(value).padStart(2, "0");
    popup.document.querySelector(".clock").textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
    popup.document.querySelector(".day").textContent =
      `since the start; it is ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
  }

  return {
    open,
    show,
    restartClock: () => (startedAt = Date.now()),
    close() {
      clearInterval(timer);
      popup?.close();
      popup = null;
    },
  };
}
