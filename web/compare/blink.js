/** Shows two pictures in turn, as astronomers compare plates; fewer than three changes a second. */

const EVERY_MS = 700;

/** @param {() => void} changed @param {AbortSignal} signal */
export function createBlink(changed, signal) {
  let isOn = false;
  let timer = 0;
  const stop = () => clearInterval(timer);
  signal.addEventListener("abort", stop);
  return {
    /** Whether the other picture is to be seen now. */
    isOn: () => isOn,

    /** @param {boolean} wanted */
    set(wanted) {
      stop();
      isOn = wanted;
      if (wanted) timer = setInterval(turn, EVERY_MS);
      changed();
    },
  };

  function turn() {
    isOn = !isOn;
    changed();
  }
}
