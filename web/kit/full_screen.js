/**
 * An element that fills the screen and gives it back: by the browser's own full screen where it has one, else, as on
 * phones, as the topmost layer of the page. Escape leaves both.
 */

const FULL = "data-full";

/**
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 * @param {(isFull: boolean) => void} changed
 */
export function createFullScreen(element, signal, changed) {
  const isFull = () => element.hasAttribute(FULL);
  const isNative = () => /** @type {Document | ShadowRoot} */ (element.getRootNode()).fullscreenElement === element;

  function show(next) {
    if (next === isFull()) return;
    element.toggleAttribute(FULL, next);
    changed(next);
  }

  async function enter() {
    show(true);
    try {
      await element.requestFullscreen();
    } catch {
      rise(element); // none here, or none allowed
    }
  }

  function leave() {
    if (isNative()) document.exitFullscreen();
    sink(element);
    show(false);
  }

  const followBrowser = () => !isNative() && !element.hasAttribute("popover") && show(false);
  const press = (event) => {
    if (event.key !== "Escape" || !isFull()) return;
    event.stopPropagation();
    leave();
  };
  document.addEventListener("fullscreenchange", followBrowser, { signal });
  document.addEventListener("keydown", press, { signal, capture: true });
  signal.addEventListener("abort", () => isFull() && leave());
  return { isFull, toggle: () => (isFull() ? leave() : enter()) };
}

function rise(element) {
  element.setAttribute("popover", "manual");
  element.showPopover?.();
}

function sink(element) {
  if (element.hasAttribute("popover")) element.hidePopover?.();
  element.removeAttribute("popover");
}
