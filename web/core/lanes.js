/** What a model's lane allows on a page (vae_core/graph/lane.py says which one it is): asked here and nowhere else. */

/**
 * @typedef {Object} Allowed
 * @property {"page" | "worker" | "server"} picture who decodes it
 * @property {boolean} small whether there are small pictures beside it: on sliders and on the map
 * @property {boolean} here whether a code can be decoded on this page at all
 * @property {number} restMs for so long the hand rests before anything but the picture is decoded
 */

const REST_MS = 300;

/** @type {Record<import("./types.js").Engine["lane"], Allowed>} */
const LANES = {
  all: { picture: "page", small: true, here: true, restMs: 0 },
  picture: { picture: "page", small: true, here: true, restMs: REST_MS },
  worker: { picture: "worker", small: false, here: true, restMs: REST_MS },
  server: { picture: "server", small: false, here: false, restMs: REST_MS },
};

/** @param {Pick<import("./types.js").Engine, "lane">} engine @returns {Allowed} */
export const allowedBy = ({ lane }) => LANES[lane];
