/** One picture, large: as it is and as the model rebuilds it, what the scores say of it, and the pad for one's own. */

import { el, setText } from "../kit/dom.js";
import { colourTable, createFittingPainter } from "../kit/picture.js";
import { text } from "../words/words.js";
import { pixelsOf, small } from "./pictures.js";
import { reasonOf, verdictOf } from "./place.js";

/** @typedef {import("./brought.js").Brought} Brought */
/**
 * @typedef {Object} Subject the picture that is looked at
 * @property {string} name
 * @property {Uint8Array} x (C, H, W)
 * @property {Record<string, number> | null} scores null while they are not known
 * @property {number | number[] | null} code what opens it in Explore: its number, or its code
 */

/**
 * @param {import("../draw/pad.js").Pad} pad
 * @param {object} on
 * @param {(files: File[]) => void} on.bring
 * @param {() => void} on.undo
 * @param {() => void} on.clear
 * @param {() => void} on.open the picture that is looked at, in Explore
 * @param {(one: Brought) => void} on.look
 * @param {() => void} on.oppose all that were brought become the strange group
 */
export function createCard(pad, on) {
  const file = el("input", {
    type: "file",
    accept: "image/*,.zip",
    multiple: true,
    hidden: true,
    "data-testid": "odd-files",
  });
  file.addEventListener("change", () => {
    on.bring([...file.files]);
    file.value = ""; // the same file may be chosen again
  });
  const button = (key, onclick, more = {}) => el("button", { onclick, ...more }, text(key));
  const undo = button("draw.undo", on.undo);
  const clear = button("draw.clear", on.clear);
  const choose = button("odd.choose", () => file.click(), { title: text("odd.chooseTitle") });
  const open = button("odd.open", on.open, { "data-testid": "odd-open" });
  const oppose = button("odd.oppose", on.oppose, { title: text("odd.opposeTitle"), "data-testid": "odd-oppose" });
  const here = el("span", { class: "here", "aria-hidden": "true" }, text("draw.here"));
  const [seen, kept] = [pane(text("odd.seen")), pane(text("odd.rebuilt"))];
  seen.canvas.setAttribute("data-testid", "odd-seen");
  const name = el("p", { class: "soft", "data-testid": "odd-name" });
  const verdict = el("h2", { "aria-live": "polite", "data-testid": "odd-verdict" });
  const reason = el("p", { "data-testid": "odd-reason" });
  const message = el("p", { class: "message", role: "status", "data-testid": "odd-message" });
  const own = el("div", {
    class: "pictures own",
    role: "group",
    "aria-label": text("odd.own"),
    "data-testid": "odd-own",
  });
  const stays = el("p", { class: "soft" });
  pad.canvas.setAttribute("aria-label", text("draw.pad"));
  const told = el("div", { class: "told" }, name, verdict, reason, el("div", { class: "row" }, open, oppose), own);
  const row = el("div", { class: "row" }, undo, clear, choose, file);
  const element = el(
    "section",
    { class: "card" },
    el("div", { class: "drawn" }, el("div", { class: "pad-box" }, pad.canvas, here), row, message, stays),
    el("div", { class: "pair" }, seen.host, kept.host),
    told,
  );

  return {
    element,
    say: (sentence) => setText(message, sentence),
    drawPad() {
      here.hidden = !pad.isEmpty;
      undo.disabled = !pad.canUndo;
    },

    /**
     * @param {Subject} subject
     * @param {import("./place.js").Place[]} places empty while they are not known
     * @param {Float32Array | null} rebuilt
     * @param {any} props of the part
     */
    show(subject, places, rebuilt, { shape, titles, isPrivate }) {
      seen.paint(pixelsOf(subject.x), shape, colourTable("grey"));
      kept.host.hidden = !rebuilt;
      if (rebuilt) kept.paint(rebuilt, shape, colourTable("grey"));
      setText(name, subject.name);
      setText(verdict, places.length ? verdictOf(places) : text("odd.scoring"));
      setText(reason, places.length ? reasonOf(places, titles) : "");
      open.disabled = subject.code === null;
      setText(stays, text(isPrivate ? "draw.stays" : "odd.goes", { height: shape[1], width: shape[2] }));
    },

    /** @param {Brought[]} all @param {[number, number, number]} shape */
    list(all, shape) {
      clear.disabled = !all.length && pad.isEmpty;
      oppose.hidden = all.length < 2;
      own.replaceChildren(...all.map((one) => small(one.x, shape, nameOfBrought(one), () => on.look(one), "")));
    },
  };
}

/** @param {Brought} one */
export const nameOfBrought = ({ name }) => name || text("odd.drawing");

/** @param {string} title */
function pane(title) {
  const canvas = el("canvas", { class: "crisp", role: "img", "aria-label": title });
  const host = el("figure", {}, canvas, el("figcaption", { class: "soft" }, title));
  return { canvas, host, paint: createFittingPainter(canvas) };
}
