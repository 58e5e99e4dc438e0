/** How Odd ones out is laid out. */

export const CSS = `
.odd { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem 2.5rem; font-size: 0.9375rem; }
.odd h2 { font-size: 1.125rem; font-weight: 650; margin: 0; padding: 0; }
.odd h3 { font-size: 0.9375rem; font-weight: 600; margin: 0.4rem 0 0.2rem; padding: 0; }
.odd p { margin: 0; }
.odd .soft { color: var(--soft); }
.odd figure { margin: 0; }
.odd .card { grid-column: 1 / -1; display: grid; grid-template-columns: 230px auto minmax(0, 1fr); gap: 0.6rem 1.6rem;
  align-items: start; scroll-margin-top: 5rem; } /* below the header */
.odd .drawn { display: grid; gap: 0.5rem; }
.odd .pad-box { position: relative; }
.odd .pad { width: 100%; aspect-ratio: 1; background: #000; border: 2px dashed var(--line); border-radius: 4px;
  cursor: crosshair; touch-action: none; }
.odd .here { position: absolute; inset: 0; display: grid; place-content: center; color: #b8bdc9; font-size: 1.25rem;
  pointer-events: none; }
.odd .here[hidden] { display: none; }
.odd .pair { display: flex; gap: 1rem; }
.odd .pair figure { width: 230px; }
.odd .pair figure[hidden] { display: none; }
.odd .pair canvas { width: 100%; background: #000; border-radius: 4px; }
.odd .told { display: grid; gap: 0.5rem; align-content: start; }
.odd .told h2 { font-size: 1.5rem; line-height: 1.2; }
.odd .message:empty, .odd .own:empty { display: none; }
.odd .own { max-height: 104px; overflow-y: auto; }
.odd .one { display: grid; gap: 0.6rem; align-content: start; min-width: 0; }
.odd .one > .soft { min-height: 2.7em; }
.odd .plot { width: 100%; height: 180px; border-bottom: 1px solid var(--line); touch-action: pan-y; cursor: ew-resize; }
.odd .small-plot { width: 100%; height: 44px; }
.odd input[type="range"] { width: 100%; direction: rtl; accent-color: var(--st-primary-color); }
.odd .key { display: flex; flex-wrap: wrap; gap: 0.4rem; align-items: center; }
.odd .swatch { width: 0.8rem; height: 0.8rem; border-radius: 2px; background: var(--ordinary); }
.odd .swatch:not(:first-child) { margin-left: 0.8rem; }
.odd .swatch.odd-key { background: var(--odd); }
.odd .swatch.looked-key { background: var(--st-primary-color); clip-path: polygon(0 15%, 100% 15%, 50% 100%); }
.odd .said { font-weight: 600; }
.odd .curves { display: grid; align-content: start; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
.odd .axes { color: var(--soft); }
.odd .curve { width: 100%; aspect-ratio: 1; }
.odd .pictures { display: flex; flex-wrap: wrap; gap: 4px; }
.odd .one .pictures { min-height: 48px; }
.odd button.picture { padding: 2px; border: 2px solid var(--ordinary); width: 46px; height: 46px; min-height: 0; }
.odd button.picture.odd-one { border: 3px dashed var(--odd); padding: 1px; }
.odd .own button.picture { border-color: var(--st-primary-color); }
.odd button.picture canvas { width: 100%; height: 100%; display: block; image-rendering: pixelated; }
.odd .each { grid-column: 1 / -1; display: grid; gap: 0.6rem; }
.odd .list { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 396px), 1fr));
  gap: 1.4rem 2.5rem; }
.odd .score { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.3rem 0.8rem; align-content: start;
  align-items: center; justify-items: start; }
.odd .score > :is(.small-plot, .pictures) { grid-column: 1 / -1; }
.odd .score > button { white-space: normal; text-align: left; }
.odd .place.strange { font-weight: 650; }
@media (max-width: 1100px) {
  .odd .card { grid-template-columns: 200px minmax(0, 1fr); }
  .odd .pair figure { width: 200px; }
  .odd .told { grid-column: 1 / -1; }
}
@media (max-width: 900px) { .odd { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 600px) {
  .odd .card { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); column-gap: 1rem; }
  .odd .pair { display: grid; gap: 0.5rem; }
  .odd .pair figure { width: 100%; }
}
`;
