/**
 * Level of detail: from afar the map is dots, near by it is pictures decoded from the codes.
 *
 * One picture per cell of the screen, for the first code that falls into it; decoded in the background of the
 * frames into one sheet, so that panning over known ground costs nothing.
 */

import { STAGE } from "../frame.js";
import { classColour } from "./theme.js";
import { fillImage, parseColour, strokeTable } from "./picture.js";

const CELL_PX = 38;
const PICTURE_PX = 30;
const CROWD = 7; // dots per occupied cell above which the dots say more than pictures
const SHEET_COLUMNS = 32;

export function createThumbnails({ store, frame, signal, changed }) {
  const { state } = store;
  const sheet = document.createElement("canvas");
  const context = sheet.getContext("2d");
  /** @type {Map<number, number>} code -> slot of the sheet, oldest first */
  let slots = new Map();
  let image = null;
  let pixels = null;
  let wanted = [];
  let theme = null;

  const due = frame.job(STAGE.background, decode, signal);

  function restart(nextTheme) {
    theme = nextTheme;
    slots = new Map();
    wanted = [];
    if (!state.engine) return;
    const [channels, height, width] = state.engine.imageShape;
    sheet.width = SHEET_COLUMNS * width;
    sheet.height = SHEET_COLUMNS * height;
    image = new ImageData(width, height);
    pixels = new Float32Array(channels * height * width);
  }

  function decode(hasTime) {
    let painted = 0;
    for (const { index } of wanted) {
      if (slots.has(index)) continue;
      paint(index);
      painted += 1;
      if (!hasTime()) break;
    }
    if (painted) changed();
    return wanted.some(({ index }) => !slots.has(index));
  }

  function paint(index) {
    let slot = slots.size;
    if (slot >= SHEET_COLUMNS ** 2) {
      const [oldest, freed] = slots.entries().next().value;
      slots.delete(oldest);
      slot = freed;
    }
    state.engine.decode(state.view.code(index), pixels);
    const colour = parseColour(classColour(theme, state.view.labels[index]));
    fillImage(image, pixels, strokeTable(colour));
    context.putImageData(image, (slot % SHEET_COLUMNS) * image.width, Math.floor(slot / SHEET_COLUMNS) * image.height);
    slots.set(index, slot);
  }

  /** Chooses what to show for this camera; nothing while dots are denser than pictures could tell. */
  function choose(surface, points, force) {
    const box = surface.box();
    const cells = new Map();
    const occupied = new Set();
    let visible = 0;
    for (let i = 0; i < state.view.count; i++) {
      if (state.hidden.has(state.view.labels[i])) continue;
      const [left, top] = surface.toPixel(points[2 * i], points[2 * i + 1]);
      if (left < box.left || top < box.top || left > box.left + box.width || top > box.top + box.height) continue;
      visible += 1;
      const [column, row] = [Math.floor(left / CELL_PX), Math.floor(top / CELL_PX)];
      occupied.add(column * 4096 + row);
      if (!overlaps(cells, column, row, left, top)) cells.set(column * 4096 + row, { index: i, x: points[2 * i], y: points[2 * i + 1], left, top });
    }
    const isNear = force || (occupied.size > 0 && visible / occupied.size <= CROWD);
    wanted = isNear ? [...cells.values()].slice(0, SHEET_COLUMNS ** 2) : [];
    if (wanted.length) due();
  }

  function draw(target, toPixel) {
    if (!wanted.length) return;
    target.imageSmoothingEnabled = true;
    for (const { index, x, y } of wanted) {
      const slot = slots.get(index);
      if (slot === undefined) continue;
      const [left, top] = toPixel(x, y);
      target.globalAlpha = 0.86;
      target.fillStyle = theme.background;
      target.beginPath();
      target.roundRect(left - PICTURE_PX / 2, top - PICTURE_PX / 2, PICTURE_PX, PICTURE_PX, 5);
      target.fill();
      target.globalAlpha = 1;
      target.drawImage(sheet, (slot % SHEET_COLUMNS) * image.width, Math.floor(slot / SHEET_COLUMNS) * image.height, image.width, image.height,
        left - PICTURE_PX / 2, top - PICTURE_PX / 2, PICTURE_PX, PICTURE_PX);
    }
  }

  return { restart, choose, draw, isShown: () => wanted.length > 0 };
}

/** Whether a picture here would cover one that is already chosen: at most one per cell, so nine cells can. */
function overlaps(cells, column, row, left, top) {
  for (let dx = -1; dx <= 1; dx++) {
    for (let dy = -1; dy <= 1; dy++) {
      const other = cells.get((column + dx) * 4096 + row + dy);
      if (other && Math.abs(other.left - left) < PICTURE_PX && Math.abs(other.top - top) < PICTURE_PX) return true;
    }
  }
  return false;
}
