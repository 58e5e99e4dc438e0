/**
 * Start while one draws: the pad, below it what the model sees beside what it makes of it; on a narrow screen both
 * stand beside the pad, and the plane stays in view.
 */

const ON = `.start[data-draw="on"]`;
const DRAWN = "figure:not(.drawn)"; // the decoded picture with its caption

export const PAD_CSS = `
.start:not([data-draw="on"]) :is(.made, .carry) { display: none; }
${ON} :is(h1, .pen, .sliders, .doors, .seen .dots, [data-testid="drawing-rate"]) { display: none; }
${ON} :is(${DRAWN}, .seen, .words) { display: contents; }
${ON} .panel { --pad: min(100%, max(15rem, (100vh - 23.5rem) / 1.5)); gap: 0.6rem 0.7rem; justify-content: end;
  grid-template-columns: repeat(2, calc(var(--pad) / 2 - 0.35rem)); align-content: start; }
${ON} .panel > * { margin: 0; width: auto; }
${ON} :is(.drawn, .row, .caption, .told, .price, .believed, .message, .stays, .carry) { grid-column: 1 / -1; }
${ON} .drawn { order: -6; }
${ON} .row { order: -5; justify-content: space-between; }
${ON} .row button { padding-inline: 0.55rem; }
${ON} .small { order: -4; width: auto; min-height: 0; aspect-ratio: 1; border-radius: 6px;
  box-shadow: 0 0 0 1px rgb(255 255 255 / 14%); }
${ON} ${DRAWN} canvas { order: -3; grid-area: auto; }
${ON} :is(.label, .made) { order: -2; margin-top: -0.3rem; }
${ON} .caption { order: -1; min-height: 0; }
${ON} .drawn canvas { border: 2px dashed rgb(255 255 255 / 34%); box-shadow: none; }
${ON} .words p { margin: 0; }
${ON} .price { min-height: 2.8em; }
${ON} .price[hidden] { display: block; visibility: hidden; } /* during a stroke: nothing moves under the hand */
${ON} .carry { order: 1; min-height: 44px; background: var(--st-primary-color); color: #0a0c12;
  border-color: transparent; font-weight: 650; font-size: clamp(0.9375rem, 1.5vh, 1.5rem); }
${ON} .carry:hover { background: #a9b8ff; color: #0a0c12; }
${ON} .stays { order: 2; }
@media (max-width: 640px) {
  ${ON} { grid-template: "drawn small" auto "drawn label" auto "drawn picture" auto "drawn made" auto
    "row row" auto "caption caption" auto "price price" auto "told told" auto "believed believed" auto
    "message message" auto "plane plane" minmax(180px, 1fr) "carry carry" auto "stays stays" auto
    / minmax(0, 2.35fr) minmax(0, 1fr);
    gap: 0.4rem 0.7rem; }
  ${ON} .drawn { grid-area: drawn; }
  ${ON} .row { grid-area: row; }
  ${ON} .small { grid-area: small; }
  ${ON} .label { grid-area: label; margin: 0; }
  ${ON} ${DRAWN} canvas { grid-area: picture; }
  ${ON} .made { grid-area: made; margin: 0; }
  ${ON} .caption { grid-area: caption; }
  ${ON} .price { grid-area: price; }
  ${ON} .told { grid-area: told; }
  ${ON} .believed { grid-area: believed; }
  ${ON} .message { grid-area: message; }
  ${ON} .carry { grid-area: carry; }
  ${ON} .stays { grid-area: stays; }
}
`;
