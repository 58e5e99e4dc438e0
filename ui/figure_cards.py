"""Cards in a grid that wraps by itself, as HTML of our own: figures that explain themselves, pictures with their costs.

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
.figures { grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); }
.figures li { border: 1px solid color-mix(in srgb, currentColor 16%, transparent); border-radius: 6px;
  padding: 0.7rem 0.9rem; }
.figures h3 { font-size: 0.9375rem; font-weight: 600; margin: 0; padding: 0; }
.figures b { display: block; font-size: 1.75rem; font-weight: 500; line-height: 1.3;
  font-variant-numeric: tabular-nums; }
.figures small, .figures details { font-size: 0.875rem; line-height: 1.45; }
.figures small { opacity: 0.8; display: block; }
.figures summary { cursor: pointer; min-height: 2rem; display: flex; align-items: center; gap: 0.4rem; }
.figures summary::before { content: "▸"; } .figures [open] summary::before { content: "▾"; }
@media (max-width: 640px) {
  .stApp ul.figures { grid-template-columns: 1fr 1fr; gap: 0.5rem; }
  .figures li { padding: 0.5rem 0.6rem; } .figures summary { min-height: 44px; } .figures b { font-size: 1.25rem; }
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
    st.html(f"{STYLE}<ul class='cards figures'>{''.join(_figure(card, ask) for card in cards)}</ul>")


def picture_cards(cards: Iterable[PictureCard]) -> None:
    """Draws them, ten in a row where there is room."""
    st.html(f"{STYLE}<ul class='cards pairs'>{''.join(map(_pictures, cards))}</ul>")


def _figure(card: FigureCard, ask: str) -> str:
    title, value, made = map(plain_in_html, card[:3])
    meaning = "".join(f"<p>{plain_in_html(part)}</p>" for part in card.meaning)
    details = f"<details><summary>{plain_in_html(ask)}</summary>{meaning}</details>"
    return f"<li><h3>{title}</h3><b>{value}</b><small>{made}</small>{details}</li>"


def _pictures(card: PictureCard) -> str:
    shown = "".join(_image(pixels, f"{what}, {card.title}") for pixels, what in card.pictures)
    return f"<li>{shown}<b>{plain_in_html(card.title)}</b><small>{plain_in_html(card.line)}</small></li>"


def _image(pixels: np.ndarray, alt: str) -> str:
    data = base64.b64encode(pictures.png(pixels)).decode()
    return f"<img alt='{plain_in_html(alt)}' src='data:image/png;base64,{data}'>"
