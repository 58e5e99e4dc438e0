"""What comes from a file is bounded: directions by number and range, classes by nothing."""

import json

import numpy as np
from explore_page import Explore

from vae_core.store.browser import atlas_bytes, model_bytes

MODEL = "digits-2d"
REGIONS = """async ({ codes, labels }) => {
  const { createTasks } = await import("/web/bench/tasks.js");
  const { createAtlasView } = await import("/web/core/atlas_view.js");
  const { parseSafetensors } = await import("/web/engine/safetensors.js");
  const get = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
  const tasks = createTasks();
  const atlas = parseSafetensors(await get("/atlas"));
  const bytes = await get("/model");
  const given = { codes: Float32Array.from(codes), labels: Int32Array.from(labels) };
  tasks.load("m", { bytes, ...given, atlas: { ...createAtlasView(atlas).mapped, ...given, count: labels.length } });
  return Array.from(tasks.run("m", "regions", { codes: Float32Array.from(codes.slice(0, 40)) }).labels);
}"""


def test_a_class_keeps_its_number_past_what_a_byte_holds(page, site):
    site.files |= {"/model": model_bytes(MODEL), "/atlas": atlas_bytes(MODEL)}
    groups = np.arange(300)
    codes = np.repeat(np.stack([groups % 20, groups // 20], 1), 12, 0) * 10.0
    labels = np.repeat(groups + 400, 12)
    got = page.evaluate(REGIONS, {"codes": codes[::-1].ravel().tolist(), "labels": labels[::-1].tolist()})
    assert got == labels[::-1][:20].tolist()


def test_imported_directions_have_a_bound_and_a_range(tab, app_url):
    explore = Explore(tab, app_url)
    digest = explore.page.evaluate("latentLens.store.state.engine.digest")

    def give(count, **changes):
        row = {"name": "x", "vector": [1, 0.5], "low": -1, "high": 1, "rest": 0} | changes
        content = {"kind": "latent-lens-directions", "digest": digest, "directions": [row] * count}
        explore.page.get_by_test_id("direction-file").set_input_files(
            {"name": "d.json", "mimeType": "application/json", "buffer": json.dumps(content).encode()}
        )

    error = explore.page.locator(".sliders .error")
    for changes in ({"high": 1e308}, {"vector": [1.7e308, 1.7e308]}):
        give(1, **changes)
        error.filter(has_text="Direction 1 is damaged").wait_for()
        give(0)
        error.filter(has_text="damaged").wait_for(state="detached")
    give(60)
    explore.page.wait_for_function("latentLens.store.state.directions.length === 60")
    give(60)
    error.filter(has_text="room for 100 sliders of your own; these would be 120").wait_for()
    assert explore.page.evaluate("latentLens.store.state.directions.length") == 60
