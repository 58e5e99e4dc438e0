/** An exhibit: stop after stop with their walks. It holds still for whoever comes, and loops again a minute later. */

const IDLE_MS = 60_000;
const STOP_MS = 20_000; // for the walk of a stop
const BEFORE_WALK_MS = 4000; // time to read its caption
const PACE = 1.6; // of its walk: slower than in a talk

/**
 * @param {Object} on
 * @param {() => number} on.at the present stop
 * @param {(to: number) => void} on.show
 * @param {(how: {pace: number}) => void} on.play
 * @param {() => void} on.changed
 */
export function createExhibit({ at, show, play, changed }) {
  let timer = 0;
  let isLooping = false;

  function loop(to) {
    isLooping = true;
    show(to);
    changed();
    timer = setTimeout(playWalk, BEFORE_WALK_MS);
  }

  function playWalk() {
    play({ pace: PACE });
    changed();
    timer = setTimeout(() => loop(at() + 1), STOP_MS);
  }

  function end() {
    clearTimeout(timer);
    isLooping = false;
  }

  return {
    loop,
    end,
    isLooping: () => isLooping,
    /** Somebody is there. */
    pause() {
      end();
      timer = setTimeout(() => loop(at()), IDLE_MS);
    },
  };
}
