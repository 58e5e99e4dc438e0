/** One row per method: its strip of pictures, the curve of support below it, and its figures beside it. */

import { STAGE } from "../core/frame.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { colourTable } from "../kit/picture.js";
import { SPARSE, WELL } from "../meter/support_words.js";
import { codeAt, locate } from "../latent/walk.js";
import { FROM_PYTHON, METHODS, walkColour } from "../core/walk_methods.js";
import { rowShares, summary } from "./walks.js";
import { waypointsOf } from "../core/waypoints.js";

const PICTURE_PX = 50;
const COMPUTING = "Computing. The first walk of a model takes a few seconds, later ones one or two.";

export const ROWS_CSS = `
.rows, .rows .list { display: grid; gap: 0.35rem; }
.rows .legend { margin: 0; }
.rows .figures .least::before { content: "↓ "; color: var(--tint); font-weight: 700; }
.rows[hidden] { display: none; }
.rows .walk { display: grid; grid-template-columns: 7.2rem minmax(0, 1fr) 10.8rem; gap: 0.1rem 0.6rem; align-items: start; }
.rows .name { text-align: left; border-color: transparent; display: grid; padding: 0.2rem 0.4rem; gap: 2px; white-space: normal; }
.rows .name i { height: 0; border-top: 3px solid var(--tint); width: 3rem; }
.rows .film { position: relative; cursor: ew-resize; touch-action: pan-y; }
.rows .film canvas { width: 100%; border-radius: 4px 4px 0 0; background: #000; min-height: 40px; }
.rows .film svg { display: block; width: 100%; height: 26px; background: var(--wash); border-radius: 0 0 4px 4px; }
.rows .film b { position: absolute; top: 0; bottom: 0; left: calc(var(--playhead, 0) * 100%); width: 2px; margin-left: -1px; background: var(--st-primary-color);
  box-shadow: 0 0 0 1px var(--st-background-color); pointer-events: none; }
.rows .figures { display: grid; grid-template-columns: 1fr auto; gap: 0 0.4rem; font-size: 0.75rem; line-height: 1.3; margin: 0; }
.rows .figures dt { color: var(--soft); } .rows .figures dd { margin: 0; text-align: right; }
.rows .note { grid-column: 2 / 4; margin: 0; min-height: 0; }
.rows .waiting { opacity: 0.45; }
@container (max-width: 560px) { .rows .walk { grid-template-columns: minmax(0, 1fr); } .rows .note { grid-column: 1; } .rows .figures { grid-template-columns: repeat(5, auto 1fr); } }
`;

export function createWalkRows({ store, frame, lens, signal }) {
  const { state } = store;
  const list = el("div", { class: "list" });
  const needs = el(
    "p",
    { class: "soft legend", "data-testid": "walks-elsewhere" },
    "Data-following walks and geodesics need PyTorch: they are in the app and in python -m vae_core interpolate.",
  );
  const element = el(
    "div",
    { class: "rows" },
    list,
    el(
      "p",
      { class: "soft legend" },
      `Under the pictures: support along the walk, 0 to 100 %. Dashed: from ${WELL} % on well supported, below ${SPARSE} % unsupported. ` +
        "An arrow marks the figure that a walk makes as small as it can.",
    ),
    needs,
  );
  /** @type {Map<string, object>} */
  const rows = new Map();
  let theme = null;

  function draw() {
    if (!theme || !state.engine) return;
    element.hidden = waypointsOf(state).length < 2 && !state.walks?.drawn;
    const shown = Object.keys(METHODS).filter((method) =>
      method === "drawn" ? state.walks?.drawn : !state.hasNoPython || !FROM_PYTHON.includes(method),
    );
    needs.hidden = !state.hasNoPython;
    for (const method of shown) if (!rows.has(method)) rows.set(method, createRow(method));
    const nodes = shown.map((method) => rows.get(method));
    if (list.children.length !== nodes.length) list.replaceChildren(...nodes.map((row) => row.node));
    for (const row of nodes) row.draw();
  }

  function createRow(method) {
    const { label, title, least, cost } = METHODS[method];
    const canvas = el("canvas", { class: "crisp", role: "img", "data-testid": `strip-${method}` });
    const curve = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    setAttribute(curve, "viewBox", "0 0 100 100");
    setAttribute(curve, "preserveAspectRatio", "none");
    setAttribute(curve, "role", "img");
    const film = el("div", { class: "film" }, canvas, curve, el("b"));
    const name = el(
      "button",
      {
        class: "name",
        title: `${title}. Press to play this walk.`,
        onclick: () => store.set({ walk: method, walkWish: null }),
      },
      el("span", {}, label),
      el("i", { "aria-hidden": "true" }),
    );
    const figures = el("dl", { class: "figures number" });
    const note = el("p", { class: "note soft" });
    const node = el("div", { class: "walk", "data-testid": `walk-${method}` }, name, film, figures, note);
    let painted = null;

    const shareOf = (event) => {
      const { left, width } = film.getBoundingClientRect();
      return Math.min(1, Math.max(0, (event.clientX - left) / width));
    };
    const look = frame.timed("slider", (event) => {
      if (state.walks?.[method]) store.set({ walk: method, playing: false, playhead: shareOf(event) });
    });
    film.addEventListener("pointermove", (event) => event.pointerType !== "touch" && look(event));
    film.addEventListener("pointerdown", (event) => {
      look(event);
      lens.move(zAt(state, state.playhead), { source: "walk" });
      lens.pin();
    });
    film.addEventListener("pointerleave", () => !state.playing && lens.restore());

    return {
      node,
      draw() {
        node.style.setProperty("--tint", walkColour(theme, method));
        setAttribute(name, "aria-pressed", String(state.walk === method));
        const row = state.walks?.[method];
        const isFresh = row && (method === "drawn" || row.key === state.walksKey);
        film.classList.toggle("waiting", !isFresh);
        setText(note, !isFresh && FROM_PYTHON.includes(method) ? COMPUTING : (row?.note ?? ""));
        note.hidden = !note.textContent;
        const count = Math.max(5, Math.round((film.clientWidth || 600) / PICTURE_PX));
        const now = row ? [row.key, state.speed, state.scale, count, state.engine.digest, theme.kind].join() : "";
        if (now === painted) return;
        painted = now;
        if (row) show(row, count);
        else clear();
      },
    };

    function clear() {
      canvas.width = canvas.height = 0;
      curve.replaceChildren();
      figures.replaceChildren();
    }

    function show(row, count) {
      const shares = rowShares(row, state.speed);
      paintStrip(canvas, row, shares, count, state);
      const { latent, image, jump, meanSupport, lowest } = summary(row);
      setAttribute(canvas, "aria-label", `${label} walk in ${count} pictures`);
      setAttribute(curve, "aria-label", supportInWords(label, meanSupport, lowest));
      const isMeasured = Number.isFinite(meanSupport); // an older folder has no trust meter
      if (isMeasured) drawCurve(curve, shares, row.support, walkColour(theme, method), theme);
      const figure = (term, value, hint, kind) => {
        const isLeast = kind && kind === least;
        return [
          el(
            "dt",
            { title: isLeast ? `${hint}. This walk makes it as small as it can` : hint, class: isLeast ? "least" : "" },
            term,
          ),
          el("dd", {}, value),
        ];
      };
      figures.replaceChildren(
        ...(cost && row.cost !== null
          ? figure(cost[0], withUnit(row.cost, method === "data" ? "" : unit(state.engine)), cost[1], "cost")
          : []),
        ...figure("picture length", withUnit(image, unit(state.engine)), unitHint(state.engine), "image"),
        ...figure("latent length", latent.toFixed(2), "Summed Euclidean steps of the code", "latent"),
        ...figure(
          "largest jump",
          withUnit(jump, unit(state.engine)),
          `Largest change of the picture in one of ${row.imageSteps.length} steps`,
        ),
        ...(isMeasured
          ? figure("support, mean", `${meanSupport.toFixed(0)} %`, "Mean of the trust meter along the walk")
          : []),
        ...(isMeasured ? figure("lowest", `${lowest.toFixed(0)} %`, "Its lowest value") : []),
      );
    }
  }

  const due = frame.job(STAGE.paint, draw, signal);
  const moveDue = frame.job(STAGE.paint, () => element.style.setProperty("--playhead", state.playhead ?? 0), signal);
  const resize = new ResizeObserver(due);
  resize.observe(element);
  signal.addEventListener("abort", () => resize.disconnect());
  store.watch(["walks", "walksKey", "walk", "speed", "scale", "engine"], due, signal);
  store.watch(["playhead"], moveDue, signal);
  return {
    element,
    retheme: (next) => {
      theme = next;
      due();
    },
  };
}

const supportInWords = (label, mean, lowest) =>
  Number.isFinite(mean)
    ? `Support along the ${label} walk: ${mean.toFixed(0)} per cent on average, ${lowest.toFixed(0)} at the lowest`
    : `Support along the ${label} walk is not known: the model's folder has no trust meter`;

const isBernoulli = ({ likelihood }) => likelihood === "bernoulli";
const unit = (engine) => (isBernoulli(engine) ? "√nats" : "grey");
const withUnit = (value, name) =>
  `${value > 0 && value < 0.1 ? value.toPrecision(2) : value.toFixed(value < 10 ? 2 : 1)}${name && ` ${name}`}`;
const unitHint = (engine) =>
  isBernoulli(engine)
    ? "Summed Fisher-Rao distances of successive pictures (square roots of nats)"
    : "Summed distances of successive pictures, in grey values";

/** Code of the chosen walk at a share of it. */
export function zAt(state, share) {
  const row = state.walks[state.walk];
  return codeAt(row.path, rowShares(row, state.speed), share);
}

/** Pictures at equal shares of the walk, side by side, from the bytes that the worker decoded. */
function paintStrip(canvas, { pixels, path }, shares, count, { engine, scale }) {
  const [channels, height, width] = engine.imageShape;
  const area = height * width;
  canvas.width = count * width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, height);
  const words = new Uint32Array(image.data.buffer);
  const table = colourTable(scale);
  for (let n = 0; n < count; n++) {
    const { i, t } = locate(shares, n / (count - 1));
    const start = Math.min(path.length - 1, t < 0.5 ? i : i + 1) * channels * area;
    for (let p = 0; p < area; p++) {
      const at = start + p;
      words[Math.floor(p / width) * canvas.width + n * width + (p % width)] =
        channels === 1
          ? table[pixels[at]]
          : 0xff000000 | (pixels[at + 2 * area] << 16) | (pixels[at + area] << 8) | pixels[at];
    }
  }
  context.putImageData(image, 0, 0);
}

/** Support in per cent over the walk; the two lines are the limits of "well supported" and "unsupported". */
function drawCurve(svg, shares, support, colour, theme) {
  const shape = (name, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries({ "vector-effect": "non-scaling-stroke", ...attributes }))
      node.setAttribute(key, value);
    return node;
  };
  const points = shares
    .map((share, i) => `${(100 * share).toFixed(2)},${(98 - 0.96 * support[i]).toFixed(2)}`)
    .join(" ");
  const level = (percent, stroke) =>
    shape("line", {
      x1: 0,
      x2: 100,
      y1: 98 - 0.96 * percent,
      y2: 98 - 0.96 * percent,
      stroke,
      "stroke-width": 1,
      "stroke-dasharray": "3 3",
    });
  svg.replaceChildren(
    shape("polygon", { points: `0,100 ${points} 100,100`, fill: colour, opacity: 0.22 }),
    level(WELL, theme.levels.well),
    level(SPARSE, theme.levels.none),
    shape("polyline", { points, fill: "none", stroke: colour, "stroke-width": 2 }),
  );
}
