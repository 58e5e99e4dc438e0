/** One stop on the desk: its picture, its texts, what is shown of it, and what can be done with it. */

import { Problem } from "../engine/problem.js";
import { el } from "../kit/dom.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { text } from "../words/words.js";
import { PANELS, WALKS } from "./deck.js";
import { iconOf, isOfPage, titleOf } from "./page_stop.js";

/** Keys of texts. */
const PANEL_WORDS = {
  map: "talk.panelMap",
  lattice: "talk.panelPlane",
  picture: "talk.panelPicture",
  sliders: "talk.panelSliders",
};
const WALK_WORDS = {
  path: "talk.walkPath",
  posterior: "talk.walkPosterior",
  prior: "talk.walkPrior",
  digits: "talk.walkDigits",
};
const MAP_WORDS = { tsne: "talk.mapTsne", pca: "talk.mapPca" };
/** A walk that only its kind is known of. */
const EMPTY_WALK = { through: [], images: [], method: "", along: [] };

/** @typedef {import("./deck.js").Stop} Stop */
/**
 * @typedef {Object} Shown
 * @property {Stop} stop
 * @property {number} n its number, from 1
 * @property {string} title of its model, or the state of its page in words
 * @property {boolean} isLast
 * @property {Stop | null} resolved as it can be shown here
 * @property {any} engine of its model, if it is here
 * @property {import("./readiness.js").Absence | null} absence
 */
/**
 * @typedef {Object} On
 * @property {(change: Partial<Stop>) => void} typed a text was changed: nothing is drawn anew under the cursor
 * @property {(change: Partial<Stop>) => void} changed
 * @property {(by: number) => void} move
 * @property {() => void} update
 * @property {() => void} remove
 * @property {() => void} present
 */

/** @param {Shown} shown @param {On} on */
export function createStopRow(shown, on) {
  return el(
    "li",
    { class: classOf(shown) },
    el("b", {}, String(shown.n)),
    pictureOf(shown),
    el("div", { class: "texts" }, caption(shown, on), notes(shown, on), settings(shown, on)),
    tools(shown, on),
  );
}

function classOf({ resolved, absence }) {
  if (resolved) return "";
  return absence.isFinal ? "away" : "away waiting";
}

function pictureOf({ stop, resolved, engine, absence }) {
  if (resolved && isOfPage(stop))
    return el("div", { class: "tile", "data-icon": iconOf(stop.page) }, titleOf(stop.page));
  if (resolved) return thumbnail(resolved, engine);
  return el("small", {}, text(absence.isFinal ? "talk.skippedHere" : "talk.loadingHere"));
}

function thumbnail({ z }, engine) {
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": text("talk.thumbnail") });
  try {
    createPainter(canvas, engine.imageShape)(engine.decode(Float32Array.from(z)), colourTable("grey"));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return el("small", { title: error.message }, text("talk.noPicture"));
  }
  return canvas;
}

function caption({ stop, n }, { typed }) {
  const field = el("input", {
    class: "words",
    "aria-label": text("talk.captionOf", { n }),
    placeholder: text("talk.caption"),
    oninput: () => typed({ caption: field.value }),
  });
  field.value = stop.caption;
  return field;
}

function notes({ stop, n }, { typed }) {
  const field = el("textarea", {
    class: "words",
    "aria-label": text("talk.notesOf", { n }),
    placeholder: text("talk.notes"),
    oninput: () => typed({ notes: field.value }),
  });
  field.value = stop.notes;
  return field;
}

function settings(shown, on) {
  if (isOfPage(shown.stop)) return el("div", { class: "soft" }, pageAndState(shown));
  const panels = PANELS.map((name) => panelChoice(name, shown.stop, on));
  const where = el("span", { class: "soft" }, modelAndMap(shown));
  return el("div", { class: "row panels" }, ...panels, walkChoice(shown, on), where);
}

function panelChoice(name, { panels }, { changed }) {
  const isShown = (other) => (other === name ? box.checked : panels.includes(other));
  const box = el("input", {
    type: "checkbox",
    checked: panels.includes(name),
    onchange: () => changed({ panels: PANELS.filter(isShown) }),
  });
  return el("label", {}, box, text(PANEL_WORDS[name]));
}

function walkChoice({ stop, n }, { typed }) {
  const option = (kind, words) => el("option", { value: kind, selected: (stop.walk?.kind ?? "") === kind }, words);
  const select = el(
    "select",
    { "aria-label": text("talk.walkOf", { n }) },
    option("", text("talk.walkNone")),
    ...WALKS.map((kind) => option(kind, text(WALK_WORDS[kind]))),
  );
  select.addEventListener("change", () =>
    typed({ walk: select.value ? { ...EMPTY_WALK, ...stop.walk, kind: select.value } : null }),
  );
  return select;
}

function modelAndMap({ title, stop: { panels, projection } }) {
  if (!panels.includes("map") || !projection) return title;
  const known = MAP_WORDS[projection];
  return text("talk.modelAndMap", { model: title, map: known ? text(known) : projection.replace(",", " × ") });
}

/** A page is named on its tile, unless that says why there is none. */
const pageAndState = ({ stop, title, resolved }) =>
  [resolved ? "" : titleOf(stop.page), title].filter(Boolean).join(" · ");

function tools({ stop, n, isLast, resolved }, { move, update, remove, present }) {
  return el(
    "div",
    { class: "tools" },
    tool("↑", text("talk.earlier"), text("talk.earlierOf", { n }), { onclick: () => move(-1), disabled: n === 1 }),
    tool("↓", text("talk.later"), text("talk.laterOf", { n }), { onclick: () => move(1), disabled: isLast }),
    tool(text("talk.update"), text("talk.updateHint"), text("talk.updateOf", { n }), {
      onclick: update,
      hidden: isOfPage(stop), // what is seen here is a model's
    }),
    tool(text("talk.remove"), text("talk.removeHint"), text("talk.removeOf", { n }), { onclick: remove }),
    tool(text("talk.presentFrom"), text("talk.presentFromHint"), text("talk.presentFromOf", { n }), {
      onclick: present,
      disabled: !resolved,
    }),
  );
}

const tool = (face, title, label, how) => el("button", { title, "aria-label": label, ...how }, face);
