"""Opens the page Train without a browser, and reads it."""

from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from vae_core.runs.live import Live

APP = str(Path(__file__).parents[1] / "app.py")

ENTRY = {"epoch": 1, "train_elbo": -40.0, "val_elbo": -39.0, "val_recon": -36.0, "val_kl": 3.0}


def look(folder, classes=3):
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (24, 1, 8, 8), dtype=np.uint8)
    names = np.array([str(label) for label in range(classes)])
    places, kl = rng.normal(size=(60, 2)).astype("f4"), rng.random((2, 2)).astype("f4")
    Live(images, images[:12], images[12:], places, np.arange(60) % classes, names, np.array([1, 3]), kl).save(folder)


def opened():
    app = AppTest.from_file(APP, default_timeout=60).run()
    app.switch_page("pages/train.py").run()
    assert not app.exception
    return app


def words(app):
    """Everything that is written on the page, with the words of the progress bars."""
    bars = [bar.proto.text for bar in app.get("progress")]
    return "\n".join([*(element.value for kind in (app.markdown, app.caption) for element in kind), *bars])


def buttons(app):
    return {button.label for button in app.button}
