/** Pan and zoom on a canvas: drag, wheel, two fingers. */

const WHEEL_STEP = 0.0016; // natural log of the zoom per pixel of wheel

/** @param {{panBy: Function, zoomAt: Function, signal: AbortSignal}} camera */
export function createPointer(element, canvas, { panBy, zoomAt, signal }) {
  let last = null;
  let fingers = null;
  const listen = (target, name, listener, options) => target.addEventListener(name, listener, { signal, ...options });

  // On the canvas, below the element: an armed lasso stops a press on its way here.
  listen(canvas, "mousedown", (event) => {
    if (event.button !== 0) return;
    last = [event.clientX, event.clientY];
    event.preventDefault(); // no text selection while dragging
    element.focus({ preventScroll: true });
  });
  listen(document, "mousemove", (event) => {
    if (!last) return;
    panBy(event.clientX - last[0], event.clientY - last[1]);
    last = [event.clientX, event.clientY];
  });
  listen(document, "mouseup", () => (last = null));
  listen(
    element,
    "wheel",
    (event) => {
      event.preventDefault();
      const pixels = event.deltaY * (event.deltaMode === 1 ? 18 : 1);
      zoomAt(...within(event.clientX, event.clientY), Math.exp(Math.max(-200, Math.min(200, pixels)) * WHEEL_STEP));
    },
    { passive: false },
  );
  listen(canvas, "touchstart", (event) => (fingers = pinch(event)));
  listen(
    canvas,
    "touchmove",
    (event) => {
      const now = pinch(event);
      if (!fingers || !now) return;
      event.preventDefault();
      panBy(now.x - fingers.x, now.y - fingers.y);
      zoomAt(...within(now.x, now.y), fingers.apart / now.apart);
      fingers = now;
    },
    { passive: false },
  );
  listen(canvas, "touchend", () => (fingers = null));

  function within(x, y) {
    const { left, top } = element.getBoundingClientRect();
    return [x - left, y - top];
  }
}

function pinch({ touches }) {
  if (touches.length !== 2) return null;
  const [a, b] = touches;
  return {
    x: (a.clientX + b.clientX) / 2,
    y: (a.clientY + b.clientY) / 2,
    apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) || 1,
  };
}
