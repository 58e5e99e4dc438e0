/**
 * Level of detail: from afar the map is dots, near by it is pictures decoded from the codes.
 *
 * One picture per cell of the screen, for the first code that falls into it; decoded in the background of the
 * frames into one sheet, so that panning over known ground costs nothing.
 */

import { STAGE } from "../core/frame.js";
import { classColour } from "../kit/theme.js";
import { fillImage, parseColour, strokeTable } from "../kit/picture.js";
import { affineOf } from "./point_cloud.js";

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
    const grid = createGrid(surface.box());
    const { x0, y0, sx, sy } = affineOf(surface);
    const { count, labels, classNames } = state.view;
    const isHidden = Uint8Array.from(classNames, (_, label) => state.hidden.has(label));
    const each = (visit) => {
      for (let i = 0; i < count; i++) {
        const [left, top] = [x0 + sx * points[2 * i], y0 + sy * points[2 * i + 1]];
        if (!isHidden[labels[i]] && grid.holds(left, top)) visit(left, top, i);
      }
    };
    each(grid.count);
    const isNear = force || grid.crowd() <= CROWD;
    if (isNear) each(grid.offer);
    wanted = isNear
      ? grid
          .chosen()
          .slice(0, SHEET_COLUMNS ** 2)
          .map((index) => ({ index, x: points[2 * index], y: points[2 * index + 1] }))
      : [];
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
      target.drawImage(
        sheet,
        (slot % SHEET_COLUMNS) * image.width,
        Math.floor(slot / SHEET_COLUMNS) * image.height,
        image.width,
        image.height,
        left - PICTURE_PX / 2,
        top - PICTURE_PX / 2,
        PICTURE_PX,
        PICTURE_PX,
      );
    }
  }

  return { restart, choose, draw, isShown: () => wanted.length > 0 };
}

/** Cells of the screen: how many points fall into them, and one point of each that covers no other's picture. */
function createGrid({ left, top, width, height }) {
  const columns = Math.floor((left + width) / CELL_PX) + 3; // with an empty cell on every side
  const rows = Math.floor((top + height) / CELL_PX) + 3;
  const counts = new Uint32Array(columns * rows);
  const picked = new Int32Array(columns * rows).fill(-1);
  const at = new Float32Array(2 * columns * rows);
  const cellOf = (x, y) => (Math.floor(y / CELL_PX) + 1) * columns + Math.floor(x / CELL_PX) + 1;
  const covers = (cell, x, y) =>
    picked[cell] >= 0 && Math.abs(at[2 * cell] - x) < PICTURE_PX && Math.abs(at[2 * cell + 1] - y) < PICTURE_PX;

  return {
    holds: (x, y) => x >= left && y >= top && x <= left + width && y <= top + height,
    count(x, y) {
      counts[cellOf(x, y)] += 1;
    },
    /** Points per occupied cell; none at all are a crowd. */
    crowd() {
      const occupied = counts.filter((count) => count > 0);
      return occupied.length ? occupied.reduce((sum, count) => sum + count, 0) / occupied.length : Infinity;
    },
    /** Takes the point unless its picture would cover one: at most one per cell, so nine cells can. */
    offer(x, y, index) {
      const cell = cellOf(x, y);
      for (let row = cell - columns; row <= cell + columns; row += columns) {
        for (let near = row - 1; near <= row + 1; near++) if (covers(near, x, y)) return;
      }
      picked[cell] = index;
      at.set([x, y], 2 * cell);
    },
    chosen: () => Array.from(picked.filter((index) => index >= 0)),
  };
}
