/** Parts of a flat z: what is compared, what is given, and how one takes another's class. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { inClass, isHeld, joined, levelsOf, mainClass, partsOf, vectorSize } from "../../web/engine/parts.js";

const PARTS = [
  { name: "z", kind: "vector", start: 0, stop: 2 },
  { name: "y", kind: "class", start: 2, stop: 5 },
];

test("a specification without parts is one vector", () => {
  const parts = partsOf({ latent_dim: 3 });
  assert.deepEqual(parts, [{ name: "z", kind: "vector", start: 0, stop: 3 }]);
  assert.equal(vectorSize(parts), 3);
  assert.equal(mainClass(parts, Float32Array.of(1, 2, 3)), null);
});

test("parts that do not tile z are refused", () => {
  for (const parts of [[], PARTS.slice(1), [PARTS[0]], [PARTS[0], { ...PARTS[1], start: 1 }], "z", [null]]) {
    assert.throws(() => partsOf({ latent_dim: 5, parts }), /the parts of z must be/);
  }
  assert.equal(partsOf({ latent_dim: 5, parts: PARTS }), PARTS);
});

test("levels are one run of numbers at home in N(0, I), the top one first", () => {
  const levels = ["e3", "e2", "e1"].map((name, n) => ({ name, kind: "level", start: n, stop: n + 1 }));
  assert.equal(partsOf({ latent_dim: 3, parts: levels }), levels);
  assert.equal(vectorSize(levels), 3);
  assert.deepEqual(levelsOf(levels), levels);
  assert.deepEqual(levelsOf(PARTS), []);
  for (const parts of [levels.slice(0, 1), [...levels.slice(0, 2), { ...PARTS[1], stop: 3 }]])
    assert.throws(() => partsOf({ latent_dim: parts.at(-1).stop, parts }), /the parts of z must be/);
});

test("the class is taken, and the style stays", () => {
  const z = Float32Array.of(7, 8, 0.2, 0.5, 0.3);
  assert.equal(mainClass(PARTS, z), 1);
  assert.deepEqual(Array.from(inClass(PARTS, z, 2)), [7, 8, 0, 0, 1]);
  assert.deepEqual(Array.from(joined(PARTS, Float32Array.of(1, 2), inClass(PARTS, z, 0))), [1, 2, 1, 0, 0]);
});

test("codes are held where all are of one class, or of one blend of decoders, and always where none is given", () => {
  const [a, b] = [Float32Array.of(7, 8, 0, 1, 0), Float32Array.of(1, 2, 0, 1, 0)];
  assert.ok(isHeld(PARTS, [a, b]));
  assert.ok(!isHeld(PARTS, [a, inClass(PARTS, b, 2)]));
  const blend = Float32Array.of(7, 8, 0.5, 0.5, 0);
  assert.ok(!isHeld(PARTS, [blend, blend]));
  const two = [
    { ...PARTS[0], stop: 4 },
    { name: "b", kind: "blend", start: 4, stop: 5 },
  ];
  assert.ok(isHeld(two, [Float32Array.of(1, 2, 3, 4, 0.3), Float32Array.of(0, 0, 0, 0, 0.3)]));
  assert.ok(!isHeld(two, [Float32Array.of(1, 2, 3, 4, 0.3), Float32Array.of(1, 2, 3, 4, 1)]));
  assert.ok(isHeld(partsOf({ latent_dim: 5 }), [a, blend]));
});
