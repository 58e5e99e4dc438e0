/** A canvas laid over a container, sharp on any screen, that never takes the pointer from what is below. */

/** @param {HTMLElement} container positioned; it outlives the surfaces that come and go in it */
export function createOverlay(container, zIndex) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  canvas.style.cssText = `position:absolute;inset:0;pointer-events:none;z-index:${zIndex}`;
  container.append(canvas);
  const context = canvas.getContext("2d");
  // Measured when it changes: asking in a frame would make the browser lay the page out in that frame.
  let size = { width: container.clientWidth, height: container.clientHeight };
  const resize = new ResizeObserver(([{ contentRect }]) => (size = contentRect));
  resize.observe(container);

  function fit(ratio) {
    const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
    if (canvas.width === width && canvas.height === height) return;
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${size.width}px`;
    canvas.style.height = `${size.height}px`;
  }

  return {
    /** Clears, and hands back a context in CSS pixels. */
    begin() {
      const ratio = devicePixelRatio || 1;
      fit(ratio);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, size.width, size.height);
      return context;
    },

    remove() {
      resize.disconnect();
      canvas.remove();
    },
  };
}
