/** What moves with the pointer on the plane: scales, the images that span it, the pin, and the marker. */

import { axisNames } from "../board/charts.js";
import { outlined } from "../board/ink.js";
import { drawScales } from "../board/scales.js";
import { classColour } from "../kit/theme.js";
import { drawBeyond, drawMarker, isOn } from "../map/marks.js";
import { imageName } from "../meter/class_words.js";

const DOT_PX = 6; // side of an image's square

/** @param {any} state @param {() => any} theme of the page */
export function createFront(state, theme) {
  let isBeyond = false; // the marker lies outside the view

  function drawPin(context, toPixel, ink) {
    const { primary } = theme();
    drawMarker(context, toPixel(state.pinned), { theme: { ...ink, text: primary }, colour: primary, live: true });
  }

  function drawLive(context, camera, at, ink, live) {
    isBeyond = !isOn(at, camera.size());
    const colour = classColour(ink, state.support?.nearest.label ?? 0);
    if (isBeyond) drawBeyond(context, at, camera.size(), { theme: ink });
    else drawMarker(context, at, { theme: ink, colour, live });
  }

  return {
    isBeyond: () => isBeyond,

    draw(context, { camera, chart }, ink) {
      const toPixel = (z) => camera.toPixel(...chart().toMap(z));
      drawScales(context, camera, axisNames(state.plane, chart().quantile), ink);
      if (state.plane.kind === "images") drawImages(context, toPixel, state, ink);
      if (!state.z) return;
      const isLive = state.z !== state.pinned && state.origin.source === "manifold";
      if (isLive) drawPin(context, toPixel, ink);
      drawLive(context, camera, toPixel(state.z), ink, isLive);
    },
  };
}

/** The three images that span the plane, by number. */
function drawImages(context, toPixel, { plane, view }, ink) {
  context.font = `600 13px ${ink.font}`;
  context.textAlign = "left";
  for (const index of plane.images) {
    const [left, top] = toPixel(view.code(index));
    outlined(context, imageName(view, index), left + 7, top - 7, ink);
    context.fillRect(left - DOT_PX / 2, top - DOT_PX / 2, DOT_PX, DOT_PX);
  }
}
