/**
 * The nearest codes of the pinned one with their pictures, and how exactly this browser decodes.
 *
 * Neighbours and pictures are the browser's own; of Python it asks only originals and, once per model, PyTorch's
 * pixels. This part also tells Python each code that was pinned, once the hand rests.
 */

import { createInquiry } from "../core/inquiry.js";
import { nearestBuilt } from "../core/nearest_built.js";
import { createOutbox } from "../core/outbox.js";
import { createPinReport } from "../core/pin_report.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { roving } from "../kit/roving.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createCard, CARD_CSS } from "./evidence_card.js";

const SHOWN = 6;
const HEADINGS = { test: "explore.nearestTest", training: "explore.nearestTraining", all: "explore.nearestImages" };

const CSS = `
.evidence { container-type: inline-size; }
.evidence .cards { display: flex; justify-content: space-between; gap: 0.4rem; overflow-x: auto;
  padding: 0; min-height: 108px; }
.evidence h2 { font-size: 0.875rem; font-weight: 600; margin: 0 0 0.15rem; display: inline; }
.evidence .head { display: flex; flex-wrap: wrap; gap: 0.2rem 0.8rem; align-items: baseline; min-height: 1.4em; }
.evidence .badge { padding: 0 0.5rem; border: 1px solid var(--line); border-radius: var(--radius);
  background: var(--wash); }
.evidence .badge::before { content: "\\2713  "; color: var(--st-primary-color); }
@container (max-width: 430px) { .evidence .card:nth-child(6) { display: none; } } /* five fit */
`;

export function createEvidence({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  const head = createHead();
  const cards = el("div", { class: "cards", "data-testid": "neighbours" });
  const host = el(
    "section",
    { class: "ll evidence", "aria-label": text("explore.nearestImages"), "data-told": "true" },
    el("style", {}, STYLE + CSS + CARD_CSS),
    head.element,
    cards,
  );
  const renewFocus = roving(cards, { of: ".card" });
  root.append(host);
  const outbox = createOutbox(emit, signal, (isWaiting) => setAttribute(host, "data-told", String(!isWaiting)));
  const pinReport = createPinReport({ store, signal, outbox });
  const inquiry = createInquiry({ store, outbox, asksReference: true });
  const code = () => state.pinned;
  const make = (index, distance) => createCard({ state, lens, index, distance, original: inquiry.original(index) });
  const build = nearestBuilt({ store, frame, lens, signal }, { most: SHOWN, code, make, show });

  function show(made, indices) {
    head.draw(state, inquiry);
    cards.replaceChildren(...made);
    renewFocus();
    inquiry.want(indices);
  }

  function renew() {
    host.hidden = !state.engine;
    build();
  }

  store.watch(["pinned", "engine", "scale", "details"], renew, signal);
  lens.requests.serve("keepMapView", (view) => outbox.soon("seen", () => view), signal);
  signal.addEventListener("abort", () => host.remove());
  return (props) => {
    pinReport.follow(props);
    if (inquiry.arrived(props.here)) renew();
    if (inquiry.take(props.answer) || !cards.childElementCount) renew();
  };
}

/** Above the cards: what they are, how exactly this browser decodes, and what the host says of the originals. */
function createHead() {
  const heading = el("h2", {}, text("explore.nearestImages"));
  const title = text("explore.parityTitle");
  const parity = el("span", { class: "soft number", "data-testid": "parity", title });
  const same = el("span", { class: "badge", "data-testid": "same-as-original", title: text("explore.sameTitle") });
  const hint = el("span", { class: "soft" });

  /** A command between backticks is shown as code, as Streamlit shows it. */
  function showHint(words) {
    if (words === hint.dataset.text) return;
    hint.dataset.text = words;
    hint.replaceChildren(...words.split("`").map((part, i) => (i % 2 ? el("code", {}, part) : part)));
  }

  return {
    element: el("div", { class: "head" }, heading, parity, same, hint),
    draw({ view, details, engine }, inquiry) {
      setText(heading, text(HEADINGS[view.split]));
      showHint(inquiry.hint());
      parity.hidden = !details;
      setText(parity, parityInWords(inquiry.parity()));
      same.hidden = !details || !Number.isFinite(engine?.spec.parity);
      setText(same, same.hidden ? "" : sameInWords(engine.spec.parity));
    },
  };
}

const sameInWords = (difference) =>
  difference ? text("explore.same", { difference: difference.toExponential(0) }) : text("explore.exactlySame");

const parityInWords = (worst) => (worst === null ? "" : text("explore.parity", { difference: worst.toExponential(1) }));
