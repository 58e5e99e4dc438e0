/**
 * What is drawn over a map surface: behind the pointer thumbnails, selection and class names; in front marker,
 * trail, spokes and lasso; and between two surfaces the points themselves.
 *
 * The host replaces the surface whenever the figure changes. From the old one going to the new one being drawn
 * the overlay holds the points in their places, and if they have other places now, it lets them fly there.
 */

import { STAGE } from "../core/frame.js";
import { classCentres } from "../core/atlas_view.js";
import { reducedMotion } from "../kit/dom.js";
import { createTrail, drawClassNames, drawLasso, drawMarker, drawSelection, drawSpokes, drawTether } from "./marks.js";
import { drawPoints, playMorph } from "./morph.js";
import { createOverlay } from "./overlay.js";
import { createWalkPlaces, drawWalkLine } from "./path_mark.js";
import { affineOf, allPixels, createCrowd } from "./point_cloud.js";
import { classColour } from "../kit/theme.js";
import { createThumbnails } from "./thumbnails.js";

const SETTLE_MS = 140; // after the last camera event, before thumbnails are chosen anew
const DRAWN_AT_LATEST_MS = 600; // a surface that was drawn before we listened says so no more

export function createScene({ container, store, frame, lens, theme, signal }) {
  const { state } = store;
  const back = createOverlay(container, 1);
  const front = createOverlay(container, 2);
  const drawCrowd = createCrowd();
  const trail = createTrail();
  const placesOf = createWalkPlaces();
  const thumbnails = createThumbnails({ store, frame, signal, changed: () => backDue() });
  let surface = null;
  let place = null; // map coordinates to pixels: the surface's, or what it was when the surface went
  let drawn = null; // the points as last shown: {key, count, points, groups}
  let flight = null; // draws the points while no surface shows them
  let endMorph = null;
  let centres = [];
  let settling = 0;
  let lasso = null;

  const isCurrent = () => Boolean(surface && state.view && lens.search && surface.meta().model === state.model);
  const key = () => `${surface.meta().model} ${surface.meta().projection}`;

  function drawBack() {
    const context = back.begin();
    if (flight) return flight(context);
    if (!isCurrent()) return;
    clip(context, surface.box());
    if (surface.meta().crowd) drawCrowd(context, surface, lens.search.points, surface.pointsByColour(state.view) ?? []);
    thumbnails.draw(context, surface.toPixel);
    drawSelection(context, surface.toPixel, state.selection, { points: lens.search.points, theme: theme() });
    if (!thumbnails.isShown())
      drawClassNames(context, surface.toPixel, centres, { view: state.view, theme: theme(), hidden: state.hidden });
    context.restore();
  }

  function drawFront() {
    const context = front.begin();
    if (!isCurrent() || !state.place || flight) return;
    clip(context, surface.box());
    const isHover = state.origin.source === "map" && state.z !== state.pinned;
    const marker = surface.toPixel(...state.place);
    if (!reducedMotion()) {
      trail.add(...state.place, performance.now());
      if (trail.draw(context, surface.toPixel, performance.now(), theme().primary)) frontDue();
    }
    if (isHover && state.support) {
      drawSpokes(context, surface.toPixel, marker, state.support.neighbours, {
        theme: theme(),
        points: lens.search.points,
        view: state.view,
      });
    }
    if (isHover && state.origin.at) drawTether(context, state.origin.at, marker, theme());
    if (state.shownWalk?.model === state.model)
      drawWalkLine(context, surface.toPixel, placesOf(state.shownWalk, key(), lens.search.place), theme());
    const colour = classColour(theme(), state.support?.nearest.label ?? 0);
    drawMarker(context, marker, { theme: theme(), colour, live: isHover });
    drawLasso(context, lasso?.path(), theme());
    context.restore();
  }

  const backDue = frame.job(STAGE.paint, drawBack, signal);
  const frontDue = frame.job(STAGE.paint, drawFront, signal);

  function redraw() {
    backDue();
    frontDue();
  }

  /** Another map or another atlas: everything that depends on the places is made anew. */
  function renew() {
    if (!isCurrent()) return;
    thumbnails.restart(theme());
    centres = classCentres(state.view, lens.search.points);
    settle();
  }

  function settle() {
    if (!isCurrent()) return;
    thumbnails.choose(surface, lens.search.points, state.pictures);
    drawn = {
      key: key(),
      count: state.view.count,
      points: lens.search.points,
      groups: surface.pointsByColour(state.view),
    };
    redraw();
  }

  function onCamera() {
    if (isCurrent()) lens.project(surface.meta().projection);
    place = affineOf(surface);
    if (flight) surface.showPoints(false);
    redraw();
    clearTimeout(settling);
    settling = setTimeout(() => !flight && settle(), SETTLE_MS);
  }

  /** The surface shows its points and the atlas is the one that it shows: land, or fly there first. */
  function arrive() {
    if (endMorph || !isCurrent()) return;
    lens.project(surface.meta().projection);
    const before = drawn;
    const from = flight?.places;
    const flies =
      from && before.key !== key() && before.count === state.view.count && before.groups && !reducedMotion();
    trail.clear();
    if (!flies) return land();
    surface.showPoints(false);
    const to = allPixels(lens.search.points, affineOf(surface));
    endMorph = playMorph({
      from,
      to,
      groups: before.groups,
      paint: (draw) => {
        flight = draw;
        drawBack();
      },
      done: land,
    });
  }

  function land() {
    endMorph = null;
    flight = null;
    surface?.showPoints(true);
    renew();
    redraw();
  }

  store.watch(["place", "origin", "support", "shownWalk"], frontDue, signal);
  store.watch(["view"], arrive, signal);
  store.watch(["hidden", "pictures"], settle, signal);
  store.watch(["selection"], redraw, signal);

  return {
    redraw,
    renew: () => (renew(), redraw()),

    /** @param {object} next a surface @param {object} nextLasso */
    attach(next, nextLasso) {
      surface = next;
      lasso = nextLasso;
      surface.onCamera(onCamera);
      surface.onDrawn(arrive);
      setTimeout(() => surface === next && flight && !endMorph && arrive(), DRAWN_AT_LATEST_MS);
      onCamera();
      if (!flight) arrive();
    },

    detach() {
      endMorph?.();
      clearTimeout(settling);
      surface?.destroy();
      surface = null;
      if (!drawn || !place) return;
      const places = allPixels(drawn.points, place);
      const { groups } = drawn;
      flight = Object.assign((context) => groups && drawPoints(context, places, places, groups, 0), { places });
      drawBack(); // in this very task: the old points are already gone
      drawFront();
    },

    remove() {
      clearTimeout(settling);
      surface?.destroy();
      back.remove();
      front.remove();
    },
  };
}

function clip(context, { left, top, width, height }) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
}
