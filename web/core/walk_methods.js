/** The kinds of walks between waypoints: their names, how they are drawn, and which of them Python computes. */

import SHARED from "../../vae_core/shared.json" with { type: "json" };

/**
 * @typedef {Object} Method
 * @property {string} label key of a text, as are all words here
 * @property {string} hint
 * @property {{light: string, dark: string}} colour by theme: no class has it
 * @property {number[]} dash the second cue on the map
 * @property {"latent" | "image" | "cost"} [least] the figure that the walk makes as small as possible
 * @property {{term: string, hint: string, isLatent?: boolean}} [cost] what Python minimised, if no other figure is it
 */

/** In the order of the rows. @type {Record<string, Method>} */
export const METHODS = {
  linear: {
    label: "walks.linear",
    hint: "walks.linearHint",
    colour: { light: "#14161d", dark: "#ffffff" },
    dash: [2, 4],
    least: "latent",
  },
  slerp: {
    label: "walks.slerp",
    hint: "walks.slerpHint",
    colour: { light: "#3a2ff0", dark: "#9f9bff" },
    dash: [8, 4],
  },
  data: {
    label: "walks.data",
    hint: "walks.dataHint",
    colour: { light: "#1f9d2c", dark: "#3ddc4b" },
    dash: [],
    least: "cost",
    cost: { term: "walks.squaredSteps", hint: "walks.squaredStepsHint", isLatent: true },
  },
  geodesic: {
    label: "walks.geodesic",
    hint: "walks.geodesicHint",
    colour: { light: "#e0007a", dark: "#ff3d9e" },
    dash: [],
    least: "image",
  },
  "geodesic-near-data": {
    label: "walks.geodesicNearData",
    hint: "walks.geodesicNearDataHint",
    colour: { light: "#7d0046", dark: "#ffb0d8" },
    dash: [12, 3],
    least: "cost",
    cost: { term: "walks.weightedLength", hint: "walks.weightedLengthHint" },
  },
  drawn: {
    label: "walks.drawn",
    hint: "walks.drawnHint",
    colour: { light: "#008f63", dark: "#00e0a8" },
    dash: [1, 3],
  },
};
export const FROM_PYTHON = SHARED.walks.from_python;

export const walkColour = ({ kind }, method) => METHODS[method].colour[kind];
