/**
 * What a finger does on a map or a plane, said where there are fingers: a swipe up or down still scrolls the page,
 * which the style `touch-action: pan-y` of such a field sees to; every other movement is the field's.
 */

import { text } from "../words/words.js";
import { el } from "./dom.js";

/** @returns {HTMLElement} seen on a touch screen only (theme.js) */
export const touchRule = () => el("p", { class: "touch-rule soft" }, text("kit.touchRule"));
