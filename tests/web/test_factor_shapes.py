"""Shapes drawn by the browser are those of the data set."""

import numpy as np

from vae_core.data.shapes import NAMES, SIZES, draw_shapes


def test_the_browser_draws_the_pictures_of_the_data_set(node):
    values = np.random.default_rng(0).integers(0, SIZES, (120, 5))
    body = """async (values) => {
      const { NAMES, SIZES } = await import('/web/core/true_factors.js');
      const { drawShape } = await import('/web/factors/shapes.js');
      return { NAMES, SIZES, pictures: values.map((of) => [...drawShape(of)].map((p) => Math.round(255 * p))) };
    }"""
    got = node.evaluate(body, values.tolist())
    assert (tuple(got["NAMES"]), tuple(got["SIZES"])) == (NAMES, SIZES)
    np.testing.assert_array_equal(np.array(got["pictures"]).reshape(-1, 1, 32, 32), draw_shapes(values))
