/**
 * A group of controls as one stop of the Tab key: arrow keys go from one to the next within it.
 *
 * After the pattern "toolbar" of the ARIA Authoring Practices (W3C). Which one Tab comes to is the one that had the
 * focus last.
 */

const ACROSS = { ArrowRight: 1, ArrowLeft: -1 };
const DOWN = { ArrowDown: 1, ArrowUp: -1 };

/**
 * @param {HTMLElement} group
 * @param {object} options
 * @param {string} options.of selector of its members
 * @param {boolean} [options.isColumn] whether the arrows up and down lead from one to the next
 * @returns {() => void} to be called when the members have changed
 */
export function roving(group, { of, isColumn = false }) {
  const keys = isColumn ? DOWN : ACROSS;
  /** @type {HTMLElement | null} */
  let chosen = null;

  const members = () => /** @type {HTMLElement[]} */ ([...group.querySelectorAll(of)]).filter(isUsable);

  function renew() {
    const all = members();
    if (!all.includes(chosen)) chosen = all[0] ?? null;
    for (const member of group.querySelectorAll(of)) /** @type {HTMLElement} */ (member).tabIndex = -1;
    if (chosen) chosen.tabIndex = 0;
  }

  /** @param {HTMLElement} next */
  function choose(next) {
    chosen = next;
    renew();
  }

  group.addEventListener("focusin", ({ target }) => {
    const member = /** @type {HTMLElement} */ (target).closest(of);
    if (member && member !== chosen) choose(/** @type {HTMLElement} */ (member));
  });
  const press = (event) => {
    const all = members();
    const at = all.indexOf(/** @type {HTMLElement} */ (event.target));
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextOf(event.key, at, all.length, keys);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    all[next].focus();
  };
  group.addEventListener("keydown", press, { capture: true }); // before a slider takes the key for itself
  renew();
  return renew;
}

function nextOf(key, at, count, keys) {
  if (keys[key]) return (at + keys[key] + count) % count;
  if (keys === DOWN) return null; // Home and End belong to a slider
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

/** @param {HTMLElement & {disabled?: boolean}} member */
const isUsable = (member) => !member.disabled && member.getClientRects().length > 0;
