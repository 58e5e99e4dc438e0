/**
 * One requestAnimationFrame loop for the page: events only mark work as due, the next display frame does it.
 *
 * Jobs run in the order of their stage. Background jobs (film strips, thumbnails, uncertainty) come last and
 * in slices, and only while the frame has time left, so that they never cost a drag its frame.
 */

export const STAGE = { gesture: 0, decode: 1, meter: 2, paint: 3, background: 4 };

/** Work in one frame after which background jobs wait for the next: a quarter of a 60 Hz frame. */
const BACKGROUND_UNTIL_MS = 4;
const KEPT_FRAMES = 600;

/**
 * @param {(fn: FrameRequestCallback) => number} schedule
 * @param {(error: Error, stage: number) => void} [failed] is called with what a job throws; the others go on
 */
export function createFrame(
  schedule,
  failed = (error) => {
    throw error;
  },
) {
  /** @type {Set<{stage: number, run: Function, due: boolean}>} */
  const jobs = new Set();
  const work = { all: [], slider: [], factor: [], map: [], draw: [] };
  let pending = false;
  let handledMs = 0;
  let source = null;
  let restMs = 0;
  let decodedAt = -Infinity;

  const request = () => {
    if (pending) return;
    pending = true;
    schedule(tick);
  };

  function tick() {
    pending = false;
    const start = performance.now();
    const spent = () => handledMs + performance.now() - start;
    if ([...jobs].some((job) => job.due && job.stage === STAGE.decode)) decodedAt = start;
    const due = [...jobs].sort((a, b) => a.stage - b.stage);
    const ran = due.filter((job) => runIfDue(job, spent));
    if (ran.some((job) => job.stage === STAGE.decode)) record(spent());
    handledMs = 0;
    if ([...jobs].some((job) => job.due)) request();
  }

  function runIfDue(job, spent) {
    if (!job.due) return false;
    const inBackground = job.stage === STAGE.background;
    if (inBackground && (spent() > BACKGROUND_UNTIL_MS || performance.now() - decodedAt < restMs)) return false;
    job.due = false;
    try {
      const more = job.run(() => spent() < BACKGROUND_UNTIL_MS);
      if (inBackground && more) job.due = true;
    } catch (error) {
      failed(error, job.stage);
    }
    return true;
  }

  function record(ms) {
    for (const kept of [work.all, work[source] ?? []]) {
      kept.push(ms);
      if (kept.length > KEPT_FRAMES) kept.shift();
    }
  }

  return {
    work,

    /** For so long no picture was wanted before background jobs run. @param {number} ms */
    rest(ms) {
      restMs = ms;
    },

    /** Registers a job; the function that comes back marks it as due. A background job returns true for "more". */
    job(stage, run, signal) {
      const job = { stage, run, due: false };
      jobs.add(job);
      signal?.addEventListener("abort", () => jobs.delete(job), { once: true });
      return () => {
        job.due = true;
        request();
      };
    },

    /** Wraps an event listener of a gesture so that its time counts as work of the frame it leads to. */
    timed(gesture, listener) {
      return (event) => {
        const start = performance.now();
        source = gesture;
        listener(event);
        handledMs += performance.now() - start;
      };
    },
  };
}

/** Median and 95th percentile of some milliseconds. */
export function medianAndP95(values) {
  if (!values.length) return { median: 0, p95: 0 };
  const sorted = Float64Array.from(values).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { median: at(0.5), p95: at(0.95) };
}
