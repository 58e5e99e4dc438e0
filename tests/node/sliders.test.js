/** Which sliders come first, and what a visitor's name may be. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { plainName } from "../../web/kit/plain_name.js";
import { checkedNames } from "../../web/link/made_fields.js";
import { orderedAxes, shownOf } from "../../web/sliders/telling.js";

const NATS = [0.5, 2.6, 1.1, 0.001, 2.2, 0.9, 1.8];
const PARTS = [{ name: "z", kind: "vector", start: 0, stop: 7 }];
const PLAIN = { names: {}, locks: new Set(), allSliders: false };

/** An atlas whose dimensions carry so many nats; below 0.01 they are inactive. */
const viewOf = (nats) => ({
  latentDim: nats.length,
  parts: PARTS,
  dims: nats.map((klNats, dim) => ({ dim, klNats, active: klNats >= 0.01, low: -3, high: 3, mean: 0 })),
});

function shownDims(state, nats = NATS) {
  const { axes } = orderedAxes(viewOf(nats));
  const shown = shownOf(axes, { ...PLAIN, view: viewOf(nats), ...state });
  return axes.filter((_, at) => shown[at]).map(({ dim }) => dim);
}

test("the four dimensions with the largest KL come first, the largest first", () => {
  assert.deepEqual(shownDims({}), [1, 4, 6, 2]);
});

test("what the visitor named or locked is shown as well", () => {
  assert.deepEqual(shownDims({ names: { 0: "slant" }, locks: new Set([5]) }), [1, 4, 6, 2, 5, 0]);
});

test("all active dimensions are shown on demand", () => {
  assert.deepEqual(shownDims({ allSliders: true }), [1, 4, 6, 2, 5, 0]);
  assert.deepEqual(
    orderedAxes(viewOf(NATS)).inactive.map(({ dim }) => dim),
    [3],
  );
});

test("of two dimensions both are shown, z1 before z2", () => {
  assert.deepEqual(shownDims({}, [1.2, 2.4]), [0, 1]);
});

test("a name is one line of plain text of a limited length", () => {
  assert.equal(plainName("  slant\n\tof the\u0000 stroke ", 40), "slant of the stroke");
  assert.equal(plainName("\u202Eevil\u2066", 40), "evil");
  assert.equal(plainName("<b>bold</b>", 40), "<b>bold</b>"); // it is only ever shown as text
  assert.equal(plainName("😀".repeat(50), 40), "😀".repeat(40));
  assert.equal(plainName({ toString: () => "x" }, 40), "");
});

test("of a link's names only those of dimensions are kept", () => {
  assert.deepEqual(checkedNames({ 3: "slant", x: "y", 4: 5, 5: "\u0007 ", 6: "a".repeat(99) }), {
    3: "slant",
    6: "a".repeat(40),
  });
  assert.throws(() => checkedNames(["slant"]), /they are damaged/);
});
