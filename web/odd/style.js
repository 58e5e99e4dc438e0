/** How Odd ones out is laid out. */

export const CSS = `
.odd { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem 2.5rem; font-size: 0.9375rem; }
.odd h2 { font-size: 1.125rem; font-weight: 650; margin: 0; padding: 0; }
.odd h3 { font-size: 0.9375rem; font-weight: 600; margin: 0.4rem 0 0.2rem; padding: 0; }
.odd p { margin: 0; }
.odd .soft { color: var(--soft); min-height: 2.7em; }
.odd .one, .odd .two { display: grid; gap: 0.6rem; align-content: start; min-width: 0; }
.odd .plot { width: 100%; height: 180px; border-bottom: 1px solid var(--line); touch-action: pan-y; cursor: ew-resize; }
.odd input[type="range"] { width: 100%; direction: rtl; accent-color: var(--st-primary-color); }
.odd .key { display: flex; gap: 0.4rem; align-items: center; }
.odd .swatch { width: 0.8rem; height: 0.8rem; border-radius: 2px; background: var(--ordinary); }
.odd .swatch.odd-key { background: var(--odd); margin-left: 0.8rem; }
.odd .said { font-weight: 600; }
.odd .curves { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
.odd figure { margin: 0; }
.odd .axes { color: var(--soft); }
.odd .curve { width: 100%; aspect-ratio: 1; }
.odd .pictures { display: flex; flex-wrap: wrap; gap: 4px; min-height: 48px; }
.odd button.picture { padding: 2px; border: 2px solid var(--ordinary); width: 46px; height: 46px; min-height: 0; }
.odd button.picture.odd-one { border: 3px dashed var(--odd); padding: 1px; }
.odd button.picture canvas { width: 100%; height: 100%; display: block; image-rendering: pixelated; }
.odd .list { display: grid; gap: 0.7rem; }
.odd .score { display: grid; gap: 0.3rem; justify-items: start; }
.odd .score > button { white-space: normal; text-align: left; }
@media (max-width: 900px) { .odd { grid-template-columns: minmax(0, 1fr); } }
`;
