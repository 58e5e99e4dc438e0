"""Whatever fails in the browser: one sentence where the picture would be, and the other models go on working."""

import json
import re
import shutil

import numpy as np
import pytest
from lens_page import MODEL, LensPage, changed, named
from model_choice import choose_model
from safetensors.torch import load_file, save_file

from vae_core.store.browser import atlas_bytes, model_bytes
from vae_core.store.folder import SHIPPED

PAGES = ("Manifold", "Interpolate", "Present", "Learn")  # after Explore, which opens first


@pytest.fixture
def visitor(page, site):
    return LensPage(page, site)


def on_a_clock(page, site):
    """A visitor whose time passes only when a test lets it."""
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    return LensPage(page, site)


def bad_model(change):
    return {"model": named(changed(model_bytes(MODEL), change), "bad")}


def bad_atlas(change):
    return {"atlas": named(changed(atlas_bytes(MODEL), change), "bad")}


def first(spec):
    return next(op for op in spec["decoder"]["ops"] if op["op"] == "linear")


def shorter_bias(spec, arrays):
    bias = first(spec)["in"][2]
    arrays[bias] = arrays[bias][:-1].copy()


def far_code(spec, arrays):
    arrays["codes"][3] = 3e38


def truncated(content):
    return named(content, "bad")[:-100]


CANNOT = {  # of a decoder one; the others: tests/web/engine/test_engine_errors.py
    "weights of another shape": (bad_model(shorter_bias), r'linear: ".*" must hold 128 values; got 127'),
    "a truncated atlas": ({"atlas": truncated(atlas_bytes(MODEL))}, "but the file has"),
    "an atlas without codes": (bad_atlas(lambda spec, arrays: arrays.pop("codes")), "codes must be a table of numbers"),
    "an atlas without labels": (bad_atlas(lambda spec, arrays: arrays.pop("labels")), "one label for each of its"),
    "a class too few": (bad_atlas(lambda spec, arrays: spec.update(class_names=["0", "1"])), "labels must be below 2"),
    "a code that overflows": (bad_atlas(far_code), "codes must hold finite numbers of ordinary size"),
    "maps of another length": (
        bad_atlas(lambda spec, arrays: arrays.update(tsne=arrays["tsne"][:-1].copy())),
        "tsne must be a table",
    ),
}


@pytest.mark.parametrize("case", CANNOT)
def test_a_model_that_cannot_run_says_why_and_another_one_works(visitor, case):
    files, sentence = CANNOT[case]
    visitor.choose("good")
    visitor.send_model("good")
    visitor.has_picture()
    visitor.choose("bad")
    visitor.send_model("bad", **files)
    said = visitor.sentence()
    assert re.match(rf"^bad cannot be shown: .*{sentence}.* Choose another model\.$", said), said
    assert visitor.page.evaluate("latentLens.snapshot().pixels") is None
    for testid in ("stage", "slider-0"):
        visitor.page.get_by_test_id(testid).wait_for(state="hidden")
    visitor.choose("good")
    visitor.has_picture()
    assert visitor.page.get_by_test_id("slider-0").is_visible()


def test_a_model_that_is_mended_is_shown(visitor):
    visitor.choose("bad")
    visitor.send_model("bad", **CANNOT["weights of another shape"][0])
    visitor.sentence()
    visitor.send_model("bad")
    visitor.has_picture()


def test_a_message_without_head_or_tail_is_said(visitor):
    visitor.choose("good")
    visitor.send(b"\0" * 40)
    assert "header" in visitor.sentence()
    visitor.send_model("good")
    visitor.has_picture()


def test_a_decode_that_yields_nan_is_said_where_it_happens_and_nowhere_else(visitor):
    visitor.choose("good")
    visitor.send_model("good")
    visitor.has_picture()
    visitor.page.evaluate("latentLens.lens.pin(Float32Array.of(3e38, -3e38), { source: 'test', index: null })")
    assert re.match(
        r"good decodes no picture here: pixel \d+ must be a number from 0 to 1; got NaN\. "
        r"Go back towards the codes, or choose another model\.$",
        visitor.sentence(),
    )
    visitor.page.get_by_test_id("stage").wait_for(state="hidden")
    visitor.page.get_by_test_id("reset").click()
    visitor.has_picture()


def test_a_picture_that_goes_before_it_is_read_out_is_not_read_out(own_page, site):
    page = own_page
    visitor = on_a_clock(page, site)
    visitor.choose("good")
    visitor.send_model("good")
    page.clock.run_for(100)
    visitor.has_picture()
    assert visitor.state("support !== null")
    visitor.page.evaluate("latentLens.lens.pin(Float32Array.of(3e38, -3e38), { source: 'test', index: null })")
    page.clock.run_for(5_000)
    assert visitor.state("support") is None
    assert page.get_by_test_id("narration").text_content() == ""


def test_a_lost_message_is_said_after_a_while_and_mended_when_it_comes(own_page, site):
    page = own_page
    visitor = on_a_clock(page, site)
    visitor.choose("late")
    visitor.send(named(model_bytes(MODEL), "late"))
    page.clock.run_for(9_000)
    assert visitor.state("problem") is None
    page.clock.run_for(2_000)
    assert visitor.sentence().startswith("late has not arrived yet: the atlas did not come.")
    visitor.send(named(atlas_bytes(MODEL), "late"))
    page.clock.run_for(100)
    visitor.has_picture()


def test_weights_and_an_atlas_of_other_dimensions_are_said(own_page, site):
    page = own_page
    visitor = on_a_clock(page, site)
    visitor.choose("odd")

    def widened(spec, arrays):
        arrays |= {name: np.repeat(arrays[name], 2, 1) for name in ("codes", "logvar")}

    visitor.send_model("odd", atlas=changed(atlas_bytes(MODEL), widened))
    page.clock.run_for(11_000)
    assert "its weights have 2 latent dimensions, its atlas has 4" in visitor.sentence()


@pytest.fixture(scope="module")
def overflowing_url(workshop):
    """A model whose weights are finite and whose pixels are none: Python has no reason to refuse it."""
    url, models = workshop
    for name in ("sound", "overflowing"):
        shutil.copytree(SHIPPED / "digits-2d", models / name)
    path = models / "overflowing" / "model.safetensors"
    content = path.read_bytes()
    metadata = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])["__metadata__"]
    weights = {name: value.float() for name, value in load_file(path).items()}
    weights["decoder.0.weight"].fill_(3e38)
    save_file(weights, path, metadata)
    return url


def test_every_page_says_that_there_is_no_picture_and_goes_on_with_another_model(tab, overflowing_url):
    page = tab.open(f"{overflowing_url}/explore?model=overflowing")
    page.get_by_test_id("page-error").wait_for()
    page.wait_for_url("**z=*")  # Python has heard of the place: the first run is over
    for name in PAGES:
        page.get_by_role("link", name=name).click()
        page.wait_for_url(f"**/{name.lower()}?*")
        page.get_by_test_id("page-error").filter(has_text="overflowing decodes no picture here").first.wait_for()
    page.get_by_role("link", name="Manifold").click()
    page.get_by_test_id("manifold").wait_for()
    choose_model(page, "sound")
    page.wait_for_function("latentLens.snapshot().model === 'sound' && latentLens.snapshot().pixels !== null")
    page.wait_for_function("latentLens.lens.reports.manifold().tiles > 10")
    assert page.get_by_test_id("page-error").count() == 0
