/** The playground as a stop of a talk holds it: its knobs are set, Next trains, R trains and pauses. */

import { text } from "../words/words.js";
import { DATA_NAMES, PACE_NAMES } from "./bar.js";
import { KNOB_NAMES, LIKELIHOOD_NAMES } from "./knobs.js";
import { createTraining } from "./playground.js";
import { changed, readSettings } from "./settings.js";

/** What a knob's value is called, where it is no number. */
const NAMES = { data: DATA_NAMES, likelihood: LIKELIHOOD_NAMES };

export const HELD_PLAYGROUND = {
  /** @param {Record<string, string>} query */
  isGood: ({ play = "" }) => readSettings(play) !== null,

  /** @param {Record<string, string>} query the knobs that are not as at first */
  says({ play = "" }) {
    const settings = readSettings(play);
    return settings ? changed(settings).map(inWords).join(" · ") : "";
  },

  models: () => [],

  open(context, { play = "" }, sent) {
    const training = createTraining(context);
    const update = () => training.update({ ...sent, play });
    update();
    return {
      update,
      setAway: training.setAway,
      toggle: () => training.run(!training.isRunning),
      play() {
        const isFirst = !training.isRunning && !training.hasBegun;
        if (isFirst) training.run(true);
        return isFirst;
      },
    };
  },
};

/** @param {[string, any]} knob */
function inWords([name, value]) {
  if (name === "noise") return text("playground.noNoise");
  if (NAMES[name]) return text(NAMES[name][value]);
  const said = name === "pace" ? text(PACE_NAMES[value]) : String(value);
  return text("playground.setTo", { knob: text(KNOB_NAMES[name]), value: said });
}
