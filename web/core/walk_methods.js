/** The kinds of walks between waypoints: their names, how they are drawn, and which of them Python computes. */

/**
 * In the order of the rows. `colour` by theme: no class has it; `dash` is the second cue on the map; `least` says which
 * figure of the row the walk makes as small as it can.
 */
export const METHODS = {
  linear: {
    label: "Linear",
    colour: { light: "#14161d", dark: "#ffffff" },
    dash: [2, 4],
    least: "latent",
    title: "The straight line in the latent space",
  },
  slerp: {
    label: "Spherical",
    colour: { light: "#3a2ff0", dark: "#9f9bff" },
    dash: [8, 4],
    title: "The arc around z = 0: the norm changes evenly",
  },
  data: {
    label: "Data-following",
    colour: { light: "#1f9d2c", dark: "#3ddc4b" },
    dash: [],
    least: "cost",
    cost: ["squared steps", "Sum of the squared latent steps between neighbouring codes on the way"],
    title: "Along real codes: the shortest path of squared steps between near neighbours",
  },
  geodesic: {
    label: "Geodesic",
    colour: { light: "#e0007a", dark: "#ff3d9e" },
    dash: [],
    least: "image",
    title: "The walk that changes the picture least (the decoder's pull-back metric)",
  },
  "geodesic-near-data": {
    label: "Geodesic near the data",
    colour: { light: "#7d0046", dark: "#ffb0d8" },
    dash: [12, 3],
    least: "cost",
    cost: ["weighted length", "The picture's change, each step dearer the less the trust meter supports it"],
    title:
      "Keeps where the data supports the place, by its code and by its picture; its pictures may change more than along the straight line",
  },
  drawn: {
    label: "Drawn",
    colour: { light: "#008f63", dark: "#00e0a8" },
    dash: [1, 3],
    title: "The path that you drew on the map",
  },
};
export const FROM_PYTHON = ["data", "geodesic", "geodesic-near-data"];

export const walkColour = ({ kind }, method) => METHODS[method].colour[kind];
