/**
 * Where an event is on an element, in pixels from its top left corner.
 *
 * The element's bounds are kept until they may have changed: asking for them in every event would make the browser lay
 * the page out in that event.
 */

/** @param {HTMLElement} element @param {AbortSignal} signal */
export function createLocator(element, signal) {
  let bounds = null;
  const forget = () => {
    bounds = null;
  };
  for (const name of ["scroll", "resize"]) addEventListener(name, forget, { capture: true, passive: true, signal });

  return {
    forget,
    /** @param {{clientX: number, clientY: number}} event @returns {[number, number]} */
    locate(event) {
      bounds ??= element.getBoundingClientRect();
      return [event.clientX - bounds.left, event.clientY - bounds.top];
    },
  };
}
