"""The browser's trust meter, judge and words against Python's."""

import json

import numpy as np
import pytest
import torch
from small_vae import small_vae

from vae_core import load_model
from vae_core.atlas.build import compute_atlas
from vae_core.data.sets import ImageData
from vae_core.measure.judge import SURE
from vae_core.measure.meter_build import load_judge, load_meter, write_meter_of
from vae_core.measure.mixture import mixture_rows
from vae_core.measure.picture_parts import entropy
from vae_core.store.atlas import load_atlas
from vae_core.store.browser import atlas_bytes, model_bytes
from vae_core.store.checkpoint import save_model
from vae_core.store.folder import SHIPPED

rng = np.random.default_rng(0)
READ = """
  const bytes = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
  const { createEngine } = await import("/web/engine/engine.js");
  const { parseSafetensors } = await import("/web/engine/safetensors.js");
  const { createAtlasView } = await import("/web/core/atlas_view.js");
  const { createMeter } = await import("/web/meter/meter.js");
  const engine = createEngine(await bytes("/model"));
  const meter = createMeter(createAtlasView(parseSafetensors(await bytes("/atlas"))));
  if (!meter) return null;
  return given.map((z) => {
    const { percent, code, picture, logits } = meter(Float32Array.from(z), engine.decode(Float32Array.from(z)));
    return { percent, code, picture, logits: logits && Array.from(logits) };
  });
"""


def in_javascript(node, name, z):
    node.files |= {"/model": model_bytes(name), "/atlas": atlas_bytes(name)}
    return node.evaluate(f"async (given) => {{ {READ} }}", z.tolist())


def places(atlas):
    pairs = rng.integers(0, len(atlas.codes), (8, 2))
    scale = atlas.codes.std(0)
    return np.concatenate([atlas.codes[:6], atlas.codes[pairs].mean(1), rng.normal(size=(12, len(scale))) * 2 * scale,
                           np.zeros((1, len(scale))), np.full((1, len(scale)), 40)]).astype("f4")  # fmt: skip


def assert_alike(got, read):
    for name in ("percent", "code", "picture"):
        np.testing.assert_allclose([entry[name] for entry in got], getattr(read, name), atol=0.1)


@pytest.mark.parametrize("name", ["digits-2d", "mnist-16d"])
def test_the_meter_is_that_of_vae_core(node, name):
    z = places(load_atlas(name))
    got = in_javascript(node, name, z)
    assert_alike(got, load_meter(name).read(z))
    with torch.no_grad():
        logits = load_judge(name).judge(load_model(name).decode(torch.from_numpy(z)))
    np.testing.assert_allclose([entry["logits"] for entry in got], logits, atol=2e-3)


@pytest.mark.parametrize("config", [{"likelihood": "gaussian"}, {"latent_dim": 1}, {"posterior": "flow"}])
@pytest.mark.parametrize("class_names", [("all",), ("even", "odd")])
def test_meters_without_a_good_judge_are_those_of_vae_core(node, tmp_path, monkeypatch, config, class_names):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    monkeypatch.setattr("vae_core.measure.judge.LEAST_BATCHES", 3)
    images = rng.integers(0, 256, (60, 1, 8, 8), dtype=np.uint8)
    data = ImageData(images, np.arange(60) % len(class_names), class_names)
    model = small_vae(**config)
    save_model(tmp_path / "mine", model)
    compute_atlas(model, data).save(tmp_path / "mine")
    atlas = load_atlas("mine")
    write_meter_of(model, atlas, images, data, data, tmp_path / "mine")
    z = places(atlas)
    assert load_meter("mine").parts[-1].name == "unlike"
    assert_alike(in_javascript(node, "mine", z), load_meter("mine").read(z))


def test_a_folder_without_a_meter_has_none(node, tmp_path, monkeypatch):
    for name in ("config.json", "model.safetensors", "atlas.npz", "metrics.json"):
        (tmp_path / "old").mkdir(exist_ok=True)
        (tmp_path / "old" / name).write_bytes((SHIPPED / "digits-2d" / name).read_bytes())
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    assert in_javascript(node, "old", np.zeros((1, 2), "f4")) is None


def lab(node, module, expression, given=None):
    body = f"async (given) => {{ const m = await import('/web/meter/{module}.js'); return {expression}; }}"
    return node.evaluate(body, given)


NAMED = """async ([function_, names]) => {
  const words = await import("/web/words/words.js");
  return names.map((name) => words[function_](name));
}"""
ONE = {
    "8": "an 8", "11": "an 11", "18": "an 18", "80": "an 80", "4": "a 4", "1": "a 1", "110": "a 110",
    "F": "an F", "H": "an H", "M": "an M", "U": "a U", "A": "an A", "b": "a b", "r": "an r",
    "Dress": "a dress", "T-shirt/top": "a T-shirt or top", "Ankle boot": "an ankle boot", "Trouser": "trousers",
    "umbrella": "an umbrella", "unicorn": "a unicorn", "hour": "an hour", "house": "a house", "tsu": "a tsu",
    "cats": "cats", "bus": "a bus", "Alice": "an Alice", "constructor": "a constructor", "x" * 90: f"a {'x' * 39}…",
}  # fmt: skip
MANY = {
    "8": "8s", "F": "Fs", "Dress": "dresses", "T-shirt/top": "T-shirts/tops", "fox": "foxes", "church": "churches",
    "city": "cities", "boy": "boys", "cats": "cats", "class_3": "class_3s", "tree": "trees", "glass": "glasses",
}  # fmt: skip


@pytest.mark.parametrize(("function", "words"), [("withArticle", ONE), ("plural", MANY)])
def test_classes_are_named_as_one_would_say_them(node, function, words):
    got = node.evaluate(NAMED, [function, list(words)])
    assert dict(zip(words, got, strict=True)) == words


@pytest.mark.parametrize(("names", "kind"), [
    ("0123", "digit"), ("aFZ", "letter"), ("0F", "character"), (["cat", "0"], "class"),
])  # fmt: skip
def test_what_a_class_is_called(node, names, kind):
    assert lab(node, "class_words", "m.kindOf(given)", list(names)) == kind


def test_captions_name_one_class_two_or_none(node):
    ten = [str(digit) for digit in range(10)]
    sure, torn, lost = np.zeros((3, 10))
    sure[6] = torn[4] = torn[9] = 9
    said = lab(node, "support_words", "given[0].map((logits) => m.captionOf(logits, given[1]))",
               [[sure.tolist(), torn.tolist(), lost.tolist()], ten])  # fmt: skip
    assert [(caption["label"], caption["words"]) for caption in said] == [
        (6, "looks like a 6"), (None, "between a 4 and a 9"), (None, "no clear digit"),
    ]  # fmt: skip


@pytest.mark.parametrize(("reading", "words"), [
    ((90, 80, 95), "well supported"),
    ((10, 60, 12), "sparsely supported: code near the data, picture unclear"),
    ((3, 1, 70), "unsupported: picture clear, code far from the data"),
    ((0, 0, 3), "unsupported: code far from the data, picture unclear"),
])  # fmt: skip
def test_where_the_parts_disagree_the_words_say_so(node, reading, words):
    percent, code, picture = reading
    expression = "m.supportInWords({ level: m.supportLevel(given.percent), ...given })"
    given = {"percent": percent, "code": code, "picture": picture}
    assert lab(node, "support_words", expression, given) == words


def test_neighbours_are_worded_as_neighbours(node):
    digits = [str(digit) for digit in range(10)]
    given = [[[5, 8, 5, 6, 5, 8], digits], [[1, 1], digits], [[0], ["all"]]]
    said = lab(node, "support_words", "given.map((some) => m.neighboursInWords(...some))", given)
    assert said == ["its neighbours: 5, 8, 6", "its neighbours: all 1s", ""]


def test_constants_and_rows_are_the_same(node):
    assert lab(node, "judge", "m.SURE") == SURE
    for given in ([10_000, 16], [60_000, 2], [9000, 200], [7, 900]):
        assert lab(node, "mixture", "Array.from(m.mixtureRows(...given))", given) == mixture_rows(*given).tolist()


def test_doubt_is_exact_near_zero(node):
    logits = [[30.0, 0.0, -3.0], [1.0, 1.0, 1.0], [0.0, 90.0, 5.0]]
    got = lab(node, "judge", "given.map((logits) => m.entropy(logits))", logits)
    np.testing.assert_allclose(got, entropy(torch.tensor(logits)), rtol=1e-9)
    assert json.dumps(got)
