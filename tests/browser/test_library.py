"""The models that a page keeps: what is in use stays, however many come, and the workbench is never stranded."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from lab_page import Lab
from lens_page import MODEL, LensPage, changed, named
from model_choice import choose_model
from tab import drawn

from vae_core.export.bundle import bundle
from vae_core.store.browser import atlas_bytes, model_bytes
from vae_core.store.folder import SHIPPED, list_models

LARGE = 12_000_000  # bytes that make six models more than the library keeps


@pytest.fixture
def visitor(page, site):
    return LensPage(page, site)


def heavy(name, filler=0):
    """A model of 12 MB that decodes as ever: its atlas carries numbers that nobody reads."""

    def grow(spec, arrays):
        arrays["filler"] = np.full(LARGE // 4, filler, np.float32)

    return {"atlas": named(changed(atlas_bytes(MODEL), grow), name)}


def kept(visitor, names):
    return visitor.page.evaluate("(names) => names.filter((name) => latentLens.lens.library.get(name))", names)


def test_models_go_by_bytes_the_one_used_longest_ago_first(visitor):
    names = [f"m{i}" for i in range(8)]
    visitor.choose("m7")
    for name in names:
        visitor.send_model(name, **heavy(name))
    visitor.has_picture()
    assert kept(visitor, names) == names[3:]
    visitor.send_model("m3", **heavy("m3"))  # sent again: it is used
    visitor.send_model("m8", **heavy("m8"))
    assert kept(visitor, [*names, "m8"]) == ["m3", "m5", "m6", "m7", "m8"]


def test_many_small_models_stay(visitor):
    names = [f"m{i}" for i in range(12)]
    visitor.choose("m0")
    for name in names:
        visitor.send_model(name)
    assert kept(visitor, names) == names


def test_the_model_on_the_stage_and_what_the_page_was_sent_stay(visitor):
    visitor.choose("shown")
    visitor.send_model("shown", **heavy("shown"))
    visitor.has_picture()
    visitor.send_model("of the page", **heavy("of the page"), user="loader")
    names = [f"m{i}" for i in range(8)]
    for name in names:
        visitor.send_model(name, **heavy(name))
    assert kept(visitor, ["shown", "of the page", "m0"]) == ["shown", "of the page"]
    visitor.page.evaluate("latentLens.release('loader')")
    visitor.send_model("m9", **heavy("m9"))
    assert kept(visitor, ["shown", "of the page"]) == ["shown"]


BENCH = """async ([first, second, source]) => {
  const { createBench } = await import("/web/bench/bench.js");
  const { createAtlasView } = await import("/web/core/atlas_view.js");
  const { parseSafetensors } = await import("/web/engine/safetensors.js");
  const get = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
  const view = createAtlasView(parseSafetensors(await get("/atlas")));
  const said = [];
  const bench = createBench(source, (error) => said.push(error.message));
  const queue = [];
  bench.join(() => queue.shift() ?? null);
  const run = (codes) => new Promise((resolve) => {
    queue.push({ task: "decode", payload: { codes: Float32Array.from(codes) },
      done: ({ pixels }) => resolve(Array.from(pixels)), failed: () => resolve("failed") });
    bench.assign();
  });
  bench.use({ key: "same name", bytes: await get(first), view });
  const answers = [await run([0.5, -0.5]), await run([3e38, -3e38]), await run([0.5, -0.5])];
  bench.use({ key: "same name", bytes: await get(second), view });
  answers.push(await run([0.5, -0.5]));
  return { answers, said };
}"""


@pytest.mark.parametrize("where", ["page", "worker"])
def test_a_task_that_fails_is_said_and_the_next_one_runs(page, site, where):
    def darker(spec, arrays):
        last = [op for op in spec["decoder"]["ops"] if op["op"] == "linear"][-1]
        arrays[last["in"][2]] -= 20

    site.files |= {"/first": model_bytes(MODEL), "/second": changed(model_bytes(MODEL), darker)}
    site.files["/atlas"] = atlas_bytes(MODEL)
    root = Path(__file__).parents[2]
    source = bundle(root / "web" / "bench" / "worker.js") if where == "worker" else None
    got = page.evaluate(BENCH, ["/first", "/second", source])
    before, failed, again, other = got["answers"]
    assert max(before) > 100
    assert failed == "failed"
    assert again == before
    assert max(other) < max(before)  # other bytes under the same name and digest are taken
    assert len(got["said"]) == 1
    assert got["said"][0].startswith("digits-2d decodes no picture here: pixel")


def test_the_manifold_has_its_pictures_after_many_models_and_learn(tab, app_url):
    lab = Lab(tab, app_url, "Explore", model="mnist-16d")
    for name in ("digits-2d", "mnist-conv", "mnist-flow", "mnist-16d"):
        choose_model(lab.page, name)
        lab.page.wait_for_function("(name) => latentLens.snapshot().model === name", arg=name)
        lab.page.wait_for_url(f"**model={name}*")
    lab.page.get_by_role("link", name="Learn").click()
    lab.page.wait_for_function("() => latentLens.lens.library.get('mnist-2d')")
    lab.page.get_by_role("link", name="Manifold").click()
    lab.board_is_full()
    assert lab.live["model"] == "mnist-16d"
    assert lab.board["tiles"] > 10
    assert lab.get("page-error").count() == 0


def deck_of(models):
    stops = [{"caption": name, "model": name, "images": [0], "panels": ["picture"]} for name in models]
    return {"title": "all", "stops": stops}


def test_a_deck_of_every_shipped_model_gets_ready_and_ends_where_it_began(tab, app_url):
    models = list_models(SHIPPED)
    assert len(models) >= 7
    lab = Lab(tab, app_url, "Present", model="digits-2d")
    lab.get("deck-file").set_input_files(
        {"name": "deck.json", "mimeType": "application/json", "buffer": json.dumps(deck_of(models)).encode()}
    )
    lab.get("readiness").filter(has_text=f"{len(models)} stops are in the browser").wait_for()
    assert kept(lab, models) == models
    lab.get("present").click()
    for _ in models[1:]:
        lab.page.keyboard.press("ArrowRight")
        drawn(lab.page, frames=10)
    lab.page.wait_for_function("(name) => latentLens.snapshot().model === name", arg=models[-1])
    lab.page.keyboard.press("Escape")
    lab.page.wait_for_function("() => latentLens.snapshot().model === 'digits-2d' && latentLens.snapshot().pixels")


def test_a_deck_says_which_model_is_missing_and_why(tab, workshop):
    url, models = workshop
    for name in ("good", "bad"):
        shutil.copytree(SHIPPED / "digits-2d", models / name)
    (models / "bad" / "model.safetensors").write_bytes(b"none")
    deck = deck_of(["good", "bad", "gone"])
    deck["stops"].append({"caption": "narrow", "model": "good", "z": [1, 2, 3], "panels": ["picture"]})
    lab = Lab(tab, url, "Present", model="good")
    lab.get("deck-file").set_input_files(
        {"name": "deck.json", "mimeType": "application/json", "buffer": json.dumps(deck).encode()}
    )
    lab.get("readiness").filter(has_text="1 stop is in the browser").wait_for()
    said = lab.get("readiness").inner_text()
    assert "stop 2 (bad: model.safetensors is damaged" in said
    assert "stop 3 (there is no model “gone” on this machine)" in said
    assert "stop 4 (it needs a model with 3 dimensions; good has 2)" in said
    far = deck_of(["good"]) | {"stops": [{"model": "good", "z": [1e308, 0]}]}
    lab.get("deck-file").set_input_files(
        {"name": "deck.json", "mimeType": "application/json", "buffer": json.dumps(far).encode()}
    )
    lab.get("desk-said").filter(has_text="Stop 1: z must lie within ±1,000,000; got 1e+308.").wait_for()
