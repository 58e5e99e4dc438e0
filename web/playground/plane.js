/** The latent plane as it is now: what it decodes to, the prior's circles, the codes of all images, their spread. */

import { el } from "../kit/dom.js";
import { colourTable } from "../kit/picture.js";
import { text } from "../words/words.js";
import { cleared } from "./canvas.js";
import { classOnDark, css, placeColour } from "./colours.js";

export const SIDE = { digits: 15, points: 41 }; // codes along the plane
const PICTURE = 8; // pixels of a digit's side
const STEP = PICTURE + 1; // from one to the next
const MOST_ELLIPSES = 240;
const POINT_PX = 3;
const SHADE = 0.36; // lightness of the plane behind points, which are brighter

/** @typedef {import("./session.js").Shown} Shown */
/** @typedef {{colours: string[], groups: Uint32Array[], latentDim: number, isPoints: boolean}} Drawn of all images */
/** @typedef {{decoded: boolean, codes: boolean, ellipses: boolean}} Layers */

/** @param {() => void} changed a layer was switched */
export function createPlane(changed) {
  /** @type {Layers} */
  const layers = { decoded: true, codes: true, ellipses: false };
  const below = el("canvas", { class: "decoded" });
  const above = el("canvas", {
    class: "over",
    role: "img",
    "aria-label": text("playground.planeLabel"),
    "data-testid": "play-plane",
  });
  const toggle = (name, label) =>
    el(
      "button",
      {
        "aria-pressed": String(layers[name]),
        "data-testid": `play-layer-${name}`,
        onclick({ currentTarget }) {
          layers[name] = !layers[name];
          currentTarget.setAttribute("aria-pressed", String(layers[name]));
          changed();
        },
      },
      label,
    );
  const reach = el("span", { class: "soft number" });
  const element = el(
    "figure",
    { class: "plane" },
    el("div", { class: "square dark" }, below, above),
    el(
      "figcaption",
      { class: "row" },
      toggle("decoded", text("playground.decoded")),
      toggle("codes", text("playground.codes")),
      toggle("ellipses", text("playground.ellipses")),
      reach,
    ),
  );

  /** @param {Shown} picture @param {Drawn} images */
  function draw(picture, images) {
    below.style.visibility = layers.decoded ? "visible" : "hidden";
    if (layers.decoded) (images.isPoints ? paintPlaces : paintPictures)(below, picture);
    const place = cleared(above);
    if (!place) return;
    drawPrior(place, picture.reach);
    if (layers.ellipses) drawEllipses(place, picture, images);
    if (layers.codes) drawCodes(place, picture, images);
    const [across, up] = picture.pair;
    const values = { across: across + 1, up: up + 1, reach: picture.reach.toFixed(1) };
    reach.textContent = text(across === up ? "playground.reachOfOne" : "playground.reach", values);
  }

  return { element, draw };
}

/** @param {HTMLCanvasElement} canvas @param {Shown} picture */
function paintPictures(canvas, { plane, side }) {
  const across = side * STEP - 1;
  const image = imageOf(canvas, across);
  const words = new Uint32Array(image.data.buffer);
  const table = colourTable("grey");
  for (let cell = 0, at = 0; cell < side * side; cell++) {
    let to = Math.floor(cell / side) * STEP * across + (cell % side) * STEP;
    for (let row = 0; row < PICTURE; row++, to += across - PICTURE)
      for (let column = 0; column < PICTURE; column++, at++, to++) words[to] = table[(plane[at] * 255 + 0.5) | 0];
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/** @param {HTMLCanvasElement} canvas @param {Shown} picture */
function paintPlaces(canvas, { plane, side }) {
  const image = imageOf(canvas, side);
  for (let cell = 0; cell < side * side; cell++)
    image.data.set([...placeColour(plane[2 * cell], plane[2 * cell + 1], SHADE), 255], 4 * cell);
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/** @type {WeakMap<HTMLCanvasElement, ImageData>} */
const images = new WeakMap();

function imageOf(canvas, side) {
  if (canvas.width !== side || !images.has(canvas)) {
    Object.assign(canvas, { width: side, height: side });
    images.set(canvas, new ImageData(side, side));
  }
  return images.get(canvas);
}

/** One and two standard deviations of N(0, I). */
function drawPrior({ context, width }, reach) {
  context.strokeStyle = "rgb(255 255 255 / 45%)";
  context.lineWidth = 1;
  context.setLineDash([4, 5]);
  for (const radius of [1, 2]) {
    context.beginPath();
    context.arc(width / 2, width / 2, (radius / reach) * (width / 2), 0, 2 * Math.PI);
    context.stroke();
  }
  context.setLineDash([]);
}

/** Pixels of a code: across and up, from its first number. */
function toPixel({ pair, reach }, width, isLine) {
  const scale = width / (2 * reach);
  const middle = width / 2;
  return {
    scale,
    x: (codes, at) => middle + scale * codes[at + pair[0]],
    y: (codes, at) => middle - (isLine ? 0 : scale * codes[at + pair[1]]),
  };
}

function drawCodes({ context, width }, picture, { colours, groups, latentDim }) {
  const { x, y } = toPixel(picture, width, latentDim === 1);
  groups.forEach((group, n) => {
    context.fillStyle = colours[n];
    for (const i of group) {
      const at = 2 * latentDim * i;
      context.fillRect(x(picture.codes, at) - POINT_PX / 2, y(picture.codes, at) - POINT_PX / 2, POINT_PX, POINT_PX);
    }
  });
}

/** One standard deviation of q(z|x) of some images: along the axes, since it is diagonal. */
function drawEllipses({ context, width }, picture, { colours, groups, latentDim }) {
  const isLine = latentDim === 1;
  const { scale, x, y } = toPixel(picture, width, isLine);
  const { codes, pair } = picture;
  const every = Math.ceil(codes.length / (2 * latentDim) / MOST_ELLIPSES);
  const sigma = (at, d) => Math.exp(0.5 * codes[at + latentDim + d]);
  context.lineWidth = 1.25;
  groups.forEach((group, n) => {
    context.strokeStyle = colours[n];
    context.beginPath();
    for (const i of group) {
      if (i % every) continue;
      const at = 2 * latentDim * i;
      const [left, top] = [x(codes, at), y(codes, at)];
      const [rx, ry] = [scale * sigma(at, pair[0]), isLine ? 6 : scale * sigma(at, pair[1])];
      context.moveTo(left + rx, top);
      context.ellipse(left, top, rx, ry, 0, 0, 2 * Math.PI);
    }
    context.stroke();
  });
}

/** What the plane needs of digits. @param {ArrayLike<number>} labels */
export function digitImages(labels, latentDim) {
  const groups = Array.from({ length: 10 }, (_, label) =>
    Uint32Array.from(Array.from(labels).flatMap((own, i) => (own === label ? [i] : []))),
  );
  return { colours: groups.map((_, label) => classOnDark(label)), groups, latentDim, isPoints: false };
}

/** And of points: one colour for each. @param {Float32Array} points */
export function pointImages(points, latentDim) {
  const count = points.length / 2;
  return {
    colours: Array.from({ length: count }, (_, i) => css(placeColour(points[2 * i], points[2 * i + 1], 0.7))),
    groups: Array.from({ length: count }, (_, i) => Uint32Array.of(i)),
    latentDim,
    isPoints: true,
  };
}
