/**
 * Pointer, fingers and wheel on a board: a drag pans, two fingers and the wheel zoom. Which movements of a finger are
 * the page's own says each board's style: `touch-action`.
 */

const CLICK_PX = 4;
const WHEEL_RATE = 0.0015; // e-folds per wheel pixel: a notch of 100 zooms by 16 %
const LINE_PX = 30; // of a wheel that counts in lines

/**
 * @param {object} context
 * @param {HTMLElement} context.element
 * @param {AbortSignal} context.signal
 * @param {ReturnType<typeof import("../map/locator.js").createLocator>} context.locator
 * @param {() => boolean} context.takesDrag
 * @param {(dx: number, dy: number) => void} context.panBy
 * @param {(factor: number, left?: number, top?: number) => void} context.zoomAt
 */
export function listenToGestures({ element, signal, locator, takesDrag, panBy, zoomAt }) {
  const fingers = createFingers({ takesDrag, panBy, zoomAt });

  const press = (event) => {
    if (event.button !== 0) return;
    locator.forget();
    fingers.down(event.pointerId, locator.locate(event));
    if (event.isTrusted) element.setPointerCapture(event.pointerId);
  };
  const turn = (event) => {
    event.preventDefault();
    locator.forget();
    const pixels = event.deltaY * (event.deltaMode === 1 ? LINE_PX : 1);
    zoomAt(Math.exp(-pixels * WHEEL_RATE), ...locator.locate(event));
  };

  const listen = (name, listener, options) => element.addEventListener(name, listener, { signal, ...options });
  listen("pointerdown", press);
  listen("pointermove", (event) => fingers.move(event.pointerId, () => locator.locate(event)));
  listen("pointerup", (event) => fingers.up(event.pointerId));
  listen("pointercancel", (event) => fingers.up(event.pointerId));
  listen("wheel", turn, { passive: false });
  return { isPanning: fingers.isPanning };
}

/** What is pressed now, the mouse being one of the fingers. */
function createFingers({ takesDrag, panBy, zoomAt }) {
  /** @type {Map<number, [number, number]>} where each is */
  const positions = new Map();
  let pressed = null; // where the only one began
  let isPanning = false;

  function dragTo(id, at) {
    const before = positions.get(id);
    const other = [...positions].find(([otherId]) => otherId !== id)?.[1];
    positions.set(id, at);
    if (!other) return panBy(at[0] - before[0], at[1] - before[1]);
    panBy((at[0] - before[0]) / 2, (at[1] - before[1]) / 2);
    const factor = (distance(at, other) || 1) / (distance(before, other) || 1);
    zoomAt(factor, (at[0] + other[0]) / 2, (at[1] + other[1]) / 2);
  }

  return {
    isPanning: () => isPanning,

    down(id, at) {
      positions.set(id, at);
      pressed = positions.size === 1 ? at : null;
      isPanning = positions.size > 1;
    },

    move(id, locate) {
      if (!positions.has(id) || takesDrag()) return;
      const at = locate();
      if (pressed && distance(at, pressed) > CLICK_PX) isPanning = true;
      if (isPanning) dragTo(id, at);
    },

    up(id) {
      positions.delete(id);
      if (positions.size) return;
      setTimeout(() => {
        isPanning = positions.size > 0; // after the click handlers of this release
      });
    },
  };
}

const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
