/** A canvas laid over a map surface, sharp on any screen, that never takes the pointer from what is below. */

export function createOverlay(surface, zIndex) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  canvas.style.cssText = `position:absolute;inset:0;pointer-events:none;z-index:${zIndex}`;
  surface.element.append(canvas);
  const context = canvas.getContext("2d");

  return {
    canvas,

    /** Clears, clips to the plotting area, and hands back a context in CSS pixels. */
    begin() {
      const { clientWidth: width, clientHeight: height } = surface.element;
      const ratio = devicePixelRatio || 1;
      if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
        canvas.width = Math.round(width * ratio);
        canvas.height = Math.round(height * ratio);
        canvas.style.width = `${width}px`;
        canvas.style.height = `${height}px`;
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      return context;
    },

    remove: () => canvas.remove(),
  };
}
