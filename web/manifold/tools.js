/** Above the board: which plane, which coordinates, what is drawn. Below it: legends, and where to take a place. */

import { el, setAttribute, setText } from "../kit/dom.js";
import { GLYPHS } from "../map/legend.js";
import { colourTable } from "../kit/picture.js";
import { isStandardPrior, keptDraws, priorInWords } from "../latent/prior.js";
import { classColour } from "../kit/theme.js";
import { firstChoice, threeImages } from "../board/charts.js";
import { MOST_WAYPOINTS } from "../core/waypoints.js";

const CSS = `
.manifold .tools { gap: 0.35rem 0.9rem; }
.manifold .group { display: inline-flex; gap: 0.25rem; align-items: center; flex-wrap: wrap; }
.manifold input[type=number] { width: 5.2rem; }
.manifold .legend { min-height: 28px; justify-content: space-between; gap: 0.3rem 1rem; }
.manifold .classes { display: inline-flex; flex-wrap: wrap; gap: 0.2rem 0.6rem; }
.manifold .classes i { font-style: normal; }
.manifold .ramp { display: inline-block; width: 90px; height: 10px; border-radius: 3px; }
`;

const EQUAL_MASS = "Coordinates through the normal distribution function: equal areas hold equal shares of the prior";

const OVERLAYS = {
  pictures: ["Pictures", "Decoded pictures, finer ones as you zoom in"],
  points: ["Codes", "The codes of the images by class; off the plane they are projected onto it and faint"],
  ellipses: [
    "Posteriors",
    "One standard deviation of q(z|x) around codes, in the scale of the map: zoom in to see them",
  ],
  density: ["Density", "How many codes lie where, by shade"],
  prior: ["Prior", "Circles that hold 50, 90 and 99 % of the prior within the plane"],
  magnification: [
    "Magnification",
    "How much picture a unit of latent area holds: sqrt det of the pull-back metric, log scale",
  ],
  regions: ["Classes", "The class of most of the ten nearest codes; pale where they disagree"],
  seams: ["Seams", "Borders between classes, thick where the picture changes fast across them"],
};

export function createManifoldTools({ store, signal, emit, add }) {
  const { state } = store;
  let theme = null;
  let range = () => null;

  const plane = el(
    "select",
    {
      "aria-label": "Plane",
      title: "Which plane of the latent space the map shows",
      onchange: () => choosePlane(plane.value),
    },
    el("option", { value: "dims" }, "Two dimensions"),
    el("option", { value: "pcs" }, "PC 1 × PC 2"),
    el("option", { value: "images" }, "Three images"),
  );
  const details = el("span", { class: "group" });
  const prior = el(
    "button",
    { "data-testid": "quantile", onclick: () => store.set({ quantile: !state.quantile }) },
    "Equal prior mass",
  );
  const toggles = new Map(
    Object.entries(OVERLAYS).map(([name, [label, title]]) => [
      name,
      el("button", { title, "data-testid": `overlay-${name}`, onclick: () => toggle(name) }, label),
    ]),
  );
  const classes = el("span", { class: "classes" });
  const ramp = el("span", { class: "group number soft" });
  const walk = el(
    "button",
    {
      title: "Make the kept place a waypoint of the walk on Interpolate (key A)",
      "data-testid": "add-waypoint",
      onclick: add,
    },
    "Add to walk",
  );
  const open = el(
    "button",
    {
      title: "The kept place with all its sliders",
      "data-testid": "open-explore",
      onclick: () => emit("open", "explore"),
    },
    "Open in Explore",
  );
  const go = el("button", { title: "Walk between the waypoints", onclick: () => emit("open", "interpolate") }, "Walk");

  function toggle(name) {
    const overlays = new Set(state.overlays);
    if (!overlays.delete(name)) overlays.add(name);
    store.set({ overlays });
  }

  function choosePlane(kind) {
    if (kind === "dims") store.set({ plane: firstChoice(state.view) });
    else store.set({ plane: kind === "pcs" ? { kind } : { kind, images: threeImages(state.view) } });
  }

  function draw() {
    if (!state.view || !state.plane || !theme) return;
    plane.parentElement.hidden = state.view.latentDim <= 2; // a flat space has one plane, a line none
    plane.value = state.plane.kind;
    details.replaceChildren(...planeDetails());
    for (const [name, button] of toggles) setAttribute(button, "aria-pressed", String(state.overlays.has(name)));
    drawPrior();
    drawLegend();
  }

  /** The two tools that know N(0, I): of another prior its draws are shown, and its mass gives no coordinates. */
  function drawPrior() {
    const isStandard = isStandardPrior(state.view);
    const count = keptDraws(state.view).length;
    const words = priorInWords(state.view);
    prior.disabled = !isStandard;
    prior.title = isStandard ? EQUAL_MASS : `Only for the prior N(0, I): this model has a ${words}`;
    setAttribute(prior, "aria-pressed", String(state.quantile && isStandard));
    const toggled = toggles.get("prior");
    toggled.disabled = !isStandard && !count;
    toggled.title = isStandard
      ? OVERLAYS.prior[1]
      : count
        ? `${count.toLocaleString("en")} draws from this model's ${words}, projected onto the plane`
        : `The atlas keeps no draws from this model's ${words}`;
  }

  function planeDetails() {
    const { plane: choice, view } = state;
    if (choice.kind === "dims" && view.latentDim > 2) return [0, 1].map((axis) => dimSelect(choice, axis));
    return choice.kind === "images" ? [0, 1, 2].map((place) => imageInput(choice, place)) : [];
  }

  function dimSelect({ dims }, axis) {
    const other = dims[1 - axis];
    const choices = [...state.view.dims].sort((a, b) => b.klNats - a.klNats).filter(({ dim }) => dim !== other);
    const select = el(
      "select",
      {
        "aria-label": axis ? "Upwards" : "To the right",
        onchange: () =>
          store.set({
            plane: { kind: "dims", dims: axis ? [other, Number(select.value)] : [Number(select.value), other] },
          }),
      },
      ...choices.map(({ dim, klNats }) => el("option", { value: dim }, `z${dim + 1}, ${klNats.toFixed(1)} nats`)),
    );
    select.value = dims[axis];
    return select;
  }

  function imageInput({ images }, place) {
    const input = el("input", {
      type: "number",
      min: 0,
      max: state.view.count - 1,
      value: images[place],
      "aria-label": `Image ${place + 1} of the plane`,
      title: "Number of an image",
      onchange: () => {
        const index = Math.round(Math.min(state.view.count - 1, Math.max(0, Number(input.value) || 0)));
        store.set({ plane: { kind: "images", images: images.map((value, i) => (i === place ? index : value)) } });
      },
    });
    return input;
  }

  function drawLegend() {
    const near = state.engine?.spec.posterior === "flow" ? ", taken for a Gaussian near the flow that it is" : "";
    toggles.get("ellipses").title = OVERLAYS.ellipses[1] + near;
    const coloured = ["points", "ellipses", "regions"].some((name) => state.overlays.has(name));
    classes.replaceChildren(
      ...(coloured
        ? state.view.classNames.map((name, label) =>
            el(
              "span",
              {},
              el(
                "i",
                { style: `color:${classColour(theme, label)}`, "aria-hidden": "true" },
                GLYPHS[label % GLYPHS.length],
              ),
              ` ${name}`,
            ),
          )
        : [hint()]),
    );
    drawRamp();
  }

  function hint() {
    const line = state.view.latentDim === 1 ? "One dimension: pictures change from left to right alone. " : "";
    return el(
      "span",
      { class: "soft" },
      `${line}Drag to pan, scroll or pinch to zoom without end; the pointer decodes, a click keeps the place.`,
    );
  }

  function drawRamp() {
    const shown = state.overlays.has("magnification") && range();
    ramp.hidden = !shown;
    if (!shown) return;
    const table = colourTable("ember");
    const stops = [0, 64, 128, 191, 255].map(
      (i) => `rgb(${table[i] & 255} ${(table[i] >> 8) & 255} ${(table[i] >> 16) & 255})`,
    );
    const bar = el("i", { class: "ramp", style: `background:linear-gradient(to right,${stops})` });
    ramp.replaceChildren("magnification ", rounded(10 ** shown[0]), bar, rounded(10 ** shown[1]));
    ramp.title = "Units of picture area per unit of latent area; units of nats for Bernoulli decoders";
  }

  function drawWalk() {
    const count = (state.waypoints ?? []).filter((waypoint) => waypoint.model === state.model).length;
    walk.disabled = count >= MOST_WAYPOINTS;
    go.disabled = count === 1;
    setText(go, count > 1 ? `Walk between ${count} waypoints →` : count ? "Walk: one more waypoint" : "Walk →");
  }

  store.watch(["view", "plane", "quantile", "overlays"], draw, signal);
  store.watch(["waypoints", "model"], drawWalk, signal);
  const timer = setInterval(() => state.overlays.has("magnification") && drawRamp(), 500); // its range settles as tiles come
  signal.addEventListener("abort", () => clearInterval(timer));
  drawWalk();
  return {
    top: el(
      "div",
      { class: "row tools" },
      el("style", {}, CSS),
      el("span", { class: "group" }, plane, details),
      prior,
      el("span", { class: "group", role: "group", "aria-label": "What is drawn" }, ...toggles.values()),
    ),
    bottom: el(
      "div",
      { class: "row legend" },
      el("span", { class: "group" }, classes, ramp),
      el("span", { class: "group" }, open, walk, go),
    ),
    update(nextTheme, nextRange) {
      [theme, range] = [nextTheme, nextRange];
      draw();
    },
  };
}

const rounded = (value) => String(Number(value.toPrecision(2)));
