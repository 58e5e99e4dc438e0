"""Cards in a grid that wraps by itself, as HTML of our own: figures that explain themselves, pictures with their costs.

The first figure is the headline: larger, with its meaning beside it; the others are quiet and say theirs when asked.

`<details>` opens by mouse, touch and keyboard alike, which Streamlit's tooltips do not.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import streamlit as st

from ui import pictures
from ui.plain import plain_in_html

STYLE = """<style>
.stApp ul.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.8rem 1.2rem; }
.stApp ul.cards > li { margin: 0; min-width: 0; }
.figures { grid-template-columns: repeat(auto-fill, minmax(min(100%, 17.5rem), 1fr)); }
.figures li { border-top: 1px solid color-mix(in srgb, currentColor 16%, transparent); padding: 0.55rem 0; }
.figures h3 { font-size: 0.9375rem; font-weight: 600; margin: 0; padding: 0; }
.figures b { display: block; font-size: 1.25rem; font-weight: 500; line-height: 1.35;
  font-variant-numeric: tabular-nums; }
.figures li.headline { grid-column: 1 / -1; display: grid; grid-template-columns: minmax(17.5rem, 1fr) 3fr;
  gap: 0.4rem 1.2rem; align-items: center; padding: 1rem 1.2rem; border: 0; border-radius: 6px;
  background: color-mix(in srgb, currentColor 4%, transparent); }
.figures .headline b { font-size: 2.75rem; line-height: 1.2; }
.figures .headline .meaning { max-width: 44rem; font-size: 1rem; line-height: 1.5; }
.figures .headline .meaning p { margin: 0 0 0.3rem; }
.figures .headline .meaning p + p { font-size: 0.875rem; opacity: 0.8; }
.figures small, .figures details { font-size: 0.875rem; line-height: 1.45; }
.figures small { opacity: 0.8; display: block; }
.figures summary { cursor: pointer; min-height: 2rem; display: flex; align-items: center; gap: 0.4rem; }
.figures summary::before { content: "▸"; } .figures [open] summary::before { content: "▾"; }
@media (max-width: 640px) {
  .stApp ul.figures { grid-template-columns: 1fr 1fr; gap: 0.5rem; }
  .figures summary { min-height: 44px; }
  .stApp .figures li.headline { grid-template-columns: 1fr; padding: 0.8rem; }
  .figures li:has([open]) { grid-column: 1 / -1; }
}
.figures details p { margin: 0 0 0.4rem; font-size: 0.875rem; }
.stApp ul.pairs { grid-template-columns: repeat(10, 1fr); gap: 0.9rem 0.7rem; }
@media (max-width: 1200px) { .stApp ul.pairs { grid-template-columns: repeat(5, 1fr); } }
@media (max-width: 640px) { .stApp ul.pairs { grid-template-columns: repeat(3, 1fr); } }
.pairs img { display: block; width: 100%; image-rendering: pixelated; border-radius: 4px; margin-bottom: 0.3rem;
  background: #000; }
.pairs b, .pairs small { display: block; font-size: 0.875rem; line-height: 1.4; }
.pairs small { opacity: 0.8; font-variant-numeric: tabular-nums; }
</style>"""


class FigureCard(NamedTuple):
    """A number with what it is, how it was made, and what it means."""

    title: str
    value: str
    made: str
    meaning: list[str]  # paragraphs


class PictureCard(NamedTuple):
    """Pictures of one image below each other, with words."""

    pictures: list[tuple[np.ndarray, str]]  # pixels in [0, 1], (C, H, W), and what each is
    title: str
    line: str


def figure_cards(cards: Iterable[FigureCard], ask: str) -> None:
    """Draws them; `ask` is what opens a meaning."""
    first, *others = list(cards) or [None]
    drawn = [_headline(first), *(_figure(card, ask) for card in others)] if first else []
    st.html(f"{STYLE}<ul class='cards figures'>{''.join(drawn)}</ul>")


def picture_cards(cards: Iterable[PictureCard]) -> None:
    """Draws them, ten in a row where there is room."""
    st.html(f"{STYLE}<ul class='cards pairs'>{''.join(map(_pictures, cards))}</ul>")


def _headline(card: FigureCard) -> str:
    return f"<li class='headline'><div>{_number(card)}</div><div class='meaning'>{_meaning(card)}</div></li>"


def _figure(card: FigureCard, ask: str) -> str:
    return f"<li>{_number(card)}<details><summary>{plain_in_html(ask)}</summary>{_meaning(card)}</details></li>"


def _number(card: FigureCard) -> str:
    title, value, made = map(plain_in_html, card[:3])
    return f"<h3>{title}</h3><b>{value}</b><small>{made}</small>"


def _meaning(card: FigureCard) -> str:
    return "".join(f"<p>{plain_in_html(part)}</p>" for part in card.meaning)


def _pictures(card: PictureCard) -> str:
    shown = "".join(_image(pixels, f"{what}, {card.title}") for pixels, what in card.pictures)
    return f"<li>{shown}<b>{plain_in_html(card.title)}</b><small>{plain_in_html(card.line)}</small></li>"


def _image(pixels: np.ndarray, alt: str) -> str:
    data = base64.b64encode(pictures.png(pixels)).decode()
    return f"<img alt='{plain_in_html(alt)}' src='data:image/png;base64,{data}'>"
