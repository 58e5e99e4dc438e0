/** The style sheet of the stage. */

export const TALK_CSS = `
:host { all: initial; position: fixed; inset: 0; width: 100vw; height: 100vh; max-width: none; max-height: none;
  margin: 0; padding: 0; border: 0; overflow: hidden; background: var(--st-background-color);
  color: var(--st-text-color); font: 1rem/1.3 var(--st-font); }
.talk { position: absolute; inset: 0; display: grid; grid-template-rows: minmax(0, 1fr) auto;
  padding: 2.2vmin 2.6vmin 1.6vmin; gap: 1.6vmin; outline: none; }
.panels { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 3vmin; min-height: 0;
  transition: opacity 220ms; }
.panels.wide-left { grid-template-columns: minmax(0, 1.3fr); }
.panels[hidden], .page[hidden] { display: none; }
.page { display: grid; min-height: 0; min-width: 0; transition: opacity 220ms; }
.fading { opacity: 0; }
.column { display: grid; grid-template-rows: minmax(0, 1fr); gap: 2vmin; min-height: 0; min-width: 0; }
.column > * { min-height: 0; min-width: 0; }
.column.two { grid-template-rows: minmax(0, 1fr) fit-content(46%); }
.slot[hidden] { display: none; }
.sliders { overflow: auto; align-self: center; max-height: 100%; padding-bottom: 4px; box-sizing: border-box;
  zoom: var(--grow, 1); }
.caption { margin: 0; font-size: clamp(22px, 2.7vw, 96px); font-weight: 600; line-height: 1.22; min-height: 2.44em;
  display: flex; align-items: center; text-wrap: balance; }
.foot { position: absolute; right: 1.6vmin; bottom: 0.8vmin; font-size: clamp(11px, 1.1vw, 34px); opacity: 0.62;
  font-variant-numeric: tabular-nums; }
.over { position: absolute; inset: 0; pointer-events: none; z-index: 10; }
.over[hidden] { display: none; }
.blank { background: #000; pointer-events: auto; cursor: none; }
.spot { background: radial-gradient(circle at var(--x, 50%) var(--y, 50%), transparent 0 14vmin,
  rgb(0 0 0 / 72%) 15vmin); }
.help { display: grid; place-items: center; background: rgb(0 0 0 / 60%); }
.help table { background: var(--st-background-color); border-radius: 12px; padding: 1.2em 1.6em;
  font-size: clamp(15px, 1.6vw, 48px); }
.help td { padding: 0.15em 0.8em; } .help td:first-child { font-weight: 600; white-space: nowrap; }
.foot span { margin-right: 1.2em; }
@media (prefers-reduced-motion: reduce) { .panels, .page { transition: none; } }
`;

/** A page on the stage, as large as it goes; what is for one visitor at a desk has no place there. */
export const PAGE_CSS = `
:host { display: block; container-type: size; overflow: auto; zoom: var(--fit, 1); }
.play .bar label:has([data-testid="play-seed"]), .challenge .keys,
.challenge :is([data-testid="challenge-large"], [data-testid="challenge-copy"], [data-testid="challenge-save"]) {
  display: none; }
.play .body { grid-template-columns: 220px minmax(0, calc(100cqh - 16rem)) minmax(0, 1fr); }
.play .rebuilt { max-width: 26rem; }
.play .side:has(> .scatter:not([hidden])) { grid-template-columns: minmax(0, 4fr) minmax(0, 5fr); align-items: start; }
.play .breaks p { max-width: none; min-height: 0; }
.challenge :is(.pictures, .score-holder) { max-width: calc(2 * (100cqh - 15rem)); }
.challenge .plane { width: min(100%, max(12rem, 100cqh - 19rem)); }
`;

/** Tools for making sliders have no place on a stage; below a picture there is room for the most telling eight. */
export const PANEL_CSS = `
.sliders .directions, .sliders .foot { display: none; } .rows ~ .rows { margin-top: 8px; }
:host(.few) .rows.two > :nth-child(n + 9) { display: none; }
`;
