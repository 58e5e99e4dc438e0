/** How the game looks: two pictures and the score above, sliders beside or below; larger on a big screen. */

import { PROBLEM_CSS } from "../core/problem.js";
import { STYLE } from "../kit/theme.js";
import { SLIDER_CSS } from "../sliders/slider.js";

export const CHALLENGE_CSS = `${STYLE}${SLIDER_CSS}${PROBLEM_CSS}
.challenge { --grow: 1; font-size: calc(1rem * var(--grow)); background: var(--st-background-color);
  display: grid; gap: 0.8rem 1.6rem; grid-template-columns: minmax(0, 7fr) minmax(300px, 5fr); align-items: start;
  grid-template-areas: "bar bar" "pictures play" "score play" "beat play" "note play" "keys play";
  grid-template-rows: repeat(5, auto) 1fr; }
.challenge.challenge [hidden] { display: none; }
.challenge p { margin: 0; }
.challenge > .bar { grid-area: bar; justify-content: space-between; }
.challenge .bar button, .challenge .buttons button { min-height: 36px; padding-inline: 0.8em; }
.challenge .pictures { grid-area: pictures; display: grid; grid-template-columns: 1fr 1fr; gap: 1rem;
  max-width: calc(2 * (100vh - 21rem)); }
.challenge figure { margin: 0; min-width: 0; }
.challenge figcaption { font-weight: 600; margin-bottom: 0.3rem; overflow: hidden; text-overflow: ellipsis;
  white-space: nowrap; }
.challenge .frame { padding: 5px; border-radius: var(--radius); background: var(--line); }
.challenge .mine .frame { background: color-mix(in oklab, var(--warm) calc(100% * var(--part, 0)), var(--line)); }
.challenge .frame canvas { width: 100%; aspect-ratio: var(--aspect, 1); background: #000;
  border-radius: calc(var(--radius) - 3px); }
.challenge .score-holder { grid-area: score; display: grid; gap: 0.4rem; max-width: calc(2 * (100vh - 21rem)); }
.challenge .score { margin: 0; display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.2rem 1rem; }
.challenge .score dd { margin: 0; font-size: 2em; font-weight: 650; line-height: 1.15;
  font-variant-numeric: tabular-nums; }
.challenge .heat { height: 10px; border-radius: 5px; background: var(--line); overflow: hidden; }
.challenge .heat i { display: block; height: 100%; width: 100%; background: var(--warm); transform-origin: left;
  transform: scaleX(var(--part, 0)); }
.challenge .beat { grid-area: beat; font-weight: 600; }
.challenge .note { grid-area: note; min-height: 1.4em; }
.challenge .keys { grid-area: keys; }
.challenge .play { grid-area: play; display: grid; gap: 0.8rem; min-width: 0; }
.challenge .rows { display: grid; gap: 6px 18px; --height: calc(2.875rem * var(--grow)); padding: 0 6px; }
.challenge[data-many] .rows { grid-template-columns: 1fr 1fr; --height: calc(1.9rem * var(--grow)); }
.challenge .slider .line { height: calc(1.5rem * var(--grow)); }
.challenge .flag { color: var(--st-background-color); background: var(--warm); border-radius: 999px; padding: 0 0.6em;
  font-size: 0.875em; font-weight: 650; }
.challenge .plane { position: relative; width: min(100%, max(16rem, 100vh - 26rem)); aspect-ratio: 1;
  border-radius: var(--radius);
  overflow: hidden; background: #000; cursor: crosshair; touch-action: none; user-select: none; }
.challenge .end { display: grid; gap: 0.6rem; padding: 1rem; border-radius: var(--radius);
  border: 2px solid var(--line); background: var(--wash); }
.challenge .end.found { border-color: var(--warm); }
.challenge .end h2 { margin: 0; padding: 0; font-size: 1.75em; font-weight: 700; line-height: 1.1; }
.challenge .end.found h2 { color: var(--warm); }
.challenge .end .says { font-size: 1.125em; }
.challenge[data-over="found"] .mine .frame { background: var(--warm); animation: found 500ms ease-out; }
@keyframes found { 40% { transform: scale(1.04); } }
@media (prefers-reduced-motion: reduce) { .challenge .mine .frame { animation: none !important; } }
.challenge[data-full] { position: fixed; inset: 0; width: 100vw; height: 100vh; max-width: none; max-height: none;
  margin: 0; border: 0; overflow: auto; padding: 2vh 3vw; --grow: clamp(1, calc(100vw / 1050px), 3);
  align-content: start; }
.challenge[data-full] :is(.pictures, .score-holder) { max-width: calc(2 * (100vh - 15rem * var(--grow))); }
.challenge[data-full][data-many] .rows { --height: calc(1.25rem * var(--grow)); }
.challenge[data-full] .score dd { font-size: 2.6em; }
.challenge[data-full] .slider .line :is(b, output) { font-size: calc(1rem * var(--grow)); }
@media (max-width: 900px) {
  .challenge { grid-template-columns: minmax(0, 1fr);
    grid-template-areas: "bar" "view" "beat" "note" "play" "keys"; grid-template-rows: none; gap: 0.6rem; }
  .challenge .view { position: sticky; top: 3.75rem; z-index: 2; background: var(--st-background-color);
    padding-bottom: 0.4rem; }
  .challenge[data-full] .view { top: -2vh; }
  .challenge .pictures, .challenge .score-holder { max-width: 560px; }
  .challenge .score dd { font-size: 1.375em; }
  .challenge .score dt { font-size: 0.875rem; white-space: nowrap; }
}
@media (max-width: 640px) {
  .challenge .pictures { gap: 0.6rem; max-width: min(100%, 58vh); margin-inline: auto; }
  .challenge .keys { display: none; }
}
@media (min-width: 901px) { .challenge .view { display: contents; } }
@media (pointer: coarse) { .challenge .keys { display: none; } }
@media (forced-colors: active) { .challenge .heat i { forced-color-adjust: none; background: Highlight; } }
`;
