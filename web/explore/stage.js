/** The decoded picture, its frame coloured by support, and the trust meter beside it. */

import { CELLS_CSS, createCells } from "../codes/cells.js";
import { STAGE } from "../core/frame.js";
import { createDrawing } from "../draw/drawing.js";
import { DRAWING_CSS } from "../draw/drawing_view.js";
import { createProblem, PROBLEM_CSS } from "../core/problem.js";
import { el, setAttribute, setText } from "../kit/dom.js";
import { colourTable, createFittingPainter } from "../kit/picture.js";
import { readTheme, STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createActions } from "./actions.js";
import { COMPARISON_CSS, createComparison } from "./comparison.js";
import { createMeterView } from "./meter_view.js";
import { createMiniature, MINIATURE_CSS } from "./miniature.js";
import { createRibbon } from "./ribbon.js";
import { createSpread } from "./spread.js";

const CSS = `
.stage { container-type: inline-size; }
.stage .top { display: grid; grid-template-columns: min(max(340px, 37vh), 64%) minmax(0, 1fr); gap: 0.9rem;
  align-items: start; }
.stage .side { display: grid; gap: 0.4rem; align-content: start; min-width: 0; }
.stage figure { margin: 0; position: relative; border-radius: var(--radius); padding: 5px;
  background: var(--frame, var(--line)); transition: background 120ms linear; }
.stage figure canvas { width: 100%; aspect-ratio: var(--aspect, 1); border-radius: calc(var(--radius) - 3px);
  background: #000; }
.stage figcaption { position: absolute; left: 10px; right: 10px; top: 10px; padding: 0 0.4rem; border-radius: 4px;
  font-size: 0.875rem; background: rgb(0 0 0 / 62%); color: #fff; }
.stage .lane { margin: 0; justify-self: start; padding: 0 0.5rem; border: 1px solid var(--line);
  border-radius: 999px; }
.stage .lane[hidden] { display: none; }
.stage > .problem { margin-bottom: 0.6rem; }
.stage[data-picture="none"] figure, .stage[data-picture="none"] .meter { display: none; }
.stage[data-model="none"] .top, .stage[data-model="none"] .actions { display: none; }
@container (max-width: 440px) {
  .stage .side { display: contents; }
  .stage .ribbon, .stage .differs { grid-column: 1 / -1; }
}
@container (min-width: 440px) { .stage .side { min-height: 300px; } }
@media (prefers-reduced-motion: reduce) { .stage figure { transition: none; } }
`;

const LANES = { worker: "explore.laneWorker", server: "explore.laneServer" };
const LANE_TITLES = { worker: "explore.laneWorkerTitle", server: "explore.laneServerTitle" };

export function createStage({ root, store, frame, lens, keys, signal }) {
  const { state } = store;
  const picture = createPicture(state);
  const meter = createMeterView({ store, frame, signal });
  const spread = createSpread({ store, frame, signal, changed: () => paintDue() });
  const ribbon = createRibbon({ store, frame, lens, keys, signal });
  const comparison = createComparison({ store, frame, signal });
  const drawing = createDrawing({ store, frame, lens, keys, signal });
  const actions = createActions({ store, lens, keys, spread, draw: drawing.button, signal });
  picture.element.append(createCells({ store, frame, lens, signal }));
  const lane = el("p", { class: "soft lane", "data-testid": "lane", hidden: true });
  const side = el("div", { class: "side" }, lane, drawing.seen, meter.element, comparison.differs, ribbon.element);
  const host = el(
    "section",
    { class: "ll stage", "aria-label": text("explore.picture") },
    el("style", {}, STYLE + PROBLEM_CSS + CSS + COMPARISON_CSS + DRAWING_CSS + MINIATURE_CSS + CELLS_CSS),
    createProblem({ store, signal }),
    el("div", { class: "top" }, drawing.drawn, picture.element, comparison.compared, side),
    actions.element,
  );
  let theme = null;
  const miniature = createMiniature({ store, frame, signal, of: picture.element, theme: () => theme });
  root.append(host, miniature); // beside it: a container's own layout would hold what is fixed
  theme = readTheme(host);

  function draw() {
    showWhatIsThere(host, state);
    showLane(lane, state);
    if (!state.pixels) return;
    picture.draw(spread.shown());
    const level = state.support?.level;
    host.style.setProperty("--frame", level ? theme.levels[level] : "var(--line)");
    setAttribute(picture.element, "data-level", level ?? "unknown");
  }

  const paintDue = frame.job(STAGE.paint, draw, signal);
  store.watch(["pixels", "support", "scale", "smooth", "problem"], paintDue, signal);
  signal.addEventListener("abort", () => host.remove());
  return () => {
    theme = readTheme(host);
    meter.retheme(theme);
    ribbon.retheme(theme);
    paintDue();
  };
}

/** For the style sheet: without a picture or a model their places stay empty. */
function showWhatIsThere(host, { pixels, engine, problem }) {
  const missing = problem?.isWhole ? "none" : "due";
  host.dataset.picture = pixels ? "live" : missing;
  host.dataset.model = problem?.isWhole && !engine ? "none" : "live";
}

/** Who decodes, where it is not this page at once. */
function showLane(element, { engine }) {
  const key = LANES[engine?.lane];
  element.hidden = !key;
  if (!key) return;
  setText(element, text(key));
  setAttribute(element, "title", text(LANE_TITLES[engine.lane]));
}

/** The picture itself, or how much its pixels vary. */
function createPicture(state) {
  const props = { "data-testid": "stage", role: "img", "aria-label": text("explore.pictureLabel"), class: "crisp" };
  const canvas = el("canvas", props);
  const caption = el("figcaption", { hidden: true });
  const element = el("figure", {}, canvas, caption);
  const paint = createFittingPainter(canvas, (shape) => {
    element.style.setProperty("--aspect", `${shape[2]} / ${shape[1]}`);
  });

  return {
    element,

    /** @param {ReturnType<ReturnType<typeof createSpread>["shown"]>} spread */
    draw(spread) {
      const { imageShape } = state.engine;
      if (spread) paint(spread.pixels, imageShape, colourTable("ember"));
      else paint(state.pixels, imageShape, colourTable(state.scale));
      caption.hidden = !spread;
      if (spread) setText(caption, spreadInWords(spread, state.engine));
      setAttribute(canvas, "class", state.smooth ? "" : "crisp");
    },
  };
}

function spreadInWords({ count, peak }, engine) {
  const key = engine.spec.posterior === "flow" ? "explore.spreadNear" : "explore.spread";
  return text(key, { n: count, peak: peak.toFixed(2) });
}
