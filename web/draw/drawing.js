/**
 * Draw, and see what the model makes of it: the drawing is encoded and its code decoded at every display frame.
 *
 * A pad stands beside the picture. What is on it, drawn by hand or brought, becomes an image as the data set's are
 * (framing.js), goes through the encoder, and its posterior mean is where the visitor is. A stroke's end pins it.
 */

import { STAGE } from "../core/frame.js";
import { failureOf } from "../core/problem.js";
import { Problem } from "../engine/problem.js";
import { el, setAttribute } from "../kit/dom.js";
import { asSentence } from "../meter/support_words.js";
import { shortened, text } from "../words/words.js";
import { pictureOf, takeFiles } from "./bring.js";
import { createCamera } from "./camera.js";
import { createDrawingView } from "./drawing_view.js";
import { createPad } from "./pad.js";
import { createPadReading } from "./pad_reading.js";
import { createSeen } from "./seen.js";

const NO_INK = "{name} shows no ink; choose a picture that stands out from its paper";

/** @returns what stands where beside a picture, and what may be asked of it */
export function createDrawing({ store, frame, lens, keys, signal }) {
  const { state } = store;
  const timed = (listener) => frame.timed("draw", listener);
  const pad = createPad({ changed: () => readDue(), ended: () => pinDue() }, timed);
  const { read, pin, forget, tell } = createPadReading({ store, lens, pad, signal });
  const camera = createCamera((video) => {
    pad.show(video, video.videoWidth, video.videoHeight);
    readDue();
  });
  const view = createDrawingView(pad, { open: bring, camera: () => toggleCamera(), undo, clear, done: () => close() });
  const seen = createSeen(view.row, tell);
  const button = el("button", { onclick: () => (state.drawing.isOpen ? close() : open()), "data-testid": "draw" });
  button.textContent = text("draw.draw");

  const sentenceOf = (error) => failureOf(error, false).sentence;
  const set = (isOpen) => store.set({ drawing: { isOpen, last: null, carried: null } });
  let isCarried = false; // away from here
  /** @type {HTMLElement} what had the focus before the pad */
  let cameFrom = button;
  /** @type {HTMLElement | null} what has it next, once it is shown */
  let focusNext = null;
  const places = [view.element, seen.element];

  function open() {
    cameFrom = /** @type {HTMLElement} */ (activeBeside(view.element) ?? button);
    set(true);
    store.set({ compared: null });
    focusNext = view.pad;
    if (!pad.isEmpty) pin();
  }

  function close() {
    stopCamera();
    if (places.some((place) => place.contains(activeBeside(place)))) focusNext = cameFrom;
    set(false);
  }

  /** To the pad of the page that comes next. */
  function carry() {
    stopCamera();
    isCarried = true;
    store.set({ drawing: { ...state.drawing, carried: pad.isEmpty ? null : pad.picture() } });
  }

  /** What was on the pad of the page before. */
  function receive() {
    const { isOpen, carried } = state.drawing;
    if (!isOpen || !carried) return;
    pad.put(carried);
    store.set({ drawing: { ...state.drawing, carried: null } });
    pinDue();
  }

  function undo() {
    pad.undo();
    if (pad.isEmpty) forget();
    else pin();
  }

  function clear() {
    stopCamera();
    pad.clear();
    seen.say("");
    forget();
  }

  /** @param {File} file */
  async function bring(file) {
    if (!state.drawing.isOpen) return;
    stopCamera();
    try {
      const picture = await pictureOf(file);
      pad.show(picture, picture.width, picture.height);
      picture.close();
      seen.say("");
      if (!pin()) throw new Problem(NO_INK, { name: shortened(file.name) });
    } catch (error) {
      seen.say(sentenceOf(error)); // which begins with a file's name
    }
  }

  async function toggleCamera() {
    if (camera.isOn) {
      stopCamera();
      return pinDue();
    }
    try {
      await camera.start();
      seen.say("");
    } catch (error) {
      seen.say(asSentence(sentenceOf(error)));
    }
    view.draw(pad, camera);
  }

  function stopCamera() {
    camera.stop();
    view.draw(pad, camera);
  }

  function draw() {
    const { isOpen, last } = state.drawing;
    const canEncode = Boolean(state.engine?.spec.encoder);
    button.disabled = !canEncode;
    button.title = text(canEncode ? "draw.drawTitle" : "draw.noEncoder");
    setAttribute(button, "aria-pressed", String(isOpen));
    view.element.hidden = seen.element.hidden = !isOpen;
    view.element.closest(".ll")?.setAttribute("data-draw", isOpen ? "on" : "off");
    focusNext?.focus();
    focusNext = null;
    view.draw(pad, camera);
    if (isOpen && state.view) seen.draw(last?.model === state.model ? last : null, state);
  }

  const readDue = frame.job(STAGE.gesture, () => read(), signal);
  const pinDue = frame.job(STAGE.gesture, () => state.drawing.isOpen && !pad.isEmpty && pin(), signal); // after a read
  const drawDue = frame.job(STAGE.paint, draw, signal);
  for (const place of places) place.addEventListener("keydown", (event) => closesPad(event) && close());
  takeFiles(view.element, ([file]) => bring(file), keys, signal);
  store.watch(["engine"], pinDue, signal); // a frame later: first a model opens where it would without a drawing
  store.watch(["drawing", "engine", "scale"], drawDue, signal);
  store.watch(["compared"], () => state.compared && state.drawing.isOpen && close(), signal);
  signal.addEventListener("abort", () => {
    camera.stop();
    if (!isCarried) set(false);
  });
  receive();
  draw();
  drawDue(); // once all stands in the stage
  return { button, drawn: view.element, seen: seen.element, open, carry };
}

/** Where the focus is. @param {Element} element within the same root */
const activeBeside = (element) => /** @type {Document | ShadowRoot} */ (element.getRootNode()).activeElement;

/** Escape, unless it closes an explanation. @param {KeyboardEvent} event */
const closesPad = ({ key, currentTarget }) =>
  key === "Escape" && !(/** @type {Element} */ (currentTarget).querySelector(":popover-open"));
