/**
 * What Python found after the gesture ended: the true nearest codes and how exactly this browser decodes.
 *
 * This part is also the courier: it is the one that tells Python each pinned z, once.
 */

import { STAGE } from "../frame.js";
import { el, setText } from "./dom.js";
import { colourTable, createPainter } from "./picture.js";
import { withArticle } from "./support.js";
import { STYLE } from "./theme.js";

const CSS = `
.evidence .cards { display: flex; gap: 0.6rem; overflow-x: auto; padding: 3px; }
.evidence .card { display: grid; gap: 2px; justify-items: center; border: 1px solid transparent; padding: 3px; text-align: center; min-height: 0; }
.evidence .card .pair { display: flex; gap: 2px; }
.evidence .card canvas { width: 56px; aspect-ratio: 1; border-radius: 4px; background: #000; }
.evidence .card small { font-size: 0.6875rem; line-height: 1.25; }
.evidence h2 { font-size: 0.8125rem; font-weight: 600; margin: 0 0 0.15rem; display: inline; }
.evidence .head { display: flex; flex-wrap: wrap; gap: 0.2rem 0.8rem; align-items: baseline; min-height: 1.4em; }
.evidence .cards { min-height: 108px; }
`;

export function createEvidence({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  const parity = el("span", { class: "soft number", "data-testid": "parity" });
  const hint = el("span", { class: "soft" });
  const cards = el("div", { class: "cards", "data-testid": "neighbours" });
  const heading = el("h2", {}, "Nearest images");
  const host = el("section", { class: "ll evidence", "aria-label": "Nearest images" }, el("style", {}, STYLE + CSS),
    el("div", { class: "head" }, heading, parity, hint), cards);
  root.append(host);
  let props = {};
  let sent = "";

  function tell() {
    const { commit } = state;
    const key = JSON.stringify(commit);
    if (!commit || key === sent) return;
    sent = key;
    emit("commit", commit);
  }

  function draw() {
    if (!state.engine || props.model !== state.model || !props.nearest) return;
    setText(heading, `Nearest ${state.view.images}s`);
    cards.replaceChildren(...props.nearest.map(card));
    hint.textContent = props.hint ?? "";
    parity.textContent = props.pixels ? parityText(props) : "";
  }

  function card({ index, label, distance }) {
    const decoded = picture(state.engine.decode(state.view.code(index)), "decoded");
    const original = props.originals?.[index] && picture(fromBase64(props.originals[index]), "original");
    const name = state.view.classNames[label];
    return el("button", { class: "card", title: `Go to ${state.view.images} ${index}, ${withArticle(name)}${original ? ". Left: the original; right: decoded from its code" : ""}`,
      onclick: () => lens.pin(state.view.code(index), { source: "neighbour", index }) },
      el("span", { class: "pair" }, original ?? null, decoded),
      el("small", { class: "number" }, `${name} · #${index}`, el("br"), el("span", { class: "soft" }, distance === 0 ? "here" : distance.toFixed(3))));
  }

  function picture(pixels, name) {
    const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": name });
    createPainter(canvas, state.engine.imageShape)(pixels, colourTable(state.scale));
    return canvas;
  }

  /** The largest difference between this browser's pixels and PyTorch's for the very same z. */
  function parityText({ z, pixels }) {
    const exact = new Float32Array(bytesOf(pixels).buffer);
    const here = state.engine.decode(z);
    const worst = here.reduce((most, value, i) => Math.max(most, Math.abs(value - exact[i])), 0);
    return `browser = PyTorch to ${worst.toExponential(1)} per pixel`;
  }

  const drawDue = frame.job(STAGE.paint, draw, signal);
  store.watch(["commit"], tell, signal);
  store.watch(["engine", "scale"], drawDue, signal);
  signal.addEventListener("abort", () => host.remove());
  return (next) => {
    props = next;
    tell(); // the code may have been pinned before this part came
    drawDue();
  };
}

const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const fromBase64 = (text) => Float32Array.from(bytesOf(text), (byte) => byte / 255);
