/**
 * A deck: a title and an ordered list of stops, plain JSON. Texts are only ever shown as text.
 *
 * @typedef {{title: string, id: string, isSaved: boolean, stops: Stop[]}} Deck isSaved: in a file or a link as well
 */
/**
 * @typedef {Object} Stop
 * @property {string} caption shown to the audience
 * @property {string} notes shown in the presenter's window only
 * @property {string} page where it was taken, or the page that it holds
 * @property {string} model empty where it holds a page
 * @property {Record<string, string> | null} query the state of a page that it holds (page_stop.js); null for any other
 * @property {number[]} z four decimals; empty where `images` says the point
 * @property {number[]} images test images whose mean code is the point: it outlives a model that is trained again
 * @property {string[]} panels of PANELS, in the order in which they stand
 * @property {string} projection empty for the model's natural map
 * @property {string} colouring
 * @property {import("../core/types.js").Camera | null} camera null for the whole map
 * @property {number[]} hidden class labels
 * @property {StopWalk | null} walk what Next and R play
 * @property {string} more overlays, plane, its zoom and own sliders, as a link writes them
 * @property {string} id tells stops of two windows apart
 */
/**
 * @typedef {Object} StopWalk
 * @property {string} kind of WALKS
 * @property {number[][]} through codes of its waypoints
 * @property {number[]} images test images whose codes follow them
 * @property {string} method how it goes between its waypoints
 * @property {number[][]} along points of a path that only PyTorch can find
 */

import { text } from "../words/words.js";

export const PANELS = ["map", "lattice", "picture", "sliders"];
export const WALKS = ["path", "posterior", "prior", "digits"];

export const newId = () => Math.random().toString(36).slice(2, 10);

/** @returns {Deck} */
export const emptyDeck = () => ({ title: text("talk.untitled"), id: newId(), isSaved: true, stops: [] });

/** As many decimals as a stop keeps. @param {ArrayLike<number>} values @returns {number[]} */
export const rounded = (values) => Array.from(values, (value) => Number(value.toFixed(4)));
