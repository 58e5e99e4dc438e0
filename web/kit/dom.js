/** Elements in one call: `el("button", { title: "Undo", onclick }, "text", child)`. */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [props] attributes; `onX` listeners, `style` as text, `null` and `false` left out
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Sets text only when it differs: an unchanged node costs no layout. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * Sets or, with null, removes an attribute, only when it differs.
 *
 * @param {Element} node
 * @param {string} name
 * @param {string | number | null} value
 */
export function setAttribute(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, String(value));
}

let motion = null;

/** Whether the visitor asked for less motion; the query is kept, since making one costs a style pass. */
export function reducedMotion() {
  motion ??= matchMedia("(prefers-reduced-motion: reduce)");
  return motion.matches;
}
