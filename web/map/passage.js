/**
 * From one surface to the next: the host replaces the surface whenever the figure changes. From the old one going to
 * the new one being drawn, the overlay holds the points where they were; if they are elsewhere now, it lets them fly.
 */

import { drawPoints, playMorph } from "./morph.js";
import { affineOf, allPixels } from "./point_cloud.js";

/** @typedef {{key: string, count: number, points: Float32Array, groups: Map<string, number[]> | null}} Shown */

export function createPassage() {
  /** @type {Shown | null} the points as they were shown last */
  let shown = null;
  let affine = null; // map coordinates to pixels, of the surface or of the one that went
  let draw = null; // draws the points while no surface shows them
  let held = null; // their pixels until they fly
  let endFlight = null;

  return {
    isOn: () => draw !== null,
    isFlying: () => endFlight !== null,
    /** @param {CanvasRenderingContext2D} context */
    draw: (context) => draw(context),

    /** @param {Shown} points */
    remember(points) {
      shown = points;
    },

    follow(surface) {
      affine = affineOf(surface);
    },

    /** Holds the points in their places. @returns {boolean} whether there are any */
    hold() {
      if (!shown || !affine) return false;
      const { points, groups } = shown;
      const pixels = allPixels(points, affine);
      held = pixels;
      draw = (context) => groups && drawPoints(context, pixels, pixels, groups, 0);
      return true;
    },

    /** Whether the points that are held have other places on a map. @param {string} key @param {number} count */
    canFlyTo: (key, count) => Boolean(held && shown.key !== key && shown.count === count && shown.groups),

    /** @param {{to: Float32Array, paint: () => void, done: () => void}} flight to: pixels of the points */
    fly({ to, paint, done }) {
      const from = held;
      held = null;
      const paintNext = (drawNext) => {
        draw = drawNext;
        paint();
      };
      endFlight = playMorph({ from, to, groups: shown.groups, paint: paintNext, done });
    },

    /** Ends a flight at once: its `done` is called. */
    end: () => endFlight?.(),

    /** A surface shows its points again. */
    land() {
      endFlight = null;
      held = null;
      draw = null;
    },
  };
}
