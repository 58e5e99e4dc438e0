/** Playback of the chosen walk: play, scrub, constant latent or visual speed, loop and ping-pong. */

import { STAGE } from "../core/frame.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { isText } from "../kit/keys.js";
import { METHODS } from "../core/walk_methods.js";
import { zAt } from "./rows.js";

const SECONDS = [2, 4, 8, 16];
const REPEATS = { once: "once", loop: "loop", swing: "ping-pong" };

export const PLAYER_CSS = `
.player { display: flex; flex-wrap: wrap; gap: 0.3rem 0.6rem; align-items: center; }
.player input[type=range] { flex: 1 1 8rem; min-width: 6rem; accent-color: var(--st-primary-color); height: 28px; }
.player output { min-width: 3ch; text-align: right; }
.player .play { min-width: 5rem; }
`;

export function createPlayer({ store, frame, lens, signal, extra = [] }) {
  const { state } = store;
  store.set({
    speed: state.speed ?? "latent",
    repeat: state.repeat ?? "swing",
    seconds: state.seconds ?? 4,
    playing: false,
  });
  const play = el(
    "button",
    { class: "play", title: "Play or pause (space)", "data-testid": "play", onclick: toggle },
    "▶ Play",
  );
  const scrubber = el("input", {
    type: "range",
    min: 0,
    max: 1,
    step: 0.001,
    value: 0,
    "aria-label": "Place along the walk",
    "data-testid": "scrubber",
    oninput: frame.timed("slider", () => store.set({ playing: false, playhead: Number(scrubber.value) })),
    onchange: keep,
  });
  const percent = el("output", { class: "number soft" });
  const speed = select(
    "Speed",
    { latent: "constant latent speed", visual: "constant visual speed" },
    "speed",
    "Equal steps of the code, or equal changes of the picture",
  );
  const repeat = select("Repeat", REPEATS, "repeat", "What happens at the end");
  const seconds = select(
    "Seconds",
    Object.fromEntries(SECONDS.map((value) => [value, `${value} s`])),
    "seconds",
    "From one end to the other",
  );
  const element = el(
    "div",
    { class: "player", role: "group", "aria-label": "Playback" },
    play,
    scrubber,
    percent,
    speed,
    repeat,
    seconds,
    ...extra,
  );
  let direction = 1;
  let last = 0;

  function select(label, choices, key, title) {
    const node = el(
      "select",
      {
        "aria-label": label,
        title,
        "data-testid": `play-${key}`,
        onchange: () => store.set({ [key]: key === "seconds" ? Number(node.value) : node.value }),
      },
      ...Object.entries(choices).map(([value, text]) => el("option", { value }, text)),
    );
    const show = () => (node.value = state[key]);
    store.watch([key], show, signal);
    show();
    return node;
  }

  function toggle() {
    if (!state.walks?.[state.walk]) return;
    if (state.playing) return stop();
    if ((state.playhead ?? 0) >= 1) store.set({ playhead: 0 });
    direction = 1;
    last = 0;
    store.set({ playing: true });
    requestAnimationFrame(step);
  }

  /** A gesture has ended: the place where the walk stands becomes the visitor's own. */
  function stop() {
    store.set({ playing: false });
    keep();
  }

  /** Pins the place itself: the frame that decodes it may still be due. */
  function keep() {
    if (state.walks?.[state.walk]) lens.pin(zAt(state, state.playhead ?? 0), { source: "walk", index: null });
  }

  function step(now) {
    if (!state.playing || signal.aborted || !state.walks?.[state.walk]) return;
    const passed = last ? (now - last) / 1000 : 0;
    last = now;
    const to = (state.playhead ?? 0) + (direction * passed) / state.seconds;
    const isAtEnd = to >= 1 || to <= 0;
    if (isAtEnd && state.repeat === "swing") direction = to >= 1 ? -1 : 1;
    store.set({ playhead: state.repeat === "loop" && to >= 1 ? to - 1 : Math.min(1, Math.max(0, to)) });
    if (to >= 1 && state.repeat === "once") return stop();
    requestAnimationFrame(step);
  }

  /** Decodes the place of the playhead. */
  const lookDue = frame.job(
    STAGE.gesture,
    () => {
      if (state.playhead === undefined || !state.walks?.[state.walk] || state.walks[state.walk].model !== state.model)
        return;
      lens.move(zAt(state, state.playhead), { source: "walk", index: null });
    },
    signal,
  );

  const drawDue = frame.job(
    STAGE.paint,
    () => {
      const share = state.playhead ?? 0;
      scrubber.value = share;
      setText(percent, `${Math.round(100 * share)} %`);
      setText(play, state.playing ? "❚❚ Pause" : "▶ Play");
      setAttribute(
        play,
        "aria-label",
        `${state.playing ? "Pause" : "Play"} the ${METHODS[state.walk]?.label ?? ""} walk`,
      );
      play.disabled = !state.walks?.[state.walk];
    },
    signal,
  );

  store.watch(["playhead"], () => (lookDue(), drawDue()), signal);
  store.watch(["speed"], () => state.playing && lookDue(), signal);
  store.watch(["playing", "walk", "walks"], drawDue, signal);
  document.addEventListener(
    "keydown",
    (event) => {
      const target = event.composedPath()[0];
      if (event.key !== " " || isText(event) || target.closest?.("button, summary, [role=application]")) return;
      event.preventDefault();
      toggle();
    },
    { signal },
  );
  signal.addEventListener("abort", () => store.set({ playing: false }));
  drawDue();
  return { element, toggle };
}
