/**
 * What the audience sees: one or two big panels, a caption, and over them spotlight, blank screen and key help.
 *
 * It stands in the browser's top layer, outside of every page: nothing that the page or its server does can cover it.
 */

import { createCanvasMap } from "../map/canvas_map.js";
import { el, setText } from "../kit/dom.js";
import { createSliders } from "../sliders/sliders.js";
import { createLatticePanel } from "./lattice_panel.js";
import { createPicturePanel } from "./picture_panel.js";
import { applyTheme } from "./themes.js";

const CREATORS = {
  map: createCanvasMap,
  lattice: createLatticePanel,
  picture: createPicturePanel,
  sliders: createSliders,
};
const DESIGN_WIDTH = 1050; // sliders are drawn for this width and grow with a wider wall
const HELP = [
  ["→  Space  PageDown", "play the walk of this stop, then next stop"],
  ["←  PageUp", "stop before"],
  ["R", "run the walk of this stop, stop it"],
  ["B", "black screen"],
  ["S", "spotlight"],
  ["N", "window with notes"],
  ["T", "light, dark, projector"],
  ["F", "full screen"],
  ["Home  End", "first, last"],
  ["Esc", "leave"],
];

/** Tools for making sliders have no place on a stage; below a picture there is room for the most telling eight. */
const BARE =
  ".sliders .directions { display: none; } .rows ~ .rows { margin-top: 8px; } :host(.few) .rows.two > :nth-child(n + 9) { display: none; }";

const CSS = `
:host { all: initial; position: fixed; inset: 0; width: 100vw; height: 100vh; max-width: none; max-height: none; margin: 0; padding: 0; border: 0; overflow: hidden;
  background: var(--st-background-color); color: var(--st-text-color); font: 1rem/1.3 var(--st-font); }
.talk { position: absolute; inset: 0; display: grid; grid-template-rows: minmax(0, 1fr) auto; padding: 2.2vmin 2.6vmin 1.6vmin; gap: 1.6vmin; outline: none; }
.panels { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 3vmin; min-height: 0; transition: opacity 220ms; }
.panels.wide-left { grid-template-columns: minmax(0, 1.3fr); }
.panels.fading { opacity: 0; }
.column { display: grid; grid-template-rows: minmax(0, 1fr); gap: 2vmin; min-height: 0; min-width: 0; }
.column > * { min-height: 0; min-width: 0; }
.column.two { grid-template-rows: minmax(0, 1fr) fit-content(46%); }
.slot[hidden] { display: none; }
.sliders { overflow: auto; align-self: center; max-height: 100%; padding-bottom: 4px; box-sizing: border-box; zoom: var(--grow, 1); }
.caption { margin: 0; font-size: clamp(22px, 2.7vw, 96px); font-weight: 600; line-height: 1.22; min-height: 2.44em; display: flex; align-items: center; text-wrap: balance; }
.foot { position: absolute; right: 1.6vmin; bottom: 0.8vmin; font-size: clamp(11px, 1.1vw, 34px); opacity: 0.62; font-variant-numeric: tabular-nums; }
.over { position: absolute; inset: 0; pointer-events: none; z-index: 10; }
.over[hidden] { display: none; }
.blank { background: #000; pointer-events: auto; cursor: none; }
.spot { background: radial-gradient(circle at var(--x, 50%) var(--y, 50%), transparent 0 14vmin, rgb(0 0 0 / 72%) 15vmin); }
.help { display: grid; place-items: center; background: rgb(0 0 0 / 60%); }
.help table { background: var(--st-background-color); border-radius: 12px; padding: 1.2em 1.6em; font-size: clamp(15px, 1.6vw, 48px); }
.help td { padding: 0.15em 0.8em; } .help td:first-child { font-weight: 600; white-space: nowrap; }
.foot span { margin-right: 1.2em; }
@media (prefers-reduced-motion: reduce) { .panels { transition: none; } }
`;

export function createTalkView({ store, frame, lens, signal }) {
  const host = el("div", { id: "latent-lens-talk", "data-testid": "talk" });
  host.popover = "manual";
  const root = host.attachShadow({ mode: "open" });
  const panels = el("div", { class: "panels" });
  const caption = el("p", { class: "caption", "aria-live": "polite", "data-testid": "caption" });
  const progress = el("b", { "data-testid": "progress", style: "font-weight:400" });
  const keys = el("span", { "data-testid": "keys-hint" }, "? for keys");
  const foot = el("div", { class: "foot" }, keys, progress);
  const spot = el("div", { class: "over spot", hidden: true, "data-testid": "spotlight" });
  const blank = el("div", { class: "over blank", hidden: true, "data-testid": "blank" });
  const help = el(
    "div",
    { class: "over help", hidden: true },
    el("table", {}, ...HELP.map(([keys, does]) => el("tr", {}, el("td", {}, keys), el("td", {}, does)))),
  );
  const talk = el(
    "div",
    {
      class: "talk",
      tabindex: "-1",
      role: "application",
      "aria-label": "Presentation. The question mark lists the keys.",
    },
    panels,
    caption,
    foot,
    spot,
    blank,
    help,
  );
  root.append(el("style", {}, CSS), talk);
  document.body.append(host);
  const updates = new Map();
  const grow = () => host.style.setProperty("--grow", Math.max(1, innerWidth / DESIGN_WIDTH));

  function slot(name) {
    if (!updates.has(name)) {
      const element = el("div", { class: `slot ${name}` });
      const panelRoot = element.attachShadow({ mode: "open" });
      panels.append(element);
      panelRoot.append(el("style", {}, BARE));
      const update = CREATORS[name]({ root: panelRoot, store, frame, lens, emit() {}, signal });
      updates.set(name, { element, update: () => update({ bare: true }) });
    }
    return updates.get(name);
  }

  function arrange(names) {
    const has = (name) => names.includes(name);
    const side = ["picture", "sliders"].filter(has);
    const big = ["map", "lattice"].filter(has);
    const columns = big.length
      ? [...big.map((name) => [name]), ...(side.length ? [side] : [])]
      : side.map((name) => [name]);
    for (const { element } of updates.values()) element.hidden = true;
    panels.className = `panels${big.length === 1 && side.length ? " wide-left" : ""}`;
    const made = columns.map((column) => el("div", { class: `column${column.length > 1 ? " two" : ""}` }));
    panels.append(...made); // first the columns, then the slots into them: a panel is measured in its place
    columns.forEach((column, i) =>
      column.forEach((name) => {
        const { element } = slot(name);
        element.hidden = false;
        element.classList.toggle("few", column.length > 1);
        made[i].append(element);
      }),
    );
    for (const old of [...panels.children])
      if (!made.includes(old) && !old.classList.contains("slot")) keepSlots(old, panels);
    for (const name of names) slot(name).update();
  }

  addEventListener("resize", grow, { signal });
  addEventListener(
    "pointermove",
    (event) => {
      spot.style.setProperty("--x", `${event.clientX}px`);
      spot.style.setProperty("--y", `${event.clientY}px`);
    },
    { signal },
  );
  document.addEventListener("fullscreenchange", () => raise(host), { signal });
  // A dialog of the page, such as the one that says that the server is gone, shuts out all that stands beside it.
  const open = new MutationObserver(() => ["inert", "aria-hidden"].forEach((name) => host.removeAttribute(name)));
  open.observe(host, { attributeFilter: ["inert", "aria-hidden"] });
  signal.addEventListener("abort", () => {
    open.disconnect();
    if (document.fullscreenElement) document.exitFullscreen();
    host.remove();
  });
  grow();
  raise(host);

  return {
    focus: () => talk.focus({ preventScroll: true }),
    arrange,
    say(text, at) {
      setText(caption, text);
      setText(progress, at);
    },
    /** For tests and for whoever styles the stage: what runs, as data attributes. */
    tell: (facts) => Object.assign(host.dataset, facts),
    fade: (isFading) => panels.classList.toggle("fading", isFading),
    toggle(name) {
      const layer = { spot, blank, help }[name];
      layer.hidden = !layer.hidden;
      if (name === "help") keys.hidden = true; // found
    },
    close(name) {
      ({ spot, blank, help })[name].hidden = true;
    },
    isOpen: (name) => !{ spot, blank, help }[name].hidden,
    theme(name) {
      applyTheme(host, name);
      for (const { update, element } of updates.values()) if (!element.hidden) update();
    },
    fullscreen: () =>
      document.fullscreenElement
        ? document.exitFullscreen()
        : document.documentElement.requestFullscreen?.().catch(() => {}),
  };
}

/** Above whatever else is in the top layer: a page in full screen enters it later than we did. */
function raise(host) {
  if (!host.showPopover) return;
  if (host.matches(":popover-open")) host.hidePopover();
  host.showPopover();
}

function keepSlots(column, panels) {
  panels.append(...column.querySelectorAll(":scope > .slot"));
  column.remove();
}
