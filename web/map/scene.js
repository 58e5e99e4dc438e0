/** When what lies over a map surface is drawn: with the frames, and as surfaces come, move, and go. */

import { STAGE } from "../core/frame.js";
import { reducedMotion } from "../kit/dom.js";
import { createPainter, keyOf } from "./painter.js";
import { createPassage } from "./passage.js";
import { affineOf, allPixels } from "./point_cloud.js";
import { createThumbnails, showsPictures } from "./thumbnails.js";

const SETTLE_MS = 140; // after the last camera event, before thumbnails are chosen anew
const DRAWN_AT_LATEST_MS = 600; // a surface that was drawn before we listened says so no more

export function createScene({ container, store, frame, lens, theme, signal }) {
  const { state } = store;
  const thumbnails = createThumbnails({ store, frame, signal, changed: () => backDue() });
  const painter = createPainter({ container, store, lens, theme, thumbnails });
  const passage = createPassage();
  let surface = null;
  let lasso = null;
  let settling = 0;

  const isCurrent = () => Boolean(surface && state.view && lens.search && surface.meta().model === state.model);

  function drawBack() {
    if (passage.isOn()) painter.behind(passage.draw);
    else if (isCurrent()) painter.drawBehind(surface);
    else painter.behind(() => {});
  }

  function drawFront() {
    if (!isCurrent() || !state.mapPoint || passage.isOn()) painter.clearFront();
    else if (painter.drawInFront(surface, lasso)) frontDue();
  }

  const backDue = frame.job(STAGE.paint, drawBack, signal);
  const frontDue = frame.job(STAGE.paint, drawFront, signal);

  function redraw() {
    backDue();
    frontDue();
  }

  /** Another map or another atlas: everything that depends on where the points are is made anew. */
  function renew() {
    if (isCurrent()) {
      thumbnails.restart(theme());
      painter.renew();
      settle();
    }
    redraw();
  }

  function settle() {
    if (!isCurrent()) return;
    const { points } = lens.search;
    thumbnails.choose(surface, points, showsPictures(state));
    const groups = surface.pointsByColour(state.view);
    passage.remember({ key: keyOf(surface), count: state.view.count, points, groups });
    redraw();
  }

  function onCamera() {
    if (isCurrent()) lens.project(surface.meta().projection);
    passage.follow(surface);
    if (passage.isOn()) surface.showPoints(false);
    redraw();
    clearTimeout(settling);
    settling = setTimeout(() => !passage.isOn() && settle(), SETTLE_MS);
  }

  /** The surface shows its points and the atlas is the one that it shows: land, or fly there first. */
  function arrive() {
    if (passage.isFlying() || !isCurrent()) return;
    lens.project(surface.meta().projection);
    painter.clearTrail();
    if (reducedMotion() || !passage.canFlyTo(keyOf(surface), state.view.count)) return land();
    surface.showPoints(false);
    passage.fly({ to: allPixels(lens.search.points, affineOf(surface)), paint: drawBack, done: land });
  }

  function land() {
    passage.land();
    surface?.showPoints(true);
    renew();
  }

  function forgetSurface() {
    clearTimeout(settling);
    surface?.destroy();
  }

  store.watch(["mapPoint", "origin", "support", "shownWalk"], frontDue, signal);
  store.watch(["view"], arrive, signal);
  store.watch(["hidden", "pictures", "colouring", "mapStyle"], settle, signal);
  store.watch(["selection"], redraw, signal);

  return {
    redraw,
    renew,

    /**
     * @param {import("./plotly_surface.js").Surface} next
     * @param {{path: () => [number, number][] | null}} nextLasso
     */
    attach(next, nextLasso) {
      surface = next;
      lasso = nextLasso;
      surface.onCamera(onCamera);
      surface.onDrawn(arrive);
      const isLate = () => surface === next && passage.isOn() && !passage.isFlying();
      setTimeout(() => isLate() && arrive(), DRAWN_AT_LATEST_MS);
      onCamera();
      if (!passage.isOn()) arrive();
    },

    detach() {
      passage.end();
      forgetSurface();
      surface = null;
      if (!passage.hold()) return;
      drawBack(); // in this very task: the old points are already gone
      drawFront();
    },

    remove() {
      forgetSurface();
      painter.remove();
    },
  };
}
