/** Where a deck is made: the list of stops with their texts, files and links, and the button that starts the talk. */

import { Problem } from "../engine/problem.js";
import { STAGE } from "../frame.js";
import { el, setText } from "../parts/dom.js";
import { colourTable, createPainter } from "../parts/picture.js";
import { save } from "../parts/share.js";
import { readTheme, STYLE } from "../parts/theme.js";
import { checkDeck, deckFromText, deckToText, emptyDeck, PANELS, playable, resolve, storeDeck, storedDeck, takeStop, WALKS } from "./deck.js";
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
.desk .tools button { padding: 0; min-width: 30px; }
.desk .panels label { display: inline-flex; gap: 0.25rem; align-items: center; }
`;

/** Props: `decks`, what ships, by file name; `known`, names of the models on this machine. Emits `models`: what to send. */
export function createDesk({ root, store, frame, lens, emit, signal }) {
  const { state } = store;
  const title = el("input", { type: "text", class: "title", "aria-label": "Title of the talk", oninput: () => edit({ title: title.value }, false) });
  const start = el("button", { class: "main", "data-testid": "present", onclick: () => present(0) }, "Present");
  const examples = el("select", { "aria-label": "Open an example", "data-testid": "examples", onchange: () => examples.value && open(props.decks[examples.value], examples) });
  const file = el("input", { type: "file", accept: ".json,application/json", hidden: true, "data-testid": "deck-file", onchange: read });
  const said = el("span", { class: "soft", role: "status", "data-testid": "desk-said" });
  const ready = el("span", { class: "soft", "data-testid": "readiness" });
  const list = el("ol", { "data-testid": "stops" });
  const host = el("section", { class: "ll desk", "aria-label": "Deck" }, el("style", {}, STYLE + CSS),
    el("div", { class: "row bar" }, title, start),
    el("div", { class: "row bar" }, el("button", { onclick: take, "data-testid": "take-stop", title: "Model, z, map and camera as they are now" }, "+ Stop from the present state"),
      examples, el("button", { onclick: () => file.click() }, "Load…"), el("button", { onclick: download, "data-testid": "save-deck" }, "Save"),
      el("button", { onclick: copyLink, "data-testid": "deck-link" }, "Copy link"), el("button", { onclick: () => setDeck(emptyDeck()) }, "New"), file, said),
    ready, list);
  root.append(host);
  let props = { decks: {}, known: [] };
  let asked = "";
  let talk = null;
  let isAskedByLink = false;
  let isBehind = false; // a drawing was put off because someone was typing
  let own = null; // the deck as written here last: typing must not draw the field anew under the cursor

  const deck = () => state.deck ?? emptyDeck();
  const say = (text) => setText(said, text);

  function setDeck(next, redraw = true) {
    own = next;
    storeDeck(next);
    store.set({ deck: next });
    if (redraw) draw(); // at once: a field that waits a frame to be drawn anew would take the next key with it
  }

  const focused = () => root.getRootNode().activeElement;
  const isTyping = () => Boolean(focused()?.matches(".texts input[aria-label], .texts textarea"));
  const focus = (label) => list.querySelector(`[aria-label="${label}"]`)?.focus();

  const edit = (change, redraw = true) => setDeck({ ...deck(), ...change }, redraw);
  const editStop = (at, change, redraw = false) => edit({ stops: deck().stops.map((stop, i) => (i === at ? { ...stop, ...change } : stop)) }, redraw);

  function take() {
    if (!state.engine) return say("There is no model yet: open Explore first.");
    edit({ stops: [...deck().stops, takeStop(state, "present")] });
  }

  function move(at, by) {
    const stops = [...deck().stops];
    if (!stops[at + by]) return;
    [stops[at], stops[at + by]] = [stops[at + by], stops[at]];
    edit({ stops });
    focus(`${by < 0 ? "Earlier" : "Later"}, stop ${at + by + 1}`);
  }

  function open(value, from) {
    try {
      setDeck(checkDeck(value));
      say("");
    } catch (error) {
      say(error.message);
    }
    if (from) from.value = "";
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
  }

  async function copyLink() {
    try {
      const url = new URL(location.href);
      url.search = `?deck=${await deckToText(deck())}`;
      await navigator.clipboard.writeText(url.href);
      say("Link copied");
    } catch (error) {
      say(error.message);
    }
  }

  function present(at) {
    try {
      talk = startTalk({ store, frame, lens, deck: deck(), at, theme: readTheme(host).kind, ended: () => (talk = null) });
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
      const node = el(tag, { "aria-label": `${label} of stop ${at + 1}`, placeholder: label, oninput: () => editStop(at, { [name]: node.value }) });
      node.value = stop[name];
      return node;
    };
    const check = (name) => el("label", {}, el("input", { type: "checkbox", checked: stop.panels.includes(name),
      onchange: (event) => editStop(at, { panels: PANELS.filter((other) => (other === name ? event.target.checked : stop.panels.includes(other))) }, true) }), name);
    const walk = el("select", { "aria-label": `What R runs at stop ${at + 1}`, onchange: () => editStop(at, { walk: walk.value ? { through: [], images: [], ...stop.walk, kind: walk.value } : null }) },
      ...["", ...WALKS].map((kind) => el("option", { value: kind, selected: (stop.walk?.kind ?? "") === kind }, kind ? `R: ${kind}` : "R: digits")));
    const button = (name, label, does, disabled = false) => el("button", { title: label, "aria-label": `${label}, stop ${at + 1}`, onclick: does, disabled }, name);
    return el("li", { class: isHere ? "" : absence.isFinal ? "away" : "away waiting" }, el("b", {}, String(at + 1)), isHere ? thumbnail(resolved) : el("small", {}, absence.isFinal ? "skipped" : "loading…"),
      el("div", { class: "texts" }, text("input", "caption", "Caption"), text("textarea", "notes", "Notes, for you only"),
        el("div", { class: "row panels" }, ...PANELS.map(check), walk, el("span", { class: "soft" }, `${stop.model}, ${stop.projection}`))),
      el("div", { class: "tools" }, button("↑", "Earlier", () => move(at, -1), at === 0), button("↓", "Later", () => move(at, 1), at === deck().stops.length - 1),
        button("↺", "Take the present state into", () => state.engine && editStop(at, { ...takeStop(state, stop.page), caption: stop.caption, notes: stop.notes, panels: stop.panels }, true)),
        button("✕", "Remove", () => edit({ stops: deck().stops.filter((_, i) => i !== at) })), button("▷", "Present from", () => present(playable({ stops: deck().stops.slice(0, at) }, lens.library).length), !isHere)));
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
    list.replaceChildren(...stops.map(row));
    start.disabled = !playable(deck(), lens.library).length;
    setText(ready, !stops.length ? "No stop yet. Take one here, or with “+ Stop” on any page, or open an example."
      : readiness(stops, here()));
  }

  const due = frame.job(STAGE.paint, () => ((isBehind = isTyping()) ? null : draw()), signal);
  list.addEventListener("focusout", () => isBehind && due());
  store.watch(["engine", "arrivals"], due, signal);
  store.watch(["deck"], () => state.deck !== own && due(), signal);
  signal.addEventListener("abort", () => {
    talk?.end();
    host.remove();
  });
  if (!state.deck) store.set({ deck: storedDeck() });
  return (next) => {
    props = next;
    examples.replaceChildren(el("option", { value: "" }, "Open an example…"), ...Object.entries(props.decks).map(([name, { title: shown }]) => el("option", { value: name }, shown)));
    const link = new URLSearchParams(location.search).get("deck");
    if (link && !isAskedByLink) {
      isAskedByLink = true;
      deckFromText(link).then(open, (error) => say(error.message));
    }
    due();
  };
}
