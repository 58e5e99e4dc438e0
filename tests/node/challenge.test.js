/** The game: the same seed is the same target, the score is the pixels', and the clock is the player's. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { linkTo, readInvitation } from "../../web/challenge/invitation.js";
import { freeAxes, LEVELS } from "../../web/challenge/levels.js";
import { beats, createRound, distanceOf, HINT_MS } from "../../web/challenge/round.js";
import { timeInWords } from "../../web/challenge/score_words.js";
import { drawTarget, farthestOf } from "../../web/challenge/target.js";
import { uniform } from "../../web/latent/random.js";

const DIMS = 6;
const next = uniform(3);
const CODES = Array.from({ length: 50 }, () => Float32Array.from({ length: DIMS }, () => 4 * next() - 2));
const VIEW = {
  latentDim: DIMS,
  measured: CODES.length,
  code: (/** @type {number} */ index) => CODES[index].slice(),
  dims: Array.from({ length: DIMS }, (_, dim) => ({
    dim,
    mean: 0,
    sigma: 1,
    low: -3,
    high: 3,
    klNats: (dim * 5) % 7,
    active: dim !== 5,
  })),
};
const ENGINE = { decode: (/** @type {Float32Array} */ z) => z.map((value) => 0.5 + value / 8) };
const drawn = (seed, free = freeAxes(VIEW, LEVELS.four), meter = null) =>
  drawTarget({ engine: ENGINE, view: VIEW }, meter, free, seed);
const isEven = (/** @type {ArrayLike<number>} */ z) => CODES.findIndex((code) => code[0] === z[0]) % 2 === 0;

test("the distance is the root mean square difference in per cent of full white", () => {
  assert.equal(distanceOf([0, 0, 0, 0], [1, 1, 1, 1]), 100);
  assert.equal(distanceOf([0.5, 0.25], [0.5, 0.25]), 0);
  assert.ok(Math.abs(distanceOf([0.3, 0], [0, 0.4]) - 100 * Math.sqrt(0.25 / 2)) < 1e-9);
});

test("the free sliders are the most telling active ones, and two are in their own order", () => {
  const dims = (level) => freeAxes(VIEW, level).map(({ dim }) => dim);
  assert.deepEqual(dims(LEVELS.four), [4, 1, 2, 3]);
  assert.deepEqual(dims(LEVELS.plane), [1, 4]);
  assert.equal(freeAxes(VIEW, LEVELS.all).length, DIMS - 1);
});

test("the same seed is the same target, and another seed is another", () => {
  assert.deepEqual(drawn(17), drawn(17));
  assert.equal(new Set([1, 2, 3, 4, 5, 6].map((seed) => drawn(seed).index)).size > 1, true);
});

test("a target is a supported code, and what is not free begins where the target is", () => {
  const free = freeAxes(VIEW, LEVELS.four);
  const meter = (z) => ({ percent: isEven(z) ? 60 : 3 });
  for (let seed = 1; seed < 30; seed++) {
    const { index, z, pixels, start } = drawn(seed, free, /** @type {any} */ (meter));
    assert.equal(index % 2, 0);
    assert.deepEqual(z, CODES[index]);
    assert.deepEqual(pixels, ENGINE.decode(z));
    const held = [0, 1, 2, 3, 4, 5].filter((dim) => !free.some((axis) => axis.dim === dim));
    for (const dim of held) assert.equal(start[dim], z[dim]);
    const reached = Float32Array.from(start);
    for (const { dim } of free) reached[dim] = z[dim];
    assert.equal(distanceOf(ENGINE.decode(reached), pixels), 0);
    assert.ok(distanceOf(ENGINE.decode(start), pixels) > 0);
  }
});

test("a hint names the slider that is farthest in its own range", () => {
  const free = [
    { dim: 0, low: -1, high: 1 },
    { dim: 1, low: -10, high: 10 },
  ];
  assert.equal(farthestOf(/** @type {any} */ (free), [0.5, 3], [0, 0]).dim, 0);
  assert.equal(farthestOf(/** @type {any} */ (free), [0.5, 9], [0, 0]).dim, 1);
});

test("the clock starts with the first move, a hint costs, and it stands still at the end", () => {
  const round = createRound(5);
  round.stand(40);
  assert.deepEqual([round.distance, round.ms(900), round.isRunning], [40, 0, false]);
  round.stop();
  assert.equal(round.isOver, false);
  round.move(30, 1000);
  round.move(35, 3000);
  assert.deepEqual([round.distance, round.best.distance, round.ms(3500)], [35, 30, 2500]);
  round.hint(4000);
  assert.equal(round.ms(4000), 3000 + HINT_MS);
  round.move(4.9, 5000);
  assert.deepEqual(round.best, { distance: 4.9, ms: 4000 + HINT_MS, hints: 1, isFound: true });
  round.move(1, 6000);
  round.hint(6000);
  assert.deepEqual([round.best.distance, round.ms(99_000), round.hints], [4.9, 4000 + HINT_MS, 1]);
});

test("who stops has the best so far, at the time when it was reached", () => {
  const round = createRound(5);
  round.move(12, 0);
  round.move(20, 8000);
  round.stop();
  assert.deepEqual([round.isOver, round.best.isFound, round.ms(9000)], [true, false, 0]);
});

test("found beats not found, then the time counts, else the distance", () => {
  const found = { distance: 4, ms: 30_000, isFound: true };
  assert.ok(beats(found, { distance: 6, ms: 1000, isFound: false }));
  assert.ok(beats({ ...found, distance: 4.9, ms: 29_000 }, found));
  assert.ok(!beats({ distance: 9, ms: 1000, isFound: false }, { distance: 8, ms: 90_000, isFound: false }));
});

test("a link invites to the same level, target and result; what is damaged is left out", () => {
  const rival = { distance: 4.997, ms: 12_600, isFound: true };
  const link = linkTo("http://host/app/challenge?lang=zh&level=all#z=1", { level: "four", seed: 42, rival });
  assert.equal(link, "http://host/app/challenge?level=four&target=42&beat=4.99,13");
  const all = () => true;
  const read = readInvitation(new URL(link).search, all);
  assert.deepEqual(read, {
    level: "four",
    seed: 42,
    rival: { distance: 4.99, ms: 13_000, isFound: true },
    isDamaged: false,
  });
  const nothing = { level: "plane", seed: null, rival: null };
  assert.deepEqual(readInvitation("", all), { ...nothing, isDamaged: false });
  for (const query of ["?level=__proto__&target=3", "?target=1e3", "?target=0", "?level=nine"])
    assert.deepEqual(readInvitation(query, all), { ...nothing, isDamaged: true });
  assert.equal(readInvitation("?level=four&target=3&beat=<b>,1", all).rival, null);
  assert.equal(readInvitation("?level=plane&target=3", (level) => level !== "plane").level, "four");
});

test("times are read in minutes, seconds and tenths", () => {
  assert.deepEqual([0, 7450, 61_999, 600_000].map(timeInWords), ["0:00.0", "0:07.4", "1:01.9", "10:00"]);
});
