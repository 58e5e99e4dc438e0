"""What made pictures are worth to a classifier: the result of benchmarks/augmentation.py, which stores it beside this.

A list with an entry for each number of rare images: `images`, `seeds`, and by arm `recall` of the rare digit, per cent.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

from ui.words import text

STORED = Path(__file__).with_name("augmentation.json")
TOLD = ("nothing", "again", "moved", "made", "both")
ALIKE = 0.5  # per cent of recall: less is no difference worth a word


def worth() -> None:
    """Draws it in a sentence for the fewest images, and as a table."""
    rows = measured()
    st.markdown(verdict(rows))
    with st.expander(text("make.worth_all")):
        table = {text("make.column_images"): [row["images"] for row in rows]}
        table |= {text(f"make.arm_{arm}"): [row["recall"][arm] for row in rows] for arm in TOLD}
        st.dataframe(table, hide_index=True)
        st.caption(text("make.worth_note", seeds=rows[0]["seeds"]))


def verdict(rows: list[dict]) -> str:
    """What the stored figures say, at the fewest images."""
    row = min(rows, key=lambda row: row["images"])
    nothing, again, moved, made, both = (row["recall"][arm] for arm in TOLD)
    return text("make.worth", n=row["images"], winner=_winner(made - moved), nothing=nothing, again=again, moved=moved,
                made=made, both=both)  # fmt: skip


def _winner(gain: float) -> str:
    if abs(gain) < ALIKE:
        return text("make.wins_none")
    return text("make.wins_made") if gain > 0 else text("make.wins_moved")


@cache
def measured() -> list[dict]:
    """The stored result."""
    return json.loads(STORED.read_text(encoding="utf-8"))
