/** The pool of pictures, the ten labels, what they are worth, and the plane as the nearest label divides it. */

import { el, setText } from "../kit/dom.js";
import { colourTable, createPainter } from "../kit/picture.js";
import { roving } from "../kit/roving.js";
import { classColour, STYLE } from "../kit/theme.js";
import { text } from "../words/words.js";

const SIDE_PX = 480;
const REACH = 3; // standard deviations of the prior from the middle to the edge: all codes, without their circles
const DOT_PX = 7;
const CSS = `
.ten { display: grid; gap: 0.7rem; font-size: 0.875rem; }
.ten .game { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1rem; align-items: start; }
.ten .pool { display: grid; grid-template-columns: repeat(8, minmax(0, 1fr)); gap: 3px; }
.ten .pool button { position: relative; padding: 2px; min-height: 0; min-width: 0; border-width: 2px;
  touch-action: manipulation; }
.ten.ten.ten .pool button { min-width: 0; }
.ten .pool canvas { width: 100%; aspect-ratio: 1; border-radius: 3px; }
.ten .pool b { position: absolute; right: 0; bottom: 0; padding: 0 0.28rem; border-radius: 4px; font-size: 0.875rem;
  color: var(--st-background-color); background: var(--st-text-color); }
.ten .labels { display: grid; grid-template-columns: repeat(10, minmax(0, 1fr)); gap: 3px; }
.ten.ten.ten .labels button { min-width: 0; min-height: 40px; padding: 0; }
.ten .plane { width: 100%; border-radius: 6px; box-shadow: inset 0 0 0 1px var(--line); }
.ten p { margin: 0; } .ten .worth { font-size: 1rem; min-height: 2.7em; }
@media (max-width: 640px) {
  .ten .game { grid-template-columns: minmax(0, 1fr); }
  .ten.ten.ten .labels { grid-template-columns: repeat(5, minmax(0, 1fr)); }
}
`;

/** @param {{choose: (number: number) => void, label: (k: number) => void, restart: () => void}} on */
export function createLabelTenView(on) {
  const pool = el("div", {
    class: "pool",
    role: "group",
    "aria-label": text("learn.tenPool"),
    "data-testid": "ten-pool",
  });
  const keys = el("div", { class: "labels", role: "group", "aria-label": text("learn.tenLabels") });
  const plane = el("canvas", { class: "plane", role: "img", "aria-label": text("learn.tenPlane") });
  const worth = el("p", { class: "worth number", role: "status", "data-testid": "ten-worth" });
  const rivals = el("p", { class: "soft number", "data-testid": "ten-random" });
  const restart = el("button", { onclick: on.restart, "data-testid": "ten-restart" }, text("learn.tenRestart"));
  const left = el("div", { style: "display: grid; gap: 0.6rem" }, pool, keys, el("div", { class: "row" }, restart));
  const host = el(
    "section",
    { class: "ll ten", "aria-label": text("learn.ten"), "data-testid": "ten" },
    el("style", {}, STYLE + CSS),
    el("div", { class: "game" }, left, plane),
    worth,
    rivals,
  );
  const renew = roving(pool, { of: "button" });
  /** @type {{button: HTMLButtonElement, badge: HTMLElement}[]} */
  let cells = [];
  /** @type {HTMLButtonElement[]} */
  let digits = [];
  pool.addEventListener("keydown", (event) => {
    const k = event.ctrlKey || event.metaKey || event.altKey ? -1 : "0123456789".indexOf(event.key);
    if (event.key.length !== 1 || k < 0 || k >= digits.length) return;
    event.preventDefault();
    event.stopPropagation();
    on.label(k);
  });

  return {
    host,
    plane,

    /** @param {string} images bytes in base64, one picture behind the other @param {string[]} classNames */
    fill(images, side, classNames) {
      const bytes = Float32Array.from(atob(images), (letter) => letter.charCodeAt(0) / 255);
      const count = bytes.length / side ** 2;
      cells = Array.from({ length: count }, (_, i) =>
        cell(i, bytes.subarray(i * side ** 2, (i + 1) * side ** 2), side),
      );
      pool.replaceChildren(...cells.map(({ button }) => button));
      digits = classNames.map((name, k) =>
        el("button", { onclick: () => on.label(k), "data-testid": `ten-label-${k}` }, name),
      );
      keys.replaceChildren(...digits);
      renew();
    },

    /** @param {{labels: Map<number, number>, chosen: number, full: boolean, classNames: string[]}} state */
    show({ labels, chosen, full, classNames }, theme) {
      cells.forEach(({ button, badge }, i) => {
        const k = labels.get(i);
        button.setAttribute("aria-pressed", String(i === chosen));
        button.setAttribute("aria-label", nameOf(i, k === undefined ? null : classNames[k]));
        badge.hidden = k === undefined;
        if (k === undefined) return;
        setText(badge, classNames[k]);
        badge.style.background = classColour(theme, k);
      });
      for (const digit of digits) digit.disabled = full && !labels.has(chosen);
    },

    say(ofThese, atRandom) {
      setText(worth, ofThese);
      setText(rivals, atRandom);
    },
  };

  function cell(i, pixels, side) {
    const canvas = el("canvas", { class: "crisp", "aria-hidden": "true" });
    createPainter(canvas, [1, side, side])(pixels, colourTable("grey"));
    const badge = el("b", { hidden: true });
    const button = el("button", { onclick: () => on.choose(i), "data-testid": `ten-${i}` }, canvas, badge);
    return { button, badge };
  }
}

const nameOf = (i, label) =>
  label === null ? text("learn.tenPicture", { n: i + 1 }) : text("learn.tenPictureLabelled", { n: i + 1, label });

/** Every code in the colour of the class that it is said to have; grey before any is. The labelled ones have a rim. */
export function drawTerritory(canvas, view, said, labelled, theme) {
  Object.assign(canvas, { width: SIDE_PX, height: SIDE_PX });
  const context = canvas.getContext("2d");
  const at = (i) => {
    const [z1, z2] = view.code(i);
    return [(z1 / REACH + 1) * (SIDE_PX / 2), (1 - z2 / REACH) * (SIDE_PX / 2)];
  };
  for (let i = 0; i < view.count; i++) {
    context.globalAlpha = said ? 0.8 : 0.35;
    context.fillStyle = said ? classColour(theme, said[i]) : theme.text;
    const [x, y] = at(i);
    context.fillRect(x - DOT_PX / 2, y - DOT_PX / 2, DOT_PX, DOT_PX);
  }
  context.globalAlpha = 1;
  Object.assign(context, { font: `600 22px ${theme.font}`, textAlign: "center", textBaseline: "middle", lineWidth: 3 });
  for (const { index, label } of labelled) {
    const [x, y] = at(index);
    context.beginPath();
    context.arc(x, y, 15, 0, 2 * Math.PI);
    context.fillStyle = theme.background;
    context.strokeStyle = classColour(theme, label);
    context.fill();
    context.stroke();
    context.fillStyle = theme.text;
    context.fillText(view.classNames[label], x, y + 1);
  }
}
