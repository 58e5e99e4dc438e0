/**
 * The browser's state: all that parts share, slice by slice, each with its owner, and the value that every key has
 * at first. A store takes no other key. What one part asks of another is a call (requests.js), not a key.
 */

/** @typedef {import("./types.js").Engine} Engine */
/** @typedef {import("./types.js").AtlasView} AtlasView */
/** @typedef {import("./types.js").Support} Support */
/** @typedef {import("./types.js").Bench} Bench */
/** @typedef {{x: [number, number], y: [number, number]}} Camera ranges of a map's axes */
/** @typedef {{source?: string, index?: number | null, at?: [number, number] | null}} Origin
 *   of a code: the gesture, the atlas index if it is an image's, and where the pointer is on the map, px */
/** @typedef {{indices: number[], name: string, words?: string}} Group codes of the atlas; words: within a sentence */

/**
 * @typedef {Object} ModelState owner: core/lens.js
 * @property {string | null} model
 * @property {Engine | null} engine
 * @property {AtlasView | null} view
 * @property {{model: string, z: number[] | null} | null} asked what the host or a link asks for
 * @property {string | null} wantedModel that the visitor went back to, until the host knows (owner: link/keeper.js)
 * @property {number} arrivals how many models and atlases have come
 * @property {import("./problem.js").Failure | null} problem
 */
/** @type {ModelState} */
const MODEL = { model: null, engine: null, view: null, asked: null, wantedModel: null, arrivals: 0, problem: null };

/**
 * @typedef {Object} CodeState owner: core/lens.js; all of one model
 * @property {Float32Array | null} z live, of a gesture, or the pinned one
 * @property {Origin} origin
 * @property {Float32Array | null} pinned
 * @property {Origin} pinnedOrigin
 * @property {Float32Array | null} pixels decoded at z, (C, H, W)
 * @property {number} frames how many pictures were decoded
 * @property {Support | null} support
 * @property {[number, number] | null} mapPoint z on the map
 */
/** @type {CodeState} */
const CODE = {
  z: null,
  origin: {},
  pinned: null,
  pinnedOrigin: {},
  pixels: null,
  frames: 0,
  support: null,
  mapPoint: null,
};

/**
 * @typedef {{id: number, z: Float32Array, index: number | null, source: string, model: string, starred: boolean}} Pin
 */

/**
 * @typedef {Object} HistoryState owner: core/history.js
 * @property {Pin[]} history
 * @property {number} cursor the present pin, -1 before the first
 */
/** @type {HistoryState} */
const HISTORY = { history: [], cursor: -1 };

/**
 * @typedef {Object} VisitState owner: host.js and the entries
 * @property {boolean} isFirstVisit until the visitor has touched anything
 * @property {boolean} isInvited the first visit's walk has ended, and nothing has been touched yet (core/first_walk.js)
 * @property {boolean} cameByLink
 * @property {boolean} hasNoPython as in one file
 * @property {string | null} session of the server
 * @property {string | null} page (owner: talk/add_stop.js)
 * @property {string | null} pageModel that the page shows, by the host's last word of it
 * @property {Record<string, string | null> | null} pageQuery what the widgets of a page keep in the address
 * @property {string | null} tab of one file
 * @property {string} notice one sentence for the visitor, until he closes it
 */
/** @type {VisitState} */
const VISIT = {
  isFirstVisit: true,
  isInvited: false,
  cameByLink: false,
  hasNoPython: false,
  session: null,
  page: null,
  pageModel: null,
  pageQuery: null,
  tab: null,
  notice: "",
};

/**
 * @typedef {Object} PictureState owner: explore/
 * @property {string} scale of kit/picture.js
 * @property {boolean} smooth
 * @property {{model: string, z: Float32Array, pixels: Float32Array} | null} compared with what is seen
 * @property {boolean} details whether figures and tools for those who know the field are shown (owner: core/details.js)
 */
/** @type {PictureState} */
const PICTURE = { scale: "grey", smooth: false, compared: null, details: false };

/**
 * @typedef {Object} DrawState owner: draw/
 * @property {{isOpen: boolean, last: import("../draw/pad_reading.js").Drawing | null, carried: ImageData | null}}
 *   drawing last: what was encoded; carried: from the pad of one page to that of the next
 */
/** @type {DrawState} */
const DRAW = { drawing: { isOpen: false, last: null, carried: null } };

/**
 * @typedef {Object} MapState owner: map/
 * @property {string | null} projection that marker and pointer refer to (owner: core/lens.js)
 * @property {string} colouring of the host's chart
 * @property {{projection: string | null, colouring: string} | null} mapStyle of the canvas map: null where the host
 *   draws the map; its projection is null for the model's natural one
 * @property {(Camera & {projection: string}) | null} mapView where the visitor has panned and zoomed to
 * @property {Set<number>} hidden classes
 * @property {Group | null} selection
 * @property {{against: Group | null} | null} lasso while one is to be drawn: around a first group, or around one
 *   against it
 * @property {boolean | null} pictures drawn even from afar; null: where colour means the class
 */
/** @type {MapState} */
const MAP = {
  projection: null,
  colouring: "class",
  mapStyle: null,
  mapView: null,
  hidden: new Set(),
  selection: null,
  lasso: null,
  pictures: null,
};

/** @typedef {import("../kit/axes.js").Axis & {quality: import("../sliders/directions.js").Quality | null}} Direction */

/**
 * @typedef {Object} SliderState owner: sliders/
 * @property {Set<number>} locks dimensions that gestures leave alone
 * @property {Record<string, string>} names that the visitor gave to dimensions
 * @property {Direction[]} directions
 * @property {number} directionEdits counts changes within a direction: its name, its measured effect
 * @property {boolean} allSliders not the most telling ones alone
 */
/** @type {SliderState} */
const SLIDERS = { locks: new Set(), names: {}, directions: [], directionEdits: 0, allSliders: false };

/**
 * @typedef {Object} FactorState owner: factors/
 * @property {{model: string, values: number[]} | null} factorValues where the sliders of the true factors stand
 * @property {{model: string, dim: number} | null} factorQuestion the number of the code that the game asks for
 */
/** @type {FactorState} */
const FACTORS = { factorValues: null, factorQuestion: null };

/**
 * @typedef {Object} GridState owner: codes/
 * @property {"paint" | "pick" | "select"} gridTool what a cell of the grid does when it is touched
 * @property {number} brush the code that is painted
 * @property {number} cell that was touched last
 * @property {Set<number>} cells that are selected
 * @property {boolean} prices whether every cell says what it costs
 */
/** @type {GridState} */
const GRID = { gridTool: "paint", brush: 0, cell: 0, cells: new Set(), prices: false };

/** @typedef {{centre: [number, number], span: number}} PlaneView in units of the plane */

/**
 * @typedef {Object} PlaneState owner: manifold/ and board/
 * @property {import("../board/charts.js").Choice | null} plane
 * @property {Set<string>} overlays
 * @property {boolean} quantile equal area for equal prior mass
 * @property {({model: string} & PlaneView) | null} planeView where the visitor has zoomed to
 * @property {{model: string, kind: string, at: number, isShort?: boolean} | null} tourAt the stop of the tour; isShort:
 *   of the short one
 */
/** @type {PlaneState} */
const PLANE = { plane: null, overlays: new Set(["pictures"]), quantile: false, planeView: null, tourAt: null };

/** @typedef {import("../walks/row.js").Row} Row */

/**
 * @typedef {Object} WalkState owner: walks/
 * @property {import("./waypoints.js").Waypoint[]} waypoints of all models (owner: core/waypoints.js)
 * @property {Set<string>} begunWith models whose first walk was made, or came by a link
 * @property {Record<string, Row>} walks by kind
 * @property {string | null} walksKey model and waypoints that the walks are of
 * @property {string} walk the kind that is chosen
 * @property {string | null} wantedWalk the kind that a link asks for, until it is there
 * @property {{path: Float32Array[], model: string, id: string | number} | null} drawn
 * @property {{id: string, model: string, waypoints: number[][]} | null} question for Python
 * @property {{answers: string | null, walks: Record<string, {path: string, note: string, cost: number | null}> | null}
 *   | null} answer
 * @property {number | null} playhead in [0, 1]
 * @property {boolean} playing
 * @property {"latent" | "visual"} speed
 * @property {"once" | "loop" | "swing"} repeat
 * @property {number | null} heldClass all along the walk, where a class is given; null: it goes from end to end
 * @property {number} seconds from one end to the other
 */
/** @type {WalkState} */
const WALK = {
  waypoints: [],
  begunWith: new Set(),
  walks: {},
  walksKey: null,
  walk: "linear",
  wantedWalk: null,
  drawn: null,
  question: null,
  answer: null,
  playhead: null,
  playing: false,
  speed: "latent",
  repeat: "swing",
  seconds: 4,
  heldClass: null,
};

/**
 * @typedef {Object} TalkState owner: talk/
 * @property {import("../talk/deck.js").Deck | null} deck
 * @property {import("../talk/deck.js").Deck | null} deckBefore that can be had back
 * @property {boolean} isTalking
 * @property {Record<string, any> | null} held what the host has sent for pages that stops hold (talk/held_pages.js)
 * @property {{model: string, path: Float32Array[], waypoints: Float32Array[]} | null} shownWalk on the stage's map
 */
/** @type {TalkState} */
const TALK = { deck: null, deckBefore: null, isTalking: false, held: null, shownWalk: null };

/**
 * @typedef {Object} BenchState owner: bench/bench.js
 * @property {Bench | null} bench that decodes by the hundred, once its script has come
 */
/** @type {BenchState} */
const BENCH = { bench: null };

/**
 * @typedef {ModelState & CodeState & HistoryState & VisitState & PictureState & DrawState & MapState & SliderState &
 *   FactorState & GridState & PlaneState & WalkState & TalkState & BenchState} State
 */

/** Every key with the value that it has at first. @returns {State} */
export const firstState = () =>
  structuredClone({
    ...MODEL,
    ...CODE,
    ...HISTORY,
    ...VISIT,
    ...PICTURE,
    ...DRAW,
    ...MAP,
    ...SLIDERS,
    ...FACTORS,
    ...GRID,
    ...PLANE,
    ...WALK,
    ...TALK,
    ...BENCH,
  });
