"""The trust meter on the Model page: what it is, what it tells apart for this model, and the judge's accuracy."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ui.plain import plain
from vae_core.store.atlas import Atlas
from vae_core.store.meter_file import SETS, read_meter

PARTS = {
    "doubt": "how undecided the judge is between the classes",
    "grey": "how grey its inked pixels are",
    "unlike": "how far the nearest decoded pictures of real images are",
}


def meter_section(name: str, atlas: Atlas) -> None:
    """Explanation and table; a sentence where the folder has no meter. Raises CheckpointError."""
    st.markdown("**Trust meter**: how well the data supports a place, by its code and by its picture")
    stored = read_meter(name, atlas.codes)
    if stored is None:
        st.caption(f"This folder has none, or one of another atlas: `python -m vae_core atlas {plain(name)}` makes it.")
        return
    spec, _ = stored
    st.caption(explanation(spec))
    names = SETS if spec["judge"] else SETS | {"midpoints": "midpoints between two images"}
    rows = [(names[kind], f"{told:.2f}", f"{median:.0f} %") for kind, (told, median) in spec["checks"].items()]
    table = pd.DataFrame(rows, columns=["Places", "AUROC", "Median support"])
    st.dataframe(table, hide_index=True, width="content")
    st.caption(
        "AUROC: how often such a place is supported less than the code of a held-out image. 0.5: alike, 1: told apart. "
        "In two dimensions N(0, 4 I) cannot be told from codes that fill the prior by more than 0.8."
    )


def explanation(spec: dict) -> str:
    """What the meter of a folder is made of, for the reader."""
    parts = " and ".join(PARTS[part] for part in spec["parts"])
    text = (
        f"Code: the density of the codes of real images at z. Picture: {parts}. Each is a percentage of draws from the "
        "posteriors of real images, every one left out of the density at its own place. The worse of the two counts, "
        "the code's three times as high; calibrated once more, so that on such draws every value is equally likely. "
    )
    if judge := spec["judge"]:
        share, images = f"{judge['accuracy']:.1%}".replace("%", " %"), f"{judge['images']:,}"
        text += (
            f"The judge, a small classifier that comes with the model, says what a picture looks like: it is right on "
            f"{share} of {images} test images and names a class where it gives it 80 % or more."
        )
    return text
