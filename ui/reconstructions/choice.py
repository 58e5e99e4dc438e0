"""Which images the Reconstructions page shows: of a class, drawn at random or by what they cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.link import index_in_link
from ui.words import text
from vae_core.store.atlas import Atlas

SHOWN = 10
MOST_DRAWS = 10_000
ORDERS = ("random", "hardest", "easiest")  # a link names them by number
ALL = -1
CLASS_PX = 260  # wide enough for a class's name


@dataclass(frozen=True)
class Choice:
    """What the visitor has chosen."""

    label: int  # of a class, or ALL
    order: str  # one of ORDERS
    draw: int  # seed of the random order

    def in_link(self) -> dict[str, int | None]:
        """What the page's address keeps of it; None for what is usual."""
        label = self.label if self.label != ALL else None
        return {"class": label, "pick": ORDERS.index(self.order) or None, "draw": self.draw or None}

    def images(self, atlas: Atlas) -> np.ndarray:
        """Their numbers in the atlas, in the order in which they are shown, (SHOWN,) at most."""
        rows = np.arange(len(atlas.labels))[atlas.measured]
        if self.label != ALL:
            rows = rows[atlas.labels[rows] == self.label]
        if self.order == "random":
            return np.random.default_rng(self.draw).permutation(rows)[:SHOWN]
        sign = -1 if self.order == "hardest" else 1
        return rows[np.argsort(sign * atlas.nats[rows])][:SHOWN]


def choose(name: str, atlas: Atlas, row: DeltaGenerator) -> Choice:
    """Draws the controls beside each other; they start from the link."""
    state = st.session_state
    state.setdefault("draw", index_in_link("draw", MOST_DRAWS) or 0)
    with row:
        label = _choose_class(name, atlas.class_names)
        start = ORDERS[index_in_link("pick", len(ORDERS)) or 0]
        orders = ORDERS if atlas.nats.size else ORDERS[:1]
        start = start if start in orders else orders[0]
        order = st.segmented_control(text("reconstructions.order"), orders, default=start, required=True,
                                     label_visibility="collapsed",
                                     format_func=lambda order: text(f"reconstructions.order_{order}"))  # fmt: skip
        if st.button(text("reconstructions.draw_again"), disabled=order != "random"):
            state["draw"] = (state["draw"] + 1) % MOST_DRAWS
    return Choice(label, order, state["draw"])


def _choose_class(name: str, class_names: tuple[str, ...]) -> int:
    # by number: two classes of a folder may have one name
    names = (*class_names, text("reconstructions.all_classes"))  # of label -1
    asked = index_in_link("class", len(class_names))
    start = 0 if asked is None else asked + 1
    labels = range(ALL, len(class_names))
    return st.selectbox(
        text("reconstructions.class"), labels, start, format_func=names.__getitem__, key=f"class-{name}", width=CLASS_PX
    )
