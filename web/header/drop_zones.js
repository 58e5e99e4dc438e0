/**
 * Streamlit's place to drop a file has a name and takes the focus, and yet says that it is nothing (role=presentation):
 * a screen reader may pass over it. It is a group, with the button in it.
 */

const EMPTY = '[data-testid="stFileUploaderDropzone"][role="presentation"]';

/** @param {AbortSignal} signal */
export function nameDropZones(signal) {
  const mend = () => {
    for (const zone of document.querySelectorAll(EMPTY)) zone.setAttribute("role", "group");
  };
  const observer = new MutationObserver(mend);
  observer.observe(document.body, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
  mend();
}
