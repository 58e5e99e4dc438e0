/** Which key presses are shortcuts, and which belong to a field. */

/** A plain letter key, not meant for a field that takes text. */
export function isShortcut(event, key) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== key) return false;
  return !isText(event);
}

/** Whether the event belongs to a field that takes text. */
export function isText(event) {
  return Boolean(
    event
      .composedPath()[0]
      .closest?.("input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable=true]"),
  );
}
