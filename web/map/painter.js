/**
 * What is drawn over a map surface: behind the pointer a crowd's points, thumbnails, selection and class names; in
 * front marker, trail, spokes and lasso.
 */

import { classCentres } from "../core/atlas_view.js";
import { reducedMotion } from "../kit/dom.js";
import { classColour } from "../kit/theme.js";
import { createTrail, drawClassNames, drawLasso, drawMarker, drawSelection, drawSpokes, drawTether } from "./marks.js";
import { createOverlay } from "./overlay.js";
import { createWalkPoints, drawWalkLine } from "./path_mark.js";
import { createPosteriorMark } from "./posterior_mark.js";
import { createCrowd } from "./point_cloud.js";

export function createPainter({ container, store, lens, theme, thumbnails }) {
  const { state } = store;
  const back = createOverlay(container, 1);
  const front = createOverlay(container, 2);
  const drawCrowd = createCrowd();
  const trail = createTrail();
  const pointsOf = createWalkPoints();
  const drawPosterior = createPosteriorMark(state);
  let centres = [];

  function drawBehind(context, surface) {
    const { points } = lens.search;
    if (surface.meta().crowd) drawCrowd(context, surface, points, surface.pointsByColour(state.view) ?? []);
    thumbnails.draw(context, surface.toPixel);
    drawSelection(context, surface.toPixel, state.selection, { points, theme: theme() });
    if (thumbnails.isShown()) return;
    drawClassNames(context, surface.toPixel, centres, { view: state.view, theme: theme(), hidden: state.hidden });
  }

  /** @returns {boolean} whether the trail still fades */
  function drawInFront(context, surface, lasso) {
    const marker = surface.toPixel(...state.mapPoint);
    const isHover = state.origin.source === "map" && state.z !== state.pinned;
    const isFading = drawTrail(context, surface);
    if (isHover) drawHover(context, surface, marker);
    drawWalk(context, surface);
    drawPosterior(context, { map: keyOf(surface), toMap: lens.search.toMap, toPixel: surface.toPixel }, theme());
    const colour = classColour(theme(), state.support?.nearest.label ?? 0);
    drawMarker(context, marker, { theme: theme(), colour, live: isHover });
    drawLasso(context, lasso?.path(), theme());
    return isFading;
  }

  function drawTrail(context, surface) {
    if (reducedMotion()) return false;
    const now = performance.now();
    trail.add(...state.mapPoint, now);
    return trail.draw(context, surface.toPixel, now, theme().primary);
  }

  function drawHover(context, surface, marker) {
    const { support, view, origin } = state;
    const atlas = { theme: theme(), points: lens.search.points, view };
    if (support) drawSpokes(context, surface.toPixel, marker, support.neighbours, atlas);
    if (origin.at) drawTether(context, origin.at, marker, theme());
  }

  function drawWalk(context, surface) {
    const { shownWalk, model } = state;
    if (shownWalk?.model !== model) return;
    const points = pointsOf(shownWalk, keyOf(surface), lens.search.toMap);
    drawWalkLine(context, surface.toPixel, points, theme());
  }

  return {
    /** @param {(context: CanvasRenderingContext2D) => void} draw */
    behind: (draw) => draw(back.begin()),
    drawBehind: (surface) => clipped(back.begin(), surface.box(), (context) => drawBehind(context, surface)),
    clearFront: () => front.begin(),
    drawInFront: (surface, lasso) =>
      clipped(front.begin(), surface.box(), (context) => drawInFront(context, surface, lasso)),

    clearTrail: trail.clear,

    /** Another map or another atlas. */
    renew() {
      centres = classCentres(state.view, lens.search.points);
    },

    remove() {
      back.remove();
      front.remove();
    },
  };
}

/** What tells one map from another. */
export function keyOf(surface) {
  const { model, projection } = surface.meta();
  return `${model} ${projection}`;
}

function clipped(context, { left, top, width, height }, draw) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  const drawn = draw(context);
  context.restore();
  return drawn;
}
