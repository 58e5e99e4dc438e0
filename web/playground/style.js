/** How the playground stands on the page. */

export const CSS = `
.play { display: grid; gap: 0.9rem; --recon: light-dark(#2b6cb0, #7cb5ff); --kl: light-dark(#b7500a, #ffb066); }
.play h2 { font-size: 0.9375rem; font-weight: 650; margin: 0; }
.play figure { margin: 0; min-width: 0; }
.play p { margin: 0; }
.play .bar { display: flex; flex-wrap: wrap; gap: 0.5rem 0.7rem; align-items: center; }
.play .bar .train { font-size: 1.0625rem; min-height: 42px; min-width: 8.5rem; padding: 0.3rem 1.4rem; }
.play .bar label { display: inline-flex; gap: 0.4rem; align-items: center; color: var(--soft); }
.play .bar select, .play .bar input { color: var(--st-text-color); }
.play .bar input[type="number"] { width: 5.2rem; }
.play .facts { margin-left: auto; display: flex; gap: 1.1rem; align-items: baseline; }
.play .facts b { font-size: 1.125rem; }
.play .body { display: grid; gap: 1rem 1.6rem; align-items: start;
  grid-template-columns: 220px minmax(300px, min(50%, 60vh)) minmax(260px, 1fr); }
.play .knobs { display: grid; gap: 0.55rem; }
.play .knobs h2:not(:first-child) { margin-top: 0.5rem; }
.play .knob { display: grid; grid-template-columns: 1fr auto; gap: 0 0.5rem; align-items: center; }
.play .knob :is(input, select) { grid-column: 1 / -1; width: 100%; margin: 0; accent-color: var(--st-primary-color); }
.play .knob input[type="range"] { height: 24px; }
.play .knob[hidden] { display: none; }
.play .check { display: flex; gap: 0.5rem; align-items: center; min-height: 28px; }
.play .check input { width: 18px; height: 18px; margin: 0; accent-color: var(--st-primary-color); }
.play .square { position: relative; aspect-ratio: 1; border-radius: var(--radius); overflow: hidden; }
.play .square canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
.play .dark { background: #0b0d12; }
.play .decoded { opacity: 0.62; }
.play .field { box-shadow: inset 0 0 0 1px var(--line); background: var(--wash); }
.play .field.pad canvas { cursor: crosshair; touch-action: none; }
.play .hint { position: absolute; inset: 0; display: grid; place-items: center; text-align: center; padding: 1rem;
  pointer-events: none; font-size: 1rem; }
.play .hint[hidden] { display: none; }
.play .plane figcaption { margin-top: 0.5rem; }
.play .plane figcaption .soft { margin-left: auto; }
.play .side { display: grid; gap: 0.9rem; min-width: 0; }
.play .curves { display: grid; gap: 0.8rem; }
.play .curves figcaption { display: flex; flex-wrap: wrap; gap: 0 0.6rem; align-items: baseline;
  margin-bottom: 0.25rem; }
.play .curves figcaption b { color: var(--curve); }
.play .curves figcaption .soft { margin-left: auto; }
.play .curves canvas { width: 100%; height: 116px; border-radius: 6px; background: var(--wash); }
.play .rebuilt figcaption { margin-bottom: 0.25rem; }
.play .rebuilt canvas { width: 100%; height: auto; }
.play .scatter .square { max-width: 320px; margin-top: 0.4rem; }
.play .key { display: inline-flex; align-items: center; gap: 0.3rem; }
.play .key i { width: 9px; height: 9px; background: currentColor; }
.play .key .data { opacity: 0.4; }
.play .key .sample { border-radius: 50%; background: none; border: 1.5px solid; }
.play .breaks { display: grid; gap: 0.5rem; border-top: 1px solid var(--line); padding-top: 0.8rem; }
.play .breaks p { font-size: 1rem; line-height: 1.5; min-height: 3em; max-width: 60rem; text-wrap: pretty; }
.play .over-said { font-weight: 600; }
.play .over-said:empty { display: none; }
.play figure[hidden] { display: none; }
@media (max-width: 1180px) {
  .play .body { grid-template-columns: 200px minmax(0, 1.15fr) minmax(0, 1fr); gap: 1rem 1.2rem; }
}
@media (max-width: 820px) {
  .play .body { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .play .knobs { grid-column: 1 / -1; order: 1; }
}
@media (max-width: 640px) {
  .play .body { grid-template-columns: minmax(0, 1fr); }
  .play .facts { margin-left: 0; width: 100%; justify-content: space-between; }
  .play .bar .train { flex: 1 1 100%; }
  .play .scatter .square { max-width: none; }
  .play .curves canvas { height: 84px; }
  .play .knob input[type="range"], .play .check { min-height: 44px; }
}
`;
