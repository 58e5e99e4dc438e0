/** The square that the map of the Interpolate page is cut into tiles of. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { levelFor, tilesOf } from "../../web/board/tiles.js";
import { squareAround } from "../../web/walks/tsne_chart.js";

test("it is the smallest square about all points, around their middle", () => {
  assert.deepEqual(squareAround(Float32Array.from([-1, 0, 3, 1, 0, 2])), { x: -1, y: -1, size: 4 });
});

for (const value of [0, 1, 1e30])
  test(`points that all lie at ${value} have few tiles`, () => {
    const home = squareAround(Float32Array.from([value, value, value, value]));
    assert.ok(home.size > 0);
    const view = { x: [home.x, home.x + home.size], y: [home.y, home.y + home.size] };
    const tiles = tilesOf(home, levelFor(home, 400 / home.size), view, false);
    assert.ok(tiles.length >= 4 && tiles.length < 100, `${tiles.length}`);
  });
