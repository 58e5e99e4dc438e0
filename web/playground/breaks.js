/** *Break it*: one press turns the knobs to where a VAE goes wrong, and a sentence says what to look at. */

import { el, setText } from "../kit/dom.js";
import { text } from "../words/words.js";
import { BREAKS, DIGITS, breakOf } from "./settings.js";

const NAMES = {
  noKl: { label: "playground.noKl", look: "playground.noKlLook" },
  autoencoder: { label: "playground.autoencoder", look: "playground.autoencoderLook" },
  strongKl: { label: "playground.strongKl", look: "playground.strongKlLook" },
  wideSigma: { label: "playground.wideSigma", look: "playground.wideSigmaLook" },
  narrowSigma: { label: "playground.narrowSigma", look: "playground.narrowSigmaLook" },
  fast: { label: "playground.fast", look: "playground.fastLook" },
};

/**
 * @param {(name: string) => void} breakIt
 * @param {() => void} mend
 */
export function createBreaks(breakIt, mend) {
  const buttons = Object.keys(BREAKS).map((name) =>
    el(
      "button",
      { "aria-pressed": "false", "data-testid": `play-break-${name}`, onclick: () => breakIt(name) },
      text(NAMES[name].label),
    ),
  );
  const mending = el("button", { class: "mend", "data-testid": "play-mend", onclick: mend }, text("playground.mend"));
  const look = el("p", { role: "status", "data-testid": "play-look" });
  const element = el(
    "section",
    { class: "breaks", "aria-label": text("playground.breakIt") },
    el("h2", {}, text("playground.breakIt")),
    el("div", { class: "row" }, ...buttons, mending),
    look,
  );
  let wasBroken = false;

  return {
    element,

    /** @param {import("./settings.js").Settings} settings */
    show(settings) {
      const present = breakOf(settings);
      Object.keys(BREAKS).forEach((name, n) => {
        buttons[n].setAttribute("aria-pressed", String(name === present));
      });
      mending.disabled = !present;
      const other = wasBroken && !present ? "playground.mended" : usual(settings);
      setText(look, text(present ? NAMES[present].look : other));
      wasBroken ||= Boolean(present);
    },
  };
}

const usual = ({ data }) => (data === DIGITS ? "playground.usualDigits" : "playground.usualPoints");
