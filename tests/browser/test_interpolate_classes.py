"""Interpolate with a model that is given the class: it changes along the walk, or one is held and the style moves."""

import io

import numpy as np
from lab_page import Lab
from PIL import Image

from vae_core.store.atlas import load_atlas
from vae_core.walks.given import in_class
from vae_core.walks.walker import METHODS, load_walker

HELD = 7
ROWS = "(methods) => methods.map((method) => Array.from(STATE.walks[method].path, (z) => Array.from(z)))"


def paths(lab, *methods):
    rows = lab.page.evaluate(ROWS.replace("STATE", "latentLens.store.state"), list(methods))
    return dict(zip(methods, (np.array(row, "f4") for row in rows), strict=True))


def test_the_class_changes_with_the_style_or_is_held_as_in_python_and_link_and_files_keep_it(tab, app_url):
    walker, labels = load_walker("digits-m2"), load_atlas("digits-m2").labels
    start, end = (int(np.flatnonzero(labels == label)[0]) for label in (3, 8))
    lab = Lab(tab, app_url, "Interpolate", f"digits-m2&way=i{start}~i{end}")
    lab.walks_are_fresh("linear", "slerp")
    lab.get("walks-elsewhere").get_by_text("hold one class").wait_for()
    assert not lab.get("walk-geodesic").count()
    ends = walker.codes[[start, end]]
    for method, path in paths(lab, "linear", "slerp").items():
        np.testing.assert_allclose(path, walker.walk(method, ends, len(path)).z, atol=1e-5)

    lab.get("held-class").get_by_text(str(HELD)).click()
    lab.walks_are_fresh()
    held = in_class(walker.model.parts, walker.walk("linear", ends, 2).z, HELD)
    for method, path in paths(lab, *METHODS).items():
        np.testing.assert_allclose(path, walker.walk(method, held, len(path)).z, atol=1e-3)
    assert f"as {HELD}" in lab.get("end-from").inner_text()
    assert not lab.get("walks-elsewhere").is_visible()
    assert f"held={HELD}" in lab.page.evaluate("latentLens.lens.address()")

    lab.page.get_by_text("Export").click()
    lab.get("export-frames").fill("7")
    for kind, size in (("png", (7 * 64, 64)), ("gif", (64, 64))):
        with lab.page.expect_download() as waiting:
            lab.get(f"export-{kind}").click()
        with Image.open(io.BytesIO(waiting.value.path().read_bytes())) as picture:
            assert picture.size == size
