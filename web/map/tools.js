/** Under the map: the legend that filters, search, lasso, zoom, and what can be done with a selection. */

import { el, setAttribute } from "../kit/dom.js";
import { groupInWords, hasClasses } from "../meter/class_words.js";
import { classColour } from "../kit/theme.js";

/** The same shapes as Plotly's symbols in ui/palette.py, in the same order: the cue beside colour. */
export const GLYPHS = ["●", "■", "◆", "✚", "✖", "▲", "▼", "★", "⬢", "⬟"];

const CSS = `
.map-tools { position: relative; }
.map-tools .selection { position: absolute; bottom: calc(100% + 6px); left: 0; padding: 0.35rem 0.5rem; border-radius: var(--radius);
  background: var(--st-background-color); border: 1px solid var(--line); box-shadow: 0 4px 16px rgb(0 0 0 / 12%); z-index: 5; }
.map-tools .selection[hidden] { display: none; }
.map-tools .legend button { border-color: transparent; padding: 0.1rem 0.3rem; }
.map-tools .legend button[aria-pressed="true"] { background: none; }
.map-tools .legend button[aria-pressed="false"] { opacity: 0.4; text-decoration: line-through; }
.map-tools .legend i { font-style: normal; margin-right: 0.25rem; }
.map-tools .spring { flex: 1 1 0; }
.map-tools input[type=search] { width: 8rem; }
.map-tools .icon { min-width: 28px; padding: 0; }
.map-tools .options { display: inline-flex; gap: 0.3rem; }
`;

export function createMapTools({ store, lens, emit, signal, zoom, setCamera }) {
  const { state } = store;
  let theme = null;

  const legend = el("div", { class: "row legend", role: "group", "aria-label": "Classes: press to hide or show" });
  const options = el("span", { class: "options" });
  const search = el("input", {
    type: "search",
    placeholder: "image or class",
    "aria-label": "Go to an image by number, or select a class by name",
    oninput: suggest,
    onkeydown: (event) => event.key === "Enter" && options.querySelector("button")?.click(),
  });
  const lasso = el(
    "button",
    {
      title: "Draw a loop around codes (Escape leaves)",
      onclick: () => arm(state.lassoFor ? null : "A"),
      "data-testid": "lasso",
    },
    "Lasso",
  );
  const pictures = el(
    "button",
    {
      title: "Draw decoded pictures on the map even from afar",
      onclick: () => store.set({ pictures: !state.pictures }),
    },
    "Pictures",
  );
  const bar = el("div", { class: "row selection", hidden: true });
  const element = el(
    "div",
    { class: "map-tools" },
    el("style", {}, CSS),
    el(
      "div",
      { class: "row" },
      legend,
      el("span", { class: "spring" }),
      search,
      options,
      lasso,
      pictures,
      el("button", { class: "icon", title: "Zoom out", "aria-label": "Zoom out", onclick: () => zoom(1 / 0.6) }, "−"),
      el("button", { class: "icon", title: "Zoom in", "aria-label": "Zoom in", onclick: () => zoom(0.6) }, "+"),
      el("button", { title: "Show the whole map", onclick: () => setCamera(null) }, "Fit"),
    ),
    bar,
  );

  function arm(group) {
    store.set({ lassoFor: group });
  }

  function drawLegend() {
    if (!state.view || !hasClasses(state.view.classNames)) return legend.replaceChildren();
    if (!theme) return;
    legend.replaceChildren(
      ...state.view.classNames.map((name, label) =>
        el(
          "button",
          {
            "aria-pressed": String(!state.hidden.has(label)),
            title: "Press to hide or show; Shift shows only this class",
            onclick: (event) => toggle(label, event.shiftKey),
          },
          el(
            "i",
            { style: `color:${classColour(theme, label)}`, "aria-hidden": "true" },
            GLYPHS[label % GLYPHS.length],
          ),
          name,
        ),
      ),
    );
  }

  function toggle(label, alone) {
    const others = state.view.classNames.map((_, i) => i).filter((i) => i !== label);
    const isAlone = others.every((i) => state.hidden.has(i));
    const hidden = alone ? new Set(isAlone ? [] : others) : new Set(state.hidden);
    if (!alone && !hidden.delete(label)) hidden.add(label);
    store.set({ hidden });
    emit("hidden", [...hidden]);
  }

  function suggest() {
    const text = search.value.trim();
    const index = /^#?\d+$/.test(text) ? Number(text.replace("#", "")) : -1;
    const label = state.view?.classNames.findIndex((name) => name.toLowerCase() === text.toLowerCase()) ?? -1;
    const isKnown = label >= 0 || (index >= 0 && index < (state.view?.count ?? 0));
    options.replaceChildren(
      ...(text && state.view && !isKnown
        ? [el("span", { class: "soft", role: "status" }, `images 0 to ${state.view.count - 1}`)]
        : []),
      ...(index >= 0 && index < (state.view?.count ?? 0)
        ? [el("button", { onclick: () => goTo(index) }, `image ${index}`)]
        : []),
      ...(label >= 0 ? [el("button", { onclick: () => selectClass(label) }, `class ${text}`)] : []),
    );
  }

  function goTo(index) {
    options.replaceChildren();
    search.value = "";
    lens.pin(state.view.code(index), { source: "search", index });
  }

  function selectClass(label) {
    options.replaceChildren();
    search.value = "";
    const indices = [];
    state.view.labels.forEach((value, i) => value === label && indices.push(i));
    store.set({ selection: { indices, name: `class ${state.view.classNames[label]}` } });
  }

  function drawBar() {
    const { selection, firstGroup } = state;
    const prompt = {
      A: "Draw a loop on the map around the first group.",
      B: "Now draw a loop around the second group.",
    }[state.lassoFor];
    setAttribute(lasso, "aria-pressed", String(Boolean(state.lassoFor)));
    bar.hidden = !selection && !prompt;
    bar.replaceChildren(
      ...(prompt ? [el("span", {}, prompt)] : []),
      ...(selection && !prompt ? selectionTools(selection) : []),
    );
    if (firstGroup && prompt) bar.prepend(el("span", { class: "soft" }, `${describe(firstGroup)} against: `));
  }

  function selectionTools(selection) {
    return [
      el("span", {}, describe(selection)),
      el("button", { onclick: () => setCamera(around(selection.indices, lens.search.points)) }, "Zoom to it"),
      el(
        "button",
        {
          "data-testid": "direction-rest",
          title: "A slider from all other codes towards these",
          onclick: () => store.set({ newDirection: { a: selection, b: null }, selection: null }),
        },
        "Slider: it against the rest",
      ),
      el(
        "button",
        {
          "data-testid": "direction-second",
          title: "A slider from a second group towards these",
          onclick: () => store.set({ firstGroup: selection, lassoFor: "B" }),
        },
        "Slider: against another lasso",
      ),
      el("button", { onclick: () => store.set({ selection: null }) }, "Clear"),
    ];
  }

  function describe({ indices, name }) {
    return `${indices.length} codes${name ? `, ${name}` : ""}`;
  }

  /** A loop was closed around codes. */
  function lassoed(indices) {
    const group = indices.length && {
      indices,
      name: hasClasses(state.view.classNames)
        ? groupInWords(
            indices.map((i) => state.view.labels[i]),
            state.view.classNames,
          )
        : "",
    };
    if (!group) return arm(null);
    if (state.lassoFor === "B")
      store.set({ newDirection: { a: state.firstGroup, b: group }, firstGroup: null, selection: null, lassoFor: null });
    else store.set({ selection: group, lassoFor: null });
  }

  store.watch(["view", "hidden"], drawLegend, signal);
  store.watch(["selection", "lassoFor"], drawBar, signal);
  store.watch(["pictures"], () => setAttribute(pictures, "aria-pressed", String(Boolean(state.pictures))), signal);
  store.watch(["model"], () => store.set({ selection: null, lassoFor: null, firstGroup: null }), signal);
  document.addEventListener(
    "keydown",
    (event) => event.key === "Escape" && state.lassoFor && store.set({ lassoFor: null, firstGroup: null }),
    { signal },
  );

  return {
    element,
    lassoed,
    update(props, nextTheme) {
      theme = nextTheme;
      if (props.hidden)
        store.set({ hidden: sameSet(state.hidden, props.hidden) ? state.hidden : new Set(props.hidden) });
      drawLegend();
    },
  };
}

function sameSet(set, list) {
  return set.size === list.length && list.every((value) => set.has(value));
}

/** Axis ranges that show these points with a margin. */
function around(indices, points) {
  const range = (offset) => {
    const values = indices.map((i) => points[2 * i + offset]).sort((a, b) => a - b);
    const at = (share) => values[Math.floor(share * (values.length - 1))];
    const [low, high] = [at(0.01), at(0.99)]; // one stray code must not spoil the zoom
    const margin = 0.08 * (high - low) || 1;
    return [low - margin, high + margin];
  };
  return { x: range(0), y: range(1) };
}
