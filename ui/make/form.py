"""What is to be made: classes, how many, in which way, from which seed, how well supported; a link keeps it."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from ui.link import numbers_in_link
from ui.words import text
from vae_core.making.wish import LEAST_PERCENT, WAYS, Wish
from vae_core.store.atlas import Atlas

MOST = 200  # of each class: more takes longer than a page should; the command has no such limit
MOST_CLASSES = 10  # at once
USUAL = 60
LEASTS = range(0, 95, 5)
MOST_SEED = 10**6


class Asked(NamedTuple):
    """The numbers of a link: way, count, seed, least support, classes."""

    how: str
    count: int
    seed: int
    least: int
    labels: list[int]


def choose(name: str, atlas: Atlas, ways: tuple[str, ...]) -> Wish | None:
    """Draws the form; None while no class is chosen."""
    asked, names = asked_in_link(atlas, ways), atlas.class_names
    labels = st.multiselect(
        text("make.classes"), range(len(names)), asked.labels, format_func=names.__getitem__, key=f"make-of-{name}",
        max_selections=MOST_CLASSES, placeholder=text("make.choose_classes"),
    )  # fmt: skip
    how = st.segmented_control(
        text("make.how"), ways, default=asked.how, required=True, format_func=_way, key=f"make-how-{name}"
    )
    st.caption(_about_way(how))
    left, right = st.columns(2)
    count = left.number_input(text("make.count"), 1, MOST, asked.count, key="make-count")
    seed = right.number_input(text("make.seed"), 0, MOST_SEED, asked.seed, key="make-seed", help=text("make.seed_help"))
    least = st.select_slider(
        text("make.least"), LEASTS, asked.least, format_func=lambda percent: text("make.percent", n=percent),
        key="make-least", help=text("make.least_help"),
    )  # fmt: skip
    return Wish(tuple(labels), int(count), how, int(seed), int(least)) if labels else None


def in_link(wish: Wish | None, atlas: Atlas, ways: tuple[str, ...]) -> str | None:
    """The wish as a link keeps it; None for the usual one."""
    if not wish or wish == Wish((rarest(atlas),), USUAL, ways[0]):
        return None
    return ",".join(map(str, (WAYS.index(wish.how), wish.count, wish.seed, int(wish.least), *wish.labels)))


def asked_in_link(atlas: Atlas, ways: tuple[str, ...]) -> Asked:
    """What a link asks for, as far as it can be; else the class of which the map has least, in the first way."""
    usual = Asked(ways[0], USUAL, 0, LEAST_PERCENT, [rarest(atlas)])
    numbers = numbers_in_link("make")
    if len(numbers) < 5 or any(number != int(number) or number < 0 for number in numbers):
        return usual
    how, count, seed, least, *labels = map(int, numbers)
    labels = list(dict.fromkeys(label for label in labels if label < len(atlas.class_names)))[:MOST_CLASSES]
    is_good = how < len(WAYS) and 1 <= count <= MOST and seed <= MOST_SEED and least in LEASTS and labels
    return Asked(WAYS[how] if WAYS[how] in ways else ways[0], count, seed, least, labels) if is_good else usual


def rarest(atlas: Atlas) -> int:
    """The class with the fewest images on the map, one at least."""
    counts = [int((atlas.labels == label).sum()) for label in range(len(atlas.class_names))]
    return counts.index(min(count for count in counts if count))


def _way(how: str) -> str:
    return text(f"make.how_{how}")


def _about_way(how: str) -> str:
    return text(f"make.about_{how}")
