/** Where a deck is made: the list of stops with their texts, files and links, and the button that starts the talk. */

import { Problem } from "../engine/problem.js";
import { STAGE } from "../core/frame.js";
import { el, setText } from "../kit/dom.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { save } from "../kit/share.js";
import { readTheme, STYLE } from "../kit/theme.js";
import {
  checkDeck,
  deckFromText,
  deckToText,
  emptyDeck,
  newId,
  PANELS,
  playable,
  resolve,
  storedDeck,
  takeStop,
  WALKS,
} from "./deck.js";
import { changeDeck, isAtRisk, markSaved, presentDeck, replaceDeck, undoDeck } from "./deck_shelf.js";
import { absenceOf, readiness } from "./readiness.js";
import { startTalk } from "./talk.js";

const CSS = `
.desk { display: grid; gap: 0.8rem; }
.desk .bar { gap: 0.5rem; }
.desk .title { font-size: 1.25rem; font-weight: 600; flex: 1 1 16rem; min-height: 40px; }
.desk button.main { background: var(--st-primary-color); color: var(--st-background-color); border-color: var(--st-primary-color); font-weight: 600;
  min-height: 40px; padding: 0.2rem 1.1rem; font-size: 1rem; }
.desk button.main:hover { color: var(--st-background-color); filter: brightness(1.08); }
.desk ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.6rem; }
.desk li { display: grid; grid-template-columns: 2.2rem 72px minmax(0, 1fr) auto; gap: 0.7rem; align-items: start; border: 1px solid var(--line); border-radius: var(--radius); padding: 0.6rem; }
.desk li.away { opacity: 0.6; }
.desk li > b { font-size: 1.1rem; text-align: right; }
.desk li canvas { width: 72px; border-radius: 6px; background: var(--wash); min-height: 72px; }
.desk .texts { display: grid; gap: 0.35rem; }
.desk textarea, .desk .texts input { font: inherit; color: inherit; background: var(--st-secondary-background-color); border: 1px solid var(--line); border-radius: var(--radius); padding: 0.3rem 0.5rem; width: 100%; }
.desk .texts input { font-weight: 600; min-height: 32px; } .desk textarea { resize: vertical; min-height: 3.2em; }
.desk .tools { display: grid; grid-template-columns: auto auto; gap: 0.25rem; }
.desk .tools button { padding: 0 0.4rem; min-width: 30px; }
.desk .tools .wide { grid-column: 1 / -1; }
.desk .ask { border: 1px solid var(--st-primary-color); border-radius: var(--radius); padding: 0.5rem 0.7rem; }
.desk .ask[hidden] { display: none; }
.desk .panels label { display: inline-flex; gap: 0.25rem; align-items: center; }
`;

const PANEL_WORDS = { map: "map", lattice: "plane", picture: "picture", sliders: "sliders" };
const WALK_WORDS = {
  "": "no walk (R: digits)",
  path: "walk: its waypoints",
  posterior: "walk: draws around this picture",
  prior: "walk: draws from the prior",
  digits: "walk: digit after digit",
};
const MAP_WORDS = { tsne: "t-SNE", pca: "PCA" };

/** Props: `decks`, what ships, by file name; `known`, names of the models on this machine. Emits `models`: what to send. */
export function createDesk({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  const title = el("input", {
    type: "text",
    class: "title",
    "aria-label": "Title of the talk",
    oninput: () => edit((present) => ({ ...present, title: title.value }), false),
  });
  const start = el("button", { class: "main", "data-testid": "present", onclick: () => present(0) }, "Present");
  const exhibit = el(
    "button",
    {
      "data-testid": "exhibit",
      title: "Stop after stop with their walks, over and over; whoever touches it takes over",
      onclick: () => present(0, true),
    },
    "Loop as an exhibit",
  );
  const examples = el("select", {
    "aria-label": "Open an example",
    "data-testid": "examples",
    onchange: () => examples.value && open(props.decks[examples.value], examples),
  });
  const question = el("div", {
    class: "row ask",
    role: "alertdialog",
    "aria-label": "Replace the talk?",
    hidden: true,
    "data-testid": "desk-ask",
  });
  const file = el("input", {
    type: "file",
    accept: ".json,application/json",
    hidden: true,
    "data-testid": "deck-file",
    onchange: read,
  });
  const undo = el(
    "button",
    { "data-testid": "undo-deck", style: "display:none", onclick: () => undoDeck(store) },
    "Undo",
  );
  const said = el("span", { class: "soft", role: "status", "data-testid": "desk-said" });
  const ready = el("span", { class: "soft", "data-testid": "readiness" });
  const list = el("ol", { "data-testid": "stops" });
  const host = el(
    "section",
    { class: "ll desk", "aria-label": "Deck" },
    el("style", {}, STYLE + CSS),
    el("div", { class: "row bar" }, title, exhibit, start),
    el(
      "div",
      { class: "row bar" },
      el(
        "button",
        { onclick: take, "data-testid": "take-stop", title: "What you see now, with its map, overlays, zoom and walk" },
        "Add the present state",
      ),
      examples,
      el("button", { onclick: () => file.click() }, "Load…"),
      el("button", { onclick: download, "data-testid": "save-deck" }, "Save"),
      el("button", { onclick: copyLink, "data-testid": "deck-link" }, "Copy link"),
      el("button", { onclick: () => open(emptyDeck()), "data-testid": "new-deck" }, "New"),
      file,
      undo,
      said,
    ),
    question,
    ready,
    list,
  );
  root.append(host);
  let props = { decks: {}, known: [] };
  let asked = "";
  let talk = null;
  let isAskedByLink = false;
  let isBehind = false; // a drawing was put off because someone was typing
  let own = null; // the deck as written here last: typing must not draw the field anew under the cursor

  const deck = () => state.deck ?? emptyDeck();
  const say = (text) => setText(said, text);

  /** @param {(deck: object) => object} change from the deck as it is, also in another window */
  function edit(change, redraw = true) {
    changeDeck(store, change);
    own = state.deck;
    if (redraw) draw(); // at once: a field that waits a frame to be drawn anew would take the next key with it
  }

  const focused = () => root.getRootNode().activeElement;
  const isTyping = () => Boolean(focused()?.matches(".texts input[aria-label], .texts textarea"));
  const focus = (label) => list.querySelector(`[aria-label="${label}"]`)?.focus();

  const editStop = (id, change, redraw = false) =>
    edit(
      (present) => ({
        ...present,
        stops: present.stops.map((stop) => (stop.id === id ? { ...stop, ...change } : stop)),
      }),
      redraw,
    );

  function take() {
    if (!state.engine) return say("There is no model yet: open Explore first.");
    const stop = takeStop(state, "present");
    edit((present) => ({ ...present, stops: [...present.stops, stop] }));
  }

  function move(id, by) {
    edit((present) => {
      const stops = [...present.stops];
      const at = stops.findIndex((stop) => stop.id === id);
      if (stops[at + by]) [stops[at], stops[at + by]] = [stops[at + by], stops[at]];
      return { ...present, stops };
    });
    const at = deck().stops.findIndex((stop) => stop.id === id);
    focus(`${by < 0 ? "Earlier" : "Later"}, stop ${at + 1}`);
  }

  function remove(id) {
    const before = presentDeck(state);
    edit((present) => ({ ...present, stops: present.stops.filter((stop) => stop.id !== id) }));
    store.set({ deckBefore: before });
    draw();
  }

  /** Another deck in the place of the present one: with a question where that one is nowhere else. */
  function open(value, from) {
    if (from) from.value = "";
    let next;
    try {
      next = { ...checkDeck(value), id: newId() };
    } catch (error) {
      return say(error.message);
    }
    say("");
    if (!isAtRisk(presentDeck(state))) return replace(next);
    const count = presentDeck(state).stops.length;
    question.replaceChildren(
      el(
        "span",
        {},
        `Your talk has ${count === 1 ? "a stop" : `${count} stops`} that you have not saved. Put “${next.title}” in its place?`,
      ),
      el("button", { "data-testid": "replace-deck", onclick: () => replace(next) }, "Replace it"),
      el("button", { "data-testid": "keep-deck", onclick: () => (question.hidden = true) }, "Keep it"),
    );
    question.hidden = false;
    question.querySelector("button").focus();
  }

  function replace(next) {
    question.hidden = true;
    replaceDeck(store, next);
    own = state.deck;
    draw();
  }

  async function read() {
    const [chosen] = file.files;
    file.value = "";
    if (!chosen) return;
    try {
      open(JSON.parse(await chosen.text()));
    } catch {
      say(`${chosen.name} is not JSON.`);
    }
  }

  function download() {
    save(new Blob([JSON.stringify(deck(), null, 1)], { type: "application/json" }), "deck.json");
    markSaved(store);
  }

  async function copyLink() {
    try {
      const url = new URL(location.href);
      url.search = `?deck=${await deckToText(deck())}`;
      url.hash = "";
      await navigator.clipboard.writeText(url.href);
      markSaved(store);
      say("Link copied");
    } catch (error) {
      say(error.message);
    }
  }

  function present(at, isExhibit = false) {
    try {
      talk = startTalk({
        store,
        frame,
        lens,
        deck: deck(),
        at,
        isExhibit,
        theme: readTheme(host).kind,
        ended: () => (talk = null),
      });
      talk.fullscreen();
    } catch (error) {
      say(error.message);
    }
  }

  function row(stop, at) {
    const resolved = resolve(stop, lens.library.get(stop.model));
    const isHere = Boolean(resolved);
    const absence = absenceOf(stop, here());
    const text = (tag, name, label) => {
      const node = el(tag, {
        "aria-label": `${label} of stop ${at + 1}`,
        placeholder: label,
        oninput: () => editStop(stop.id, { [name]: node.value }),
      });
      node.value = stop[name];
      return node;
    };
    const check = (name) =>
      el(
        "label",
        {},
        el("input", {
          type: "checkbox",
          checked: stop.panels.includes(name),
          onchange: (event) =>
            editStop(
              stop.id,
              {
                panels: PANELS.filter((other) => (other === name ? event.target.checked : stop.panels.includes(other))),
              },
              true,
            ),
        }),
        PANEL_WORDS[name],
      );
    const walk = el(
      "select",
      {
        "aria-label": `The walk of stop ${at + 1}`,
        onchange: () =>
          editStop(stop.id, {
            walk: walk.value
              ? { through: [], images: [], method: "", along: [], ...stop.walk, kind: walk.value }
              : null,
          }),
      },
      ...["", ...WALKS].map((kind) =>
        el("option", { value: kind, selected: (stop.walk?.kind ?? "") === kind }, WALK_WORDS[kind]),
      ),
    );
    const button = (name, label, does, disabled = false) =>
      el("button", { title: label, "aria-label": `${label}, stop ${at + 1}`, onclick: does, disabled }, name);
    return el(
      "li",
      { class: isHere ? "" : absence.isFinal ? "away" : "away waiting" },
      el("b", {}, String(at + 1)),
      isHere ? thumbnail(resolved) : el("small", {}, absence.isFinal ? "skipped" : "loading…"),
      el(
        "div",
        { class: "texts" },
        text("input", "caption", "Caption"),
        text("textarea", "notes", "Notes, for you only"),
        el(
          "div",
          { class: "row panels" },
          ...PANELS.map(check),
          walk,
          el(
            "span",
            { class: "soft" },
            `${stop.model}${stop.panels.includes("map") ? `, ${MAP_WORDS[stop.projection] ?? stop.projection.replace(",", " × ")}` : ""}`,
          ),
        ),
      ),
      el(
        "div",
        { class: "tools" },
        button("↑", "Earlier", () => move(stop.id, -1), at === 0),
        button("↓", "Later", () => move(stop.id, 1), at === deck().stops.length - 1),
        button(
          "Update",
          "Take the present state into",
          () =>
            state.engine &&
            editStop(
              stop.id,
              {
                ...takeStop(state, stop.page),
                id: stop.id,
                caption: stop.caption,
                notes: stop.notes,
                panels: stop.panels,
              },
              true,
            ),
        ),
        button("Remove", "Remove", () => remove(stop.id)),
        button(
          "Present from here",
          "Present from",
          () => present(playable({ stops: deck().stops.slice(0, at) }, lens.library).length),
          !isHere,
        ),
      ),
    );
  }

  function thumbnail(stop) {
    const { engine } = lens.library.get(stop.model);
    const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": "decoded picture of this stop" });
    try {
      createPainter(canvas, engine.imageShape)(engine.decode(Float32Array.from(stop.z)), colourTable("grey"));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return el("small", { title: error.message }, "no picture at this place");
    }
    return canvas;
  }

  const here = () => ({ library: lens.library, known: props.known, broken: props.broken });

  function draw() {
    const { stops } = deck();
    const wanted = [...new Set(stops.map((stop) => stop.model))].filter((name) => props.known.includes(name)).sort();
    if (JSON.stringify(wanted) !== asked) emit("models", JSON.parse((asked = JSON.stringify(wanted))));
    if (title.value !== deck().title) title.value = deck().title;
    undo.style.display = state.deckBefore ? "" : "none";
    exhibit.disabled = !playable(deck(), lens.library).length;
    list.replaceChildren(...stops.map(row));
    start.disabled = !playable(deck(), lens.library).length;
    setText(
      ready,
      !stops.length
        ? "No stop yet. Take one here, or with “Add to talk” on any page, or open an example."
        : readiness(stops, here()),
    );
  }

  const due = frame.job(STAGE.paint, () => ((isBehind = isTyping()) ? null : draw()), signal);
  list.addEventListener("focusout", () => isBehind && due());
  store.watch(["engine", "arrivals"], due, signal);
  store.watch(["deck", "deckBefore"], () => state.deck !== own && due(), signal);
  signal.addEventListener("abort", () => {
    talk?.end();
    host.remove();
  });
  if (!state.deck) store.set({ deck: storedDeck() });
  return (next) => {
    props = next;
    examples.replaceChildren(
      el("option", { value: "" }, "Open an example…"),
      ...Object.entries(props.decks).map(([name, { title: shown }]) => el("option", { value: name }, shown)),
    );
    const link = new URLSearchParams(location.search).get("deck");
    if (link && !isAskedByLink) {
      isAskedByLink = true;
      deckFromText(link)
        .then(open, (error) => say(error.message))
        .then(forgetLink);
    }
    due();
  };
}

/** A deck that was opened is this browser's: a reload must not open it again over what was changed since. */
function forgetLink() {
  const url = new URL(location.href);
  url.searchParams.delete("deck");
  history.replaceState(history.state, "", url.href);
}
