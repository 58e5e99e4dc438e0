/** A pen for the map: once it is taken up, one stroke of the pointer draws a path. */

const GRAIN_PX = 3;

/** @typedef {[number, number]} Pixel */

/**
 * @param {HTMLElement} element
 * @param {Object} on
 * @param {(event: PointerEvent) => Pixel} on.locate
 * @param {(isUp: boolean) => void} on.changed the pen was taken up, or put down
 * @param {() => void} on.grown the stroke has another point
 * @param {(stroke: Pixel[]) => void} on.finished
 * @param {AbortSignal} signal
 */
export function createPathPen(element, { locate, changed, grown, finished }, signal) {
  let isUp = false;
  /** @type {Pixel[] | null} */
  let stroke = null;

  function take(next) {
    isUp = next;
    stroke = null;
    changed(isUp);
  }

  function begin(event) {
    if (isUp && event.button === 0) stroke = [locate(event)];
  }

  function grow(event) {
    if (!stroke) return;
    const [left, top] = locate(event);
    const [lastLeft, lastTop] = stroke.at(-1);
    if (Math.hypot(left - lastLeft, top - lastTop) >= GRAIN_PX) stroke.push([left, top]);
    grown();
  }

  function finish() {
    const drawn = stroke ?? [];
    take(false);
    finished(drawn);
  }

  const listen = (name, listener) => element.addEventListener(name, listener, { signal });
  listen("pointerdown", begin);
  listen("pointermove", grow);
  listen("pointerup", () => stroke && setTimeout(finish)); // until then the release is none of the cursor's
  listen("pointercancel", () => stroke && take(true));
  document.addEventListener("keydown", (event) => event.key === "Escape" && isUp && take(false), { signal });
  return { toggle: () => take(!isUp), isUp: () => isUp, stroke: () => stroke };
}
