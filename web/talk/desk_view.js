/** What the desk shows: the title and the ways to start, the ways to a deck, a question at times, and the stops. */

import { el, setText } from "../kit/dom.js";
import { STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";
import { createFirstStop, FIRST_STOP_CSS } from "./first_stop.js";

const CSS = `
.desk { display: grid; gap: 0.8rem; }
.desk .bar { gap: 0.5rem; }
.desk .title { font-size: 1.25rem; font-weight: 600; flex: 1 1 16rem; min-height: 40px; }
.desk button.main { background: var(--st-primary-color); color: var(--st-background-color);
  border-color: var(--st-primary-color); font-weight: 600; min-height: 40px; padding: 0.2rem 1.1rem; font-size: 1rem; }
.desk button.main:hover { color: var(--st-background-color); filter: brightness(1.08); }
.desk ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.6rem; }
.desk li { display: grid; grid-template-columns: 2.2rem 72px minmax(0, 1fr) auto; gap: 0.7rem; align-items: start;
  border: 1px solid var(--line); border-radius: var(--radius); padding: 0.6rem; }
.desk li.away { opacity: 0.6; }
.desk li > b { font-size: 1.1rem; text-align: right; }
.desk li canvas { width: 72px; border-radius: 6px; background: var(--wash); min-height: 72px; }
.desk .tile { width: 72px; height: 72px; border-radius: 6px; background: var(--wash); display: grid;
  place-items: center; align-content: center; gap: 2px; font-size: 0.75rem; overflow: hidden; }
.desk .tile::before { content: attr(data-icon) / ""; font-size: 1.75rem; line-height: 1; }
.desk .texts { display: grid; gap: 0.35rem; }
.desk textarea, .desk .texts input { font: inherit; color: inherit; background: var(--st-secondary-background-color);
  border: 1px solid var(--line); border-radius: var(--radius); padding: 0.3rem 0.5rem; width: 100%; }
.desk .texts input { font-weight: 600; min-height: 32px; } .desk textarea { resize: vertical; min-height: 3.2em; }
.desk .tools { display: grid; grid-template-columns: auto auto; gap: 0.25rem; }
.desk .tools button { padding: 0 0.4rem; min-width: 30px; }
.desk .ask { border: 1px solid var(--st-primary-color); border-radius: var(--radius); padding: 0.5rem 0.7rem; }
.desk .ask[hidden] { display: none; }
@media (max-width: 640px) {
  .desk li { grid-template-columns: auto 72px minmax(0, 1fr); }
  .desk .tools { grid-column: 1 / -1; display: flex; flex-wrap: wrap; }
  .desk .tools button { min-height: 44px; min-width: 44px; }
}
.desk .panels label { display: inline-flex; gap: 0.25rem; align-items: center; white-space: nowrap; }
${FIRST_STOP_CSS}`;

/**
 * @typedef {Object} On
 * @property {(title: string) => void} retitle
 * @property {(isExhibit: boolean) => void} present
 * @property {() => void} take
 * @property {(name: string) => void} openExample
 * @property {(file: File) => void} openFile
 * @property {() => void} save
 * @property {() => void} copyLink
 * @property {() => void} begin a new deck
 * @property {() => void} undo
 */

/** @param {On} on */
export function createDeskView(on) {
  const title = el("input", {
    type: "text",
    class: "title",
    "aria-label": text("talk.title"),
    oninput: () => on.retitle(title.value),
  });
  const start = el(
    "button",
    { class: "main", "data-testid": "present", onclick: () => on.present(false) },
    text("talk.present"),
  );
  const exhibit = el(
    "button",
    { "data-testid": "exhibit", title: text("talk.exhibitHint"), onclick: () => on.present(true) },
    text("talk.exhibit"),
  );
  const ways = createWays(on);
  const question = createQuestion();
  const ready = el("span", { class: "soft", "data-testid": "readiness" });
  const list = el("ol", { "data-testid": "stops" });
  const first = createFirstStop(on.openExample);
  const host = el(
    "section",
    { class: "ll desk", "aria-label": text("talk.desk") },
    el("style", {}, STYLE + CSS),
    el("div", { class: "row bar" }, title, exhibit, start),
    ways.element,
    question.element,
    ready,
    first.element,
    list,
  );
  return {
    host,
    list,
    report: ways.report,
    showExamples(decks) {
      ways.showExamples(decks);
      first.offer(decks);
    },
    ask: question.ask,
    closeQuestion: question.close,
    showReady: (words) => setText(ready, words),
    /** @param {{title: string, isEmpty: boolean, canUndo: boolean, canStart: boolean}} facts */
    show(facts) {
      first.element.hidden = !facts.isEmpty;
      if (title.value !== facts.title) title.value = facts.title;
      ways.showUndo(facts.canUndo);
      exhibit.disabled = !facts.canStart;
      start.disabled = !facts.canStart;
    },
  };
}

/** @param {On} on */
function createWays(on) {
  const examples = createExamples(on.openExample);
  const file = createFile(on.openFile);
  const undo = el("button", { "data-testid": "undo-deck", style: "display:none", onclick: on.undo }, text("talk.undo"));
  const status = el("span", { class: "soft", role: "status", "data-testid": "desk-said" });
  const element = el(
    "div",
    { class: "row bar" },
    el("button", { onclick: on.take, "data-testid": "take-stop", title: text("talk.takeHint") }, text("talk.take")),
    examples,
    el("button", { onclick: () => file.click() }, text("talk.load")),
    el("button", { onclick: on.save, "data-testid": "save-deck" }, text("talk.save")),
    el("button", { onclick: on.copyLink, "data-testid": "deck-link" }, text("talk.copyLink")),
    el("button", { onclick: on.begin, "data-testid": "new-deck" }, text("talk.new")),
    file,
    undo,
    status,
  );
  return {
    element,
    report: (sentence) => setText(status, sentence),
    showUndo(isShown) {
      undo.style.display = isShown ? "" : "none";
    },
    /** @param {Record<string, {title: string}>} decks by file name */
    showExamples(decks) {
      const options = Object.entries(decks).map(([name, deck]) => el("option", { value: name }, deck.title));
      examples.replaceChildren(el("option", { value: "" }, text("talk.openExample")), ...options);
    },
  };
}

function createExamples(open) {
  const select = el("select", { "aria-label": text("talk.openExampleLabel"), "data-testid": "examples" });
  select.addEventListener("change", () => {
    const { value } = select;
    select.value = "";
    if (value) open(value);
  });
  return select;
}

function createFile(open) {
  const field = el("input", {
    type: "file",
    accept: ".json,application/json",
    hidden: true,
    "data-testid": "deck-file",
    onchange() {
      const [chosen] = field.files;
      field.value = "";
      if (chosen) open(chosen);
    },
  });
  return field;
}

/** Whether the talk may be replaced. */
function createQuestion() {
  const element = el("div", {
    class: "row ask",
    role: "alertdialog",
    "aria-label": text("talk.replaceLabel"),
    hidden: true,
    "data-testid": "desk-ask",
  });
  const close = () => {
    element.hidden = true;
  };

  /** @param {string} sentence @param {() => void} replace */
  function ask(sentence, replace) {
    const yes = el("button", { "data-testid": "replace-deck" }, text("talk.replace"));
    const no = el("button", { "data-testid": "keep-deck", onclick: close }, text("talk.dontReplace"));
    yes.addEventListener("click", () => {
      close();
      replace();
    });
    element.replaceChildren(el("span", {}, sentence), yes, no);
    element.hidden = false;
    yes.focus();
  }

  return { element, ask, close };
}
