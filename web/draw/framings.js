/**
 * How the images of a data set were cut and centred, by its name, as its authors say.
 *
 * MNIST: http://yann.lecun.com/exdb/mnist/. EMNIST: Cohen et al. (2017), section III, https://arxiv.org/abs/1702.05373.
 * Fashion-MNIST: Xiao et al. (2017), section 2, https://arxiv.org/abs/1708.07747. Digits: its 8 x 8 pixels are counts
 * over a bitmap whose digit fills it, https://archive.ics.uci.edu/dataset/80.
 *
 * @type {Record<string, import("./framing.js").Framing>}
 */
const FRAMINGS = {
  mnist: { box: 20, centre: "mass" },
  emnist: { box: 24, centre: "box" },
  fashion: { box: 28, centre: "box" },
  digits: { box: 8, centre: "box" },
};

/**
 * @param {string | undefined} data the name of a set
 * @returns {import("./framing.js").Framing} null: the whole square
 */
export const framingOfSet = (data) => (Object.hasOwn(FRAMINGS, data ?? "") ? FRAMINGS[data] : null);

/** @param {import("../core/types.js").AtlasView} view */
export const framingOf = ({ spec }) => framingOfSet(spec.data);
