"""What was made: how much was thrown away, whether it looks like its class, and the pictures themselves."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from typing import Any

import numpy as np
import streamlit as st
from PIL import Image

from ui.figure_cards import FigureCard, figure_cards
from ui.plain import plain_in_html
from ui.words import text

SHOWN = 40  # of each class
STYLE = """<style>
.made section { margin: 0 0 1rem; }
.made h2 { font-size: 1rem; font-weight: 600; margin: 0; padding: 0 0 0.3rem; }
.made h2 small { font-size: 0.875rem; font-weight: 400; opacity: 0.8; margin-left: 0.6rem; }
.made div { display: flex; flex-wrap: wrap; gap: 3px; }
.made img { width: 44px; height: 44px; image-rendering: pixelated; border-radius: 3px; background: #000; }
</style>"""


def figures(made: Any) -> None:
    """Draws how many were kept and thrown away, and what the two checks say."""
    kept, drawn, judge = len(made.pixels), sum(made.drawn.values()), made.checks["judge"]
    share = 100 * (drawn - kept) / drawn
    line = text("make.thrown", n=drawn - kept, share=share)
    cards = [FigureCard(text("make.kept"), f"{kept:,}", line, [text("make.kept_means", least=made.wish.least)])]
    if judge:
        line = text("make.judge_right", share=100 * judge["accuracy"], n=judge["images"])
        cards.append(_agreement(made, "judge", text("make.judge"), line, text("make.judge_means")))
    near = made.checks["nearest"]
    of = text("make.of_originals") if near["source"].startswith("original") else text("make.of_decoded")
    line = text("make.nearest_right", share=100 * near["accuracy"])
    cards.append(_agreement(made, "nearest", text("make.nearest"), line, text("make.nearest_means", of=of)))
    figure_cards(cards, text("make.ask"))


def grid(made: Any) -> None:
    """Draws the first pictures of every class."""
    st.html(f"{STYLE}<div class='made'>{''.join(_of_class(made, label) for label in made.wish.labels)}</div>")


def thrown(made: Any) -> None:
    """Draws some of what was thrown away, where there is any."""
    parts = [(label, made.thrown[label]) for label in made.wish.labels if len(made.thrown[label])]
    if parts:
        with st.expander(text("make.see_thrown")):
            st.caption(text("make.thrown_note", least=made.wish.least))
            sections = [_section(made.class_names[label], "", pixels) for label, pixels in parts]
            st.html(f"{STYLE}<div class='made'>{''.join(sections)}</div>")


def _agreement(made: Any, check: str, title: str, line: str, means: str) -> FigureCard:
    return FigureCard(title, text("make.agree", share=made.agreement(check)), line, [means])


def _of_class(made: Any, label: int) -> str:
    pixels = made.pixels[made.labels == label]
    line = text("make.of_class", n=len(pixels), thrown=made.drawn[label] - len(pixels), shown=min(SHOWN, len(pixels)))
    return _section(made.class_names[label], line, pixels[:SHOWN])


def _section(name: str, line: str, pixels: np.ndarray) -> str:
    name = plain_in_html(name)
    images = "".join(_images(pixels))
    small = f"<small>{plain_in_html(line)}</small>" if line else ""
    return f"<section><h2>{name}{small}</h2><div role='img' aria-label='{name}'>{images}</div></section>"


def _images(pixels: np.ndarray) -> Iterable[str]:
    for one in pixels:
        written = io.BytesIO()
        Image.fromarray(one[0] if len(one) == 1 else np.moveaxis(one, 0, -1)).save(written, "PNG")
        yield f"<img alt='' src='data:image/png;base64,{base64.b64encode(written.getvalue()).decode()}'>"
