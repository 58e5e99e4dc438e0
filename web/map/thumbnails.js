/**
 * Level of detail: from afar the map is dots, near by it is pictures decoded from the codes.
 *
 * One picture per cell of the screen, for the first code that falls into it, decoded in the background of the frames.
 */

import { STAGE } from "../core/frame.js";
import { allowedBy } from "../core/lanes.js";
import { mapStyleOf } from "../link/view_fields.js";
import { affineOf } from "./point_cloud.js";
import { createGrid, PICTURE_PX } from "./thumbnail_grid.js";
import { createSheet, ROOM } from "./thumbnail_sheet.js";

const CROWD = 7; // dots per occupied cell above which the dots say more than pictures
const CORNER_PX = 5;

/** Whether pictures stand on the map from afar: as the visitor chose, else where colour means nothing but the class. */
export const showsPictures = (state) => state.pictures ?? mapStyleOf(state).colouring === "class";

export function createThumbnails({ store, frame, signal, changed }) {
  const { state } = store;
  const canvas = document.createElement("canvas");
  /** @type {ReturnType<typeof createSheet> | null} */
  let sheet = null;
  let theme = null;
  /** @type {{index: number, x: number, y: number}[]} codes and where they are on the map */
  let wanted = [];

  const decodeDue = frame.job(STAGE.background, decode, signal);

  function restart(nextTheme) {
    theme = nextTheme;
    wanted = [];
    sheet = state.engine && createSheet(canvas, state, theme);
  }

  /** @returns {boolean} whether there is more to do */
  function decode(hasTime) {
    let isPainted = false;
    for (const { index } of wanted) {
      if (sheet.has(index)) continue;
      sheet.paint(index);
      isPainted = true;
      if (!hasTime()) break;
    }
    if (isPainted) changed();
    return wanted.some(({ index }) => !sheet.has(index));
  }

  /** Chooses what to show for this camera; nothing while dots are denser than pictures could tell. */
  function choose(surface, points, isForced) {
    wanted = [];
    if (!state.engine || !allowedBy(state.engine).small) return;
    const grid = createGrid(surface.box());
    const each = visitor(surface, points, state, grid.holds);
    each(grid.count);
    const isNear = isForced || grid.crowd() <= CROWD;
    if (isNear) each(grid.offer);
    const chosen = isNear ? grid.chosen().slice(0, ROOM) : [];
    wanted = chosen.map((index) => ({ index, x: points[2 * index], y: points[2 * index + 1] }));
    if (wanted.length) decodeDue();
  }

  /** @param {CanvasRenderingContext2D} target @param {(x: number, y: number) => number[]} toPixel */
  function draw(target, toPixel) {
    target.imageSmoothingEnabled = true;
    for (const { index, x, y } of wanted) {
      if (!sheet.has(index)) continue;
      const [left, top] = toPixel(x, y).map((middle) => middle - PICTURE_PX / 2);
      drawGround(target, left, top, theme.background);
      sheet.draw(target, index, left, top, PICTURE_PX);
    }
  }

  return { restart, choose, draw, isShown: () => wanted.length > 0 };
}

/** Calls back with pixel position and index of every code that is shown within the box. */
function visitor(surface, points, { view, hidden }, holds) {
  const { x0, y0, sx, sy } = affineOf(surface);
  const isHidden = Uint8Array.from(view.classNames, (_, label) => Number(hidden.has(label)));
  return (visit) => {
    for (let i = 0; i < view.count; i++) {
      const [left, top] = [x0 + sx * points[2 * i], y0 + sy * points[2 * i + 1]];
      if (!isHidden[view.labels[i]] && holds(left, top)) visit(left, top, i);
    }
  };
}

/** What a picture stands on, so that the dots below do not show through its strokes. */
function drawGround(target, left, top, colour) {
  target.globalAlpha = 0.86;
  target.fillStyle = colour;
  target.beginPath();
  target.roundRect(left, top, PICTURE_PX, PICTURE_PX, CORNER_PX);
  target.fill();
  target.globalAlpha = 1;
}
