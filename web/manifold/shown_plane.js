/** The plane of the present choice on its board, with what lies around it: cursor, corner, minimap, scale in words. */

import { createBoard } from "../board/board.js";
import { chartOf, firstChoice, fits } from "../board/charts.js";
import { createCursor } from "../board/cursor.js";
import { shareOfPrior } from "../board/prior_share.js";
import { isStandardPrior } from "../latent/prior.js";
import { text } from "../words/words.js";
import { createMinimap } from "./minimap.js";
import { overlaysOf } from "./overlay_buttons.js";
import { scaleInWords } from "./scale_words.js";
import { createCorner, overOf } from "./view.js";

const TOUR_ZOOM = 5; // a stop is seen at least so much closer than the whole

/**
 * Made once there are a model and workers.
 *
 * @param {Pick<import("../core/types.js").PartContext, "store" | "frame" | "lens" | "signal">} context
 * @param {object} around
 * @param {{surface: HTMLElement, showStill: (isStill: boolean) => void}} around.elements
 * @param {any} around.tools
 * @param {HTMLElement} around.inset
 * @param {{toggle: () => void}} around.screen
 * @param {() => any} around.theme
 * @param {(context: CanvasRenderingContext2D, board: any, ink: any) => void} around.drawFront
 * @param {() => void} around.add makes what is pinned a waypoint
 * @param {() => void} around.chosen another choice has its chart, or has none
 */
export function createShownPlane({ store, frame, lens, signal }, around) {
  const { elements, tools, inset, screen, theme, drawFront, add, chosen } = around;
  const { surface } = elements;
  const { state } = store;
  const overlays = () => overlaysOf(state);
  const handlers = { drawFront, moved: keepView, shown: showPlace };
  const board = createBoard({ element: surface, store, frame, signal, theme, overlays, ...handlers });
  createCursor({ board, store, frame, lens, signal, add });
  const corner = createCorner(board.camera, screen.toggle);
  const minimap = createMinimap({ board, ink: board.ink, state, signal });
  surface.append(overOf(inset, tools.over), corner.element, minimap.element);
  let isFlat = false; // the three images of the plane lie on one line

  const isReady = () => state.pinned && state.pinned.length === state.view?.latentDim;

  /** Where the visitor has zoomed to; not while a link still has to be followed. */
  function keepView(view) {
    if (!lens.requests.isWaiting("showPlaneView")) store.set({ planeView: view && { model: state.model, ...view } });
  }

  /** How close the view is, how much it holds, where it lies, and whether closer shows anything new. */
  function showPlace() {
    const { camera } = board;
    const chart = board.chart();
    const share = shareOfPrior(chart, camera.camera(), state.view);
    const words = scaleInWords({ times: camera.times(), spacing: board.spacing(), share }, chart);
    tools.showScale(chart.isLine ? text("manifold.scaleOfLine", { scale: words }) : words);
    elements.showStill(board.isStill());
    minimap.draw();
  }

  return {
    board,
    showFull: corner.showFull,
    isFlat: () => isFlat,

    /** The chart of the present choice; one that the model does not have falls back to its first two dimensions. */
    choose() {
      if (!isReady()) return;
      if (!fits(state, state.plane)) return store.set({ plane: firstChoice(state.view) });
      const chart = chartOf(state, state.plane, state.quantile && isStandardPrior(state.view));
      isFlat = !chart;
      chosen();
      if (!chart) return;
      const { planeView, model } = state;
      if (chart.key !== board.chart()?.key) board.open(chart, planeView?.model === model ? planeView : null);
      lens.requests.retry("showPlaneView");
    },

    /** The view of a link, or of a point that was gone back to. @returns {boolean} whether it could be shown */
    showView(view) {
      if (!isReady() || !board.chart()) return false;
      if (view.model === state.model) board.camera.showView(view);
      return true;
    },

    /** A flight to a stop of the tour. @param {number[]} z */
    flyTo: (z) => board.camera.flyTo(...board.chart().toMap(z), TOUR_ZOOM),

    /** What is drawn, and the tools with it: on pictures it has other colours. */
    dress() {
      tools.update(board.ink(), board.range);
      board.refresh();
    },
  };
}
