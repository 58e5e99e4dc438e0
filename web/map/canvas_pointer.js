/** Pan and zoom on a canvas: drag, wheel, two fingers. */

const WHEEL_STEP = 0.0016; // natural log of the zoom per pixel of wheel
const LINE_PX = 18; // of a wheel that counts in lines
const MOST_PX = 200; // of one turn of the wheel

/**
 * @param {HTMLElement} element
 * @param {HTMLCanvasElement} canvas below the element: an armed lasso stops a press on its way here
 * @param {object} options
 * @param {(dx: number, dy: number) => void} options.panBy
 * @param {(left: number, top: number, factor: number) => void} options.zoomAt
 * @param {AbortSignal} options.signal
 */
export function createPointer(element, canvas, { panBy, zoomAt, signal }) {
  const zoomUnder = (x, y, factor) => {
    const { left, top } = element.getBoundingClientRect();
    zoomAt(x - left, y - top, factor);
  };
  listenToDrag(element, canvas, panBy, signal);
  listenToWheel(element, zoomUnder, signal);
  listenToPinch(canvas, panBy, zoomUnder, signal);
}

function listenToDrag(element, canvas, panBy, signal) {
  let last = null;
  const press = (event) => {
    if (event.button !== 0) return;
    last = [event.clientX, event.clientY];
    event.preventDefault(); // no text selection while dragging
    element.focus({ preventScroll: true });
  };
  const move = (event) => {
    if (!last) return;
    panBy(event.clientX - last[0], event.clientY - last[1]);
    last = [event.clientX, event.clientY];
  };
  const release = () => {
    last = null;
  };
  canvas.addEventListener("mousedown", press, { signal });
  document.addEventListener("mousemove", move, { signal });
  document.addEventListener("mouseup", release, { signal });
}

function listenToWheel(element, zoomUnder, signal) {
  const turn = (event) => {
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === 1 ? LINE_PX : 1);
    const within = Math.max(-MOST_PX, Math.min(MOST_PX, pixels));
    zoomUnder(event.clientX, event.clientY, Math.exp(within * WHEEL_STEP));
  };
  element.addEventListener("wheel", turn, { signal, passive: false });
}

function listenToPinch(canvas, panBy, zoomUnder, signal) {
  let fingers = null;
  const start = (event) => {
    fingers = pinch(event);
  };
  const move = (event) => {
    const now = pinch(event);
    if (!fingers || !now) return;
    event.preventDefault();
    panBy(now.x - fingers.x, now.y - fingers.y);
    zoomUnder(now.x, now.y, fingers.apart / now.apart);
    fingers = now;
  };
  const end = () => {
    fingers = null;
  };
  canvas.addEventListener("touchstart", start, { signal });
  canvas.addEventListener("touchmove", move, { signal, passive: false });
  canvas.addEventListener("touchend", end, { signal });
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
