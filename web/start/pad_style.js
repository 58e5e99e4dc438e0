/**
 * Start while one draws: the pad, below it what the model sees, what it makes of it, and the nearest images; on a
 * narrow screen the first two stand beside the pad, and the plane stays in view.
 */

const ON = `.start[data-draw="on"]`;
const DRAWN = "figure:not(.drawn)"; // the decoded picture with its caption

export const PAD_CSS = `
.start:not([data-draw="on"]) :is(.made, .carry, .nearest) { display: none; }
${ON} :is(h1, .pen, .sliders, .doors, .seen .dots, [data-testid="drawing-rate"]) { display: none; }
${ON} :is(${DRAWN}, .seen, .words, .nearest) { display: contents; }
${ON} .panel { --pad: min(100%, max(15rem, (100vh - 24.5rem) / 1.34)); gap: 0.6rem 0.7rem; justify-content: end;
  grid-template-columns: repeat(3, calc((var(--pad) - 1.4rem) / 3)); align-content: start; }
${ON} .panel > * { margin: 0; width: auto; }
${ON} :is(.drawn, .row, .caption, .told, .price, .believed, .message, .stays, .carry) { grid-column: 1 / -1; }
${ON} .drawn { order: -6; }
${ON} .row { order: -5; justify-content: space-between; }
${ON} .row button { padding-inline: 0.55rem; }
${ON} .small { order: -4; width: auto; min-height: 0; aspect-ratio: 1; border-radius: 6px;
  box-shadow: 0 0 0 1px rgb(255 255 255 / 14%); }
${ON} ${DRAWN} canvas { order: -3; grid-area: auto; }
${ON} :is(.label, .made, .near) { order: -2; margin-top: -0.3rem; line-height: 1.3; }
${ON} .caption { order: -1; min-height: 0; }
${ON} .drawn canvas { border: 2px dashed rgb(255 255 255 / 34%); box-shadow: none; }
${ON} .words p { margin: 0; }
${ON} .price { min-height: 2.8em; }
${ON} .price[hidden] { display: block; visibility: hidden; } /* during a stroke: nothing moves under the hand */
${ON} .pictures { order: -3; display: grid; grid-template-columns: 1fr 1fr; gap: 4px; align-content: start; }
${ON} .pictures canvas { width: 100%; aspect-ratio: 1; border-radius: 4px; background: #000;
  box-shadow: 0 0 0 1px rgb(255 255 255 / 14%); }
${ON} .pictures canvas:nth-child(n + 5) { display: none; }
${ON} .carry { order: 1; min-height: 44px; background: var(--st-primary-color); color: #0a0c12;
  border-color: transparent; font-weight: 650; font-size: clamp(0.9375rem, 1.5vh, 1.5rem); }
${ON} .carry:hover { background: #a9b8ff; color: #0a0c12; }
${ON} .stays { order: 2; }
@media (max-width: 640px) {
  ${ON} { grid-template-areas: "drawn small" "drawn label" "drawn picture" "drawn made" "row row" "caption caption"
      "price price" "told told" "believed believed" "message message" "nearest nearest" "plane plane" "carry carry"
      "stays stays";
    grid-template-columns: minmax(0, 2.35fr) minmax(0, 1fr);
    grid-template-rows: repeat(11, max-content) minmax(160px, 1fr); grid-auto-rows: max-content;
    gap: 0 0.7rem; }
  ${ON} .plane, ${ON} .panel :is(.row, .caption, .price, .told, .believed, .message, .nearest, .carry, .stays) {
    margin-top: 0.4rem; }
  ${ON} .drawn { grid-area: drawn; }
  ${ON} .row { grid-area: row; }
  ${ON} .small { grid-area: small; }
  ${ON} .label { grid-area: label; }
  ${ON} ${DRAWN} canvas { grid-area: picture; }
  ${ON} .made { grid-area: made; }
  ${ON} :is(.label, .made) { margin: 0.2rem 0; }
  ${ON} .near { margin: 0; }
  ${ON} .caption { grid-area: caption; }
  ${ON} .price { grid-area: price; }
  ${ON} .told { grid-area: told; }
  ${ON} .believed { grid-area: believed; }
  ${ON} .message { grid-area: message; }
  ${ON} .panel .nearest { grid-area: nearest; display: grid; grid-template-columns: 6rem minmax(0, 1fr); gap: 0.6rem;
    align-items: center; }
  ${ON} .pictures { order: 0; grid-template-columns: repeat(6, 36px); min-height: 36px; }
  ${ON} .pictures canvas:nth-child(n + 5) { display: block; }
  ${ON} .carry { grid-area: carry; }
  ${ON} .stays { grid-area: stays; }
}
`;
