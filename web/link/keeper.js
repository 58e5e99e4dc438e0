/**
 * Keeps the browser's address on what is seen, so that a reload, a bookmark and the Back button bring it back.
 *
 * What Python draws from (model, map, colouring, its camera, hidden classes) stands in the query, which Python reads
 * when a session starts; all else stands in the hash, which no server ever sees. Only this module writes the address:
 * a change replaces the present entry of the history, a pinned place makes a new one.
 */

import { applyLink, isMade, pairsOf, readLink, remarkOn, toText } from "./link.js";

const WRITE_MS = 250; // after the last change
const SAME_GESTURE_MS = 1500; // pins of one slider that follow each other faster are one step of the history
const HOST_ANSWERS_MS = 5000; // after which the host does not know the model, and has its way
const FOR_PYTHON = ["map", "colour", "camera", "hidden"];
const OF_PAGES = ["class", "pick", "draw"]; // what the widgets of one page say
const OLD_NAMES = ["z", "projection", "x", "y"]; // earlier links had these in the query
const WATCHED = [
  "look",
  "colouring",
  "projection",
  "mapView",
  "hidden",
  "scale",
  "smooth",
  "overlays",
  "plane",
  "quantile",
  "planeView",
  "tourAt",
  "locks",
  "names",
  "directions",
  "waypoints",
  "drawn",
  "walk",
  "playing",
  "named",
  "speed",
  "repeat",
  "seconds",
  "pinned",
  "model",
  "page",
  "pageQuery",
];
const MINE = { latentLens: true }; // state of an entry that was written here

/**
 * @param {{store: object, lens: object}} runtime
 * @param {{say: (sentence: string) => void}} host says a sentence to the visitor
 */
export function keepAddress({ store, lens }, { say }) {
  const { state } = store;
  let link = linkHere(); // what waits for its model
  let timer = 0;
  let session = null;
  let entry = { path: location.pathname, model: link.model, source: "link", at: 0, pinned: null };

  function addressNow() {
    const url = new URL(location.href);
    for (const name of [...FOR_PYTHON, ...OLD_NAMES, ...OF_PAGES]) url.searchParams.delete(name);
    if (isStart(url)) url.searchParams.delete("model");
    else url.searchParams.set("model", state.model);
    const forPython = isStart(url) ? [] : pairsOf(state, (name) => FOR_PYTHON.includes(name));
    for (const [name, text] of forPython) url.searchParams.set(name, text);
    for (const [name, value] of Object.entries(state.pageQuery ?? {}))
      if (value !== null) url.searchParams.set(name, value);
    url.hash = toText(pairsOf(state, (name) => !FOR_PYTHON.includes(name)));
    return url.href.replace(/%2C/g, ",");
  }

  const isWriting = () => state.engine && !link && !state.isTalking;

  /** @param {"pushState" | "replaceState"} how */
  function write(how = "replaceState") {
    clearTimeout(timer);
    if (!isWriting()) return;
    const address = addressNow();
    if (address !== location.href || how === "pushState") history[how](MINE, "", address);
    entry = { ...entry, path: location.pathname, model: state.model, pinned: state.pinned };
  }

  function writeSoon() {
    clearTimeout(timer);
    timer = setTimeout(write, WRITE_MS);
  }

  /** The model opens at the link's place at once, not a frame later. */
  const ask = ({ model, values }) => store.set({ asked: model ? { model, z: values.get("z") ?? null } : null });

  /** A place was pinned, or a model opened at one: a step of the history, unless it belongs to the one before. */
  function step() {
    if (!isWriting() || state.pinned === entry.pinned) return;
    const { source } = state.pinnedOrigin;
    const isNew = source !== "host" || state.model !== entry.model;
    const isSamePage = location.pathname === entry.path; // a page's first entry was made by the link that led here
    const isSameGesture = source === entry.source && source === "slider" && Date.now() - entry.at < SAME_GESTURE_MS;
    entry = { ...entry, source, at: Date.now() };
    write(isNew && isSamePage && !isSameGesture ? "pushState" : "replaceState");
  }

  /** The model of the link that was waited for is here. */
  function arrive() {
    if (!state.view || !link) return;
    const [waited, isOther] = [link, link.model && link.model !== state.model];
    link = null;
    if (!isOther) say(remarkOn(applyLink(waited, { store, lens }), waited.version));
    entry = { ...entry, pinned: state.pinned, model: state.model };
    writeSoon();
  }

  /** Back, Forward, or another link in the same tab: the place returns, what was made since stays. */
  function travel(event) {
    clearTimeout(timer);
    const next = linkHere();
    const before = shownToPython();
    entry = { path: location.pathname, model: state.model, source: "host", at: 0, pinned: state.pinned };
    if (next.model && next.model !== state.model) {
      link = next;
      store.set({ wantedModel: next.model });
      setTimeout(() => store.set({ wantedModel: null }), HOST_ANSWERS_MS);
      ask(next);
      lens.follow({ model: next.model });
    } else if (state.view) {
      const wants = event.state?.latentLens ? (field) => !isMade(field) : undefined;
      say(remarkOn(applyLink(next, { store, lens }, wants), next.version));
      entry.pinned = state.pinned;
    }
    const wanted = FOR_PYTHON.filter((name) => next.values.has(name)).map((name) => [
      name,
      new URLSearchParams(location.search).get(name),
    ]);
    if (before !== toText([["model", next.model ?? state.model], ...wanted])) tellPython(next);
    writeSoon();
  }

  /** Python draws the map of Explore: it hears of a model, a map, a camera or classes. present/add_stop.js carries it. */
  function tellPython({ model, values }) {
    store.set({
      wish: {
        model: model ?? state.model,
        ...Object.fromEntries(FOR_PYTHON.map((name) => [name, values.get(name) ?? null])),
      },
    });
  }

  const shownToPython = () => toText([["model", state.model], ...pairsOf(state, (name) => FOR_PYTHON.includes(name))]);

  /** A server that was started anew has forgotten this visitor: it hears what the page shows. */
  function greet() {
    const isAnew = session && state.session !== session && state.engine;
    session = state.session;
    if (!isAnew) return;
    tellPython(readLink(shownToPython()));
  }

  ask(link);
  store.watch(["view"], arrive);
  store.watch(["pinned"], step);
  store.watch(WATCHED, writeSoon);
  store.watch(["session"], greet);
  addEventListener("popstate", travel);
  return { address: addressNow, moved: writeSoon };
}

/** Start has one model, so its address names none: one that does is a link of the time when "/" was Explore's. */
const isStart = ({ pathname }) => pathname.endsWith("/");

const linkHere = () => readLink(withNewNames(location.search), location.hash);

/** Earlier links named the map in three parts. */
function withNewNames(query) {
  const parts = new URLSearchParams(query);
  const projection = parts.get("projection");
  if (projection && !parts.has("map"))
    parts.set("map", projection === "raw" ? `${parts.get("x") ?? ""},${parts.get("y") ?? ""}` : projection);
  return String(parts);
}
