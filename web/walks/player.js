/** The bar that plays the chosen walk: play, scrub, speed, what happens at the end, and how long it takes. */

import { STAGE } from "../core/frame.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { isText } from "../kit/keys.js";
import { METHODS } from "../core/walk_methods.js";
import { text } from "../words/words.js";
import { createPlayback } from "./playback.js";
import { zAt } from "./row.js";

const SECONDS = [2, 4, 8, 16];
/** Keys of texts by value. */
const SPEEDS = { latent: "walks.latentSpeed", visual: "walks.visualSpeed" };
const REPEATS = { once: "walks.once", loop: "walks.loop", swing: "walks.swing" };

export const PLAYER_CSS = `
.player { display: flex; flex-wrap: wrap; gap: 0.3rem 0.6rem; align-items: center; }
.player input[type=range] { flex: 1 1 8rem; min-width: 6rem; accent-color: var(--st-primary-color); height: 28px; }
.player output { min-width: 3ch; text-align: right; }
.player .play { min-width: 6rem; min-height: 38px; font-size: 1rem; }
.player .choices { flex-basis: 100%; }
`;

export function createPlayer({ store, frame, lens, signal, extra = [] }) {
  const { state } = store;
  store.set({ playing: false });
  const playback = createPlayback({ store, lens, signal });
  const play = createPlayButton(playback.toggle);
  const scrubber = createScrubber({ store, frame, pin: playback.pin });
  const choices = el("div", { class: "row choices" }, ...createChoices(store, signal));
  const percent = el("output", { class: "number soft" });
  const element = el(
    "div",
    { class: "player", role: "group", "aria-label": text("walks.playback") },
    play,
    scrubber,
    percent,
    ...extra,
    createDetailsButton(store, signal),
    choices,
  );

  /** Decodes the point of the playhead. */
  function decode() {
    const row = state.walks[state.walk];
    if (state.playhead === null || row?.model !== state.model) return;
    lens.move(zAt(state, state.playhead), { source: "walk", index: null });
  }

  function draw() {
    const share = state.playhead ?? 0;
    const method = METHODS[state.walk] ? text(METHODS[state.walk].label) : "";
    scrubber.value = String(share);
    setText(percent, text("walks.percent", { percent: Math.round(100 * share) }));
    setText(play, text(state.playing ? "walks.pause" : "walks.play"));
    setAttribute(play, "aria-label", text(state.playing ? "walks.pauseLabel" : "walks.playLabel", { method }));
    play.disabled = !state.walks[state.walk];
  }

  const decodeDue = frame.job(STAGE.gesture, decode, signal);
  const drawDue = frame.job(STAGE.paint, draw, signal);
  store.watch(["playhead"], decodeDue, signal);
  store.watch(["speed"], () => state.playing && decodeDue(), signal);
  store.watch(["playhead", "playing", "walk", "walks"], drawDue, signal);
  onSpace(playback.toggle, signal);
  const touch = (event) => event.composedPath().includes(element) || playback.endShow();
  for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, touch, { signal, capture: true });
  if (state.isFirstVisit) playback.show({ isOpening: true });
  drawDue();
  return {
    element,
    show: () => playback.show(),
    /** @param {boolean} isOpen */
    showChoices(isOpen) {
      choices.hidden = !isOpen;
    },
  };
}

function createDetailsButton(store, signal) {
  const { state } = store;
  const toggle = () => store.set({ details: !state.details });
  const button = el(
    "button",
    { "data-testid": "walk-details", title: text("walks.detailsHint"), onclick: toggle },
    text("walks.details"),
  );
  const draw = () => setAttribute(button, "aria-pressed", String(state.details));
  store.watch(["details"], draw, signal);
  draw();
  return button;
}

const createPlayButton = (toggle) =>
  el(
    "button",
    { class: "play", title: text("walks.playHint"), "data-testid": "play", onclick: toggle },
    text("walks.play"),
  );

function createScrubber({ store, frame, pin }) {
  const scrubber = el("input", {
    type: "range",
    min: 0,
    max: 1,
    step: 0.001,
    value: 0,
    "aria-label": text("walks.scrubber"),
    "data-testid": "scrubber",
    oninput: frame.timed("slider", () => store.set({ playing: false, playhead: Number(scrubber.value) })),
    onchange: pin,
  });
  return scrubber;
}

function createChoices(store, signal) {
  const words = (keys) => Object.fromEntries(Object.entries(keys).map(([value, key]) => [value, text(key)]));
  const times = Object.fromEntries(SECONDS.map((seconds) => [seconds, text("walks.secondsChoice", { seconds })]));
  const choices = [
    createChoice(store, "speed", words(SPEEDS), { label: text("walks.speed"), title: text("walks.speedHint") }),
    createChoice(store, "repeat", words(REPEATS), { label: text("walks.repeat"), title: text("walks.repeatHint") }),
    createChoice(store, "seconds", times, { label: text("walks.seconds"), title: text("walks.secondsHint") }),
  ];
  for (const { key, show } of choices) store.watch([key], show, signal);
  return choices.map(({ element }) => element);
}

/** A select for one key of the state. @param {Record<string, string>} choices words by value */
function createChoice(store, key, choices, { label, title }) {
  const options = Object.entries(choices).map(([value, words]) => el("option", { value }, words));
  const element = el("select", { "aria-label": label, title, "data-testid": `play-${key}` }, ...options);
  const show = () => {
    element.value = String(store.state[key]);
  };
  element.addEventListener("change", () =>
    store.set({ [key]: key === "seconds" ? Number(element.value) : element.value }),
  );
  show();
  return { key, element, show };
}

/** The space bar, where nothing else takes it. */
function onSpace(toggle, signal) {
  const isTaken = (event) => {
    const target = /** @type {Element} */ (event.composedPath()[0]);
    return isText(event) || target.closest?.("button, summary, [role=application]");
  };
  const press = (event) => {
    if (event.key !== " " || isTaken(event)) return;
    event.preventDefault();
    toggle();
  };
  document.addEventListener("keydown", press, { signal });
}
