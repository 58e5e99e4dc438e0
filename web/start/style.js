/** Start is dark whatever the page is: the pictures are light on black. */

import { SLIDER_CSS } from "../sliders/slider.js";
import { STYLE } from "../kit/theme.js";
import { PROBLEM_CSS } from "../core/problem.js";
import { DRAWING_CSS } from "../draw/drawing_view.js";
import { PAD_CSS } from "./pad_style.js";

const HEADER = "3.75rem";

export const START_CSS = `${STYLE}${SLIDER_CSS}${PROBLEM_CSS}${DRAWING_CSS}
.start { --st-text-color: #eef0f8; --st-background-color: #0a0c12; --st-secondary-background-color: #171b28;
  --st-primary-color: #8ea2ff; color-scheme: dark; color: var(--st-text-color); background: #0a0c12;
    font-size: 0.875rem;
  position: fixed; inset: ${HEADER} 0 0 0; z-index: 1; overflow: hidden; }
.start .plane { position: absolute; inset: 0; cursor: crosshair; touch-action: none; user-select: none;
  outline-offset: -4px; }
.start .panel { position: absolute; inset: 0 0 0 auto; z-index: 3; width: clamp(360px, 36vw, max(560px, 60vh));
  padding: 1.6rem 2.4rem;
  display: grid; align-content: center; gap: 1.1rem; pointer-events: none;
  background: linear-gradient(90deg, transparent, rgb(10 12 18 / 82%) 14%, rgb(10 12 18 / 96%) 30%); }
.start .panel > * { pointer-events: auto; margin: 0 0 0 auto; width: min(100%, 46vh); }
.start h1 { font-size: clamp(1.5rem, 2.6vh, 3rem); line-height: 1.3; font-weight: 500; letter-spacing: -0.01em;
  margin-top: 0;
  margin-bottom: 0; padding: 0; }
.start h1 b { display: inline-block; font-weight: 700; color: var(--st-primary-color); }
.start figure { margin: 0; display: grid; gap: 0.5rem; justify-items: start; position: relative; }
.start .pen { grid-area: 1 / 1; place-self: end; margin: 8px; background: rgb(10 12 18 / 70%);
  border-color: rgb(255 255 255 / 30%); }
.start figure canvas { grid-area: 1 / 1; }
.start figure canvas { width: 100%; aspect-ratio: 1; border-radius: 6px; background: #000;
  box-shadow: 0 0 0 1px rgb(255 255 255 / 14%), 0 18px 50px rgb(0 0 0 / 55%); }
.start .caption { margin: 0; font-size: clamp(1rem, 1.7vh, 1.6rem); min-height: 1.35em; display: flex;
  align-items: center; gap: 0.5rem; }
.start .caption::before { content: ""; width: 0.6rem; height: 0.6rem; border-radius: 50%;
  background: var(--level, #6f7482); }
.start [data-level="well"] { --level: #3ecf8e; }
.start [data-level="sparse"] { --level: #f5b83d; }
.start [data-level="none"] { --level: #ff6b6b; }
.start .sliders { display: grid; gap: 0.4rem; --height: clamp(34px, 3.8vh, 72px); }
.start .doors { display: grid; grid-template-columns: 1fr 1fr; gap: 0.6rem; }
.start .doors button { min-height: 44px; padding: 0.4rem 0.9rem; font-size: clamp(0.9375rem, 1.5vh, 1.5rem);
  white-space: normal; text-align: left;
  background: rgb(255 255 255 / 6%); border-color: rgb(255 255 255 / 16%); }
.start .doors button:hover { background: rgb(255 255 255 / 12%); color: inherit; }
.start .doors .primary { background: var(--st-primary-color); color: #0a0c12; border-color: transparent;
  font-weight: 650;
  display: flex; justify-content: space-between; align-items: center; gap: 0.5rem; }
.start .doors .primary:hover { background: #a9b8ff; color: #0a0c12; }
.start .doors small { font-size: 0.875em; white-space: nowrap; font-weight: 500; }
.start .problem { position: absolute; inset: auto 1rem 1rem 1rem; z-index: 4; }
@media (max-height: 800px) { .start .panel { gap: 0.7rem; padding-block: 0.8rem; } .start h1 { font-size: 1.25rem; } }
@media (forced-colors: active) { .start .panel { background: Canvas; } }
@media (max-width: 1200px), (max-height: 800px) {
  .start .panel { padding: 0.8rem 1.2rem; gap: 0.8rem; }
  .start .panel > * { width: min(100%, max(15rem, 100vh - 27.5rem)); }
  .start h1 { font-size: 1.25rem; }
  .start .doors button { padding: 0.3rem 0.6rem; }
}
@media (max-width: 640px) {
  .start { bottom: calc(57px + env(safe-area-inset-bottom, 0px)); /* the pages' bar */
    display: grid; gap: 0.7rem; padding: 0.8rem; overflow-y: auto; align-content: stretch;
    grid-template: "picture words" auto "plane plane" minmax(220px, 1fr) "sliders sliders" auto
      "doors doors" auto / 42% 1fr; }
  .start .panel { display: contents; }
  .start .panel > * { margin: 0; width: auto; }
  .start h1 { grid-area: words; font-size: 1.25rem; align-self: center; }
  .start figure { grid-area: picture; }
  .start .caption { min-height: 2.7em; } /* two lines: what lies below stays where it is */
  .start .plane { position: relative; inset: auto; grid-area: plane; border-radius: 8px; overflow: hidden; }
  .start .sliders { grid-area: sliders; }
  .start .doors { grid-area: doors; }
}
${PAD_CSS}`;
