/** The map of the second model: the cursor of the first lies on it too, and a pointer over it moves both. */

import { el } from "../kit/dom.js";
import { figureOf } from "../map/canvas_figure.js";
import { createCanvasSurface } from "../map/canvas_surface.js";
import { createLocator } from "../map/locator.js";
import { text } from "../words/words.js";

const STILL_PX = 4; // a press that moved no further is a click

export const SECOND_MAP_CSS = `
.compare .second-map { position: relative; overflow: hidden; border-radius: var(--radius); cursor: crosshair;
  touch-action: pan-y; height: 100%; }
.compare .second-map .mark { position: absolute; left: -9px; top: -9px; width: 18px; height: 18px; z-index: 2;
  border: 3px solid var(--st-background-color); border-radius: 50%; background: var(--st-primary-color);
  box-shadow: 0 0 0 2px var(--st-primary-color); pointer-events: none; }
.compare .second-map .mark[hidden] { display: none; }
`;

/**
 * @param {Object} on
 * @param {(index: number) => void} on.over an image whose code is under the pointer
 * @param {() => void} on.click
 * @param {() => void} on.leave
 * @param {AbortSignal} signal
 */
export function createSecondMap({ over, click, leave }, signal) {
  const mark = el("div", { class: "mark", hidden: true });
  const element = el("div", { class: "second-map", role: "img", "data-testid": "second-map" }, mark);
  element.setAttribute("aria-label", text("compare.secondMap"));
  const surface = createCanvasSurface(element, signal);
  const locator = createLocator(element, signal);
  /** @type {ReturnType<typeof import("./second.js").createSecond> | null} */
  let second = null;
  let point = null;
  let pressed = null;

  function place() {
    mark.hidden = !point;
    if (!point) return;
    const [left, top] = surface.toPixel(...point);
    mark.style.transform = `translate(${left}px, ${top}px)`;
  }

  surface.onCamera(place);
  element.addEventListener("pointermove", move, { signal });
  element.addEventListener("pointerdown", press, { signal });
  element.addEventListener("pointerup", release, { signal });
  element.addEventListener("pointerleave", leave, { signal });

  function indexAt(event) {
    const [left, top] = locator.locate(event);
    const [x, y] = surface.toData(left, top);
    return second.search.pointNear(x, y);
  }

  function move(event) {
    if (!second || event.buttons) return;
    over(indexAt(event));
  }

  function press(event) {
    pressed = [event.clientX, event.clientY];
  }

  function release(event) {
    const isClick = pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) < STILL_PX;
    pressed = null;
    if (!isClick || !second) return;
    over(indexAt(event));
    click();
  }

  return {
    element,

    /** @param {ReturnType<typeof import("./second.js").createSecond>} next @param {object} theme */
    show(next, theme) {
      second = next;
      const { view, projection, search } = next;
      const choice = { projection, colouring: "class" };
      surface.show(figureOf({ view, model: view.spec.name, hidden: new Set() }, choice, theme, search.points), theme);
    },

    /** @param {Float32Array | null} z of the second model */
    mark(z) {
      point = z && second ? second.search.toMap(z) : null;
      place();
    },
  };
}
