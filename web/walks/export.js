/** The menu that saves the chosen walk as a file or copies it as Python. */

import { failureOf } from "../core/problem.js";
import { el } from "../kit/dom.js";
import { menu } from "../kit/menu.js";
import { METHODS } from "../core/walk_methods.js";
import { text } from "../words/words.js";
import { filmFormat } from "./film.js";
import { zAt } from "./row.js";
import { saveAllGif, saveFilm, saveGif, saveNpz, savePng } from "./walk_files.js";
import { walkSnippet } from "./walk_snippet.js";

const FRAMES = { min: 2, max: 600, value: 60 };
const SCALE = { min: 1, max: 32, value: 8 };

export const EXPORT_CSS = `
.interpolate .export > summary { background: var(--st-primary-color); color: var(--st-background-color);
  border-color: var(--st-primary-color); font-weight: 600; min-height: 38px; padding: 0.2rem 1rem;
  display: grid; place-items: center; }
.interpolate .export > summary:hover { color: var(--st-background-color); filter: brightness(1.08); }
`;

/** @param {{store: any, signal: AbortSignal, report: (sentence: string) => void}} context */
export function createWalkExport({ store, signal, report }) {
  const { state } = store;
  const frames = numberField(FRAMES, { "aria-label": text("walks.frames"), "data-testid": "export-frames" });
  const scale = numberField(SCALE, { "aria-label": text("walks.sizeLabel") });

  const onPress = (make) => async () => {
    if (!state.walks[state.walk]) return report(text("walks.noWalk"));
    try {
      const walk = walkOf(state, countOf(frames, FRAMES));
      await make({ state, walk, by: countOf(scale, SCALE), report });
    } catch (problem) {
      report(failureOf(problem, false).sentence);
    }
  };

  /** A button for a file; that it was saved is said by its format's name. */
  const saving = (id, format, title, makeFile) =>
    el("button", { title, "data-testid": `export-${id}`, onclick: onPress(thenSaved(format, makeFile)) }, format);

  const film = filmFormat();
  const element = menu(
    text("walks.export"),
    text("walks.exportHint"),
    signal,
    el("label", {}, text("walks.frames"), frames),
    el("label", {}, text("walks.size"), scale),
    saving("all-gif", text("walks.allGif"), text("walks.allGifHint"), saveAllGif),
    saving("gif", text("walks.gif"), text("walks.gifHint"), saveGif),
    film && saving("film", film[1].toUpperCase(), text("walks.filmHint"), (job) => saveFilm(job, film)),
    saving("png", text("walks.png"), text("walks.pngHint"), savePng),
    saving("npz", text("walks.npz"), text("walks.npzHint"), saveNpz),
    el(
      "button",
      { title: text("walks.pythonHint"), "data-testid": "export-python", onclick: onPress(copyPython) },
      text("walks.python"),
    ),
  );
  element.classList.add("export");
  return element;
}

const numberField = ({ min, max, value }, attributes) =>
  el("input", { type: "number", min, max, value, style: "width:4.5rem", ...attributes });

/** What a field says, within its limits. */
const countOf = (field, { min, max, value }) => Math.max(min, Math.min(max, Math.round(Number(field.value)) || value));

/** Codes at equal shares of the chosen walk. */
const walkOf = (state, count) => Array.from({ length: count }, (_, i) => zAt(state, i / (count - 1)));

const thenSaved = (format, makeFile) => async (job) => {
  await makeFile(job);
  job.report(text("walks.saved", { format }));
};

async function copyPython({ state, walk, report }) {
  const snippet = walkSnippet(state, walk.length);
  try {
    await navigator.clipboard.writeText(snippet);
  } catch {
    prompt(text("walks.copyThis"), snippet); // plain http on another host has no clipboard
    return;
  }
  report(text("walks.pythonCopied", { method: text(METHODS[state.walk].label) }));
}
