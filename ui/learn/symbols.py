"""Every symbol of the Learn page's texts in the colour that the live numbers give it (web/learn/symbols.js)."""

from __future__ import annotations

import re
from functools import cache

from vae_core.shared import SHARED

# Each at least 4.2:1 on the light and on the dark background: the most that one colour can have on both.
COLOURS = SHARED["symbol_colours"]
SYMBOLS = {
    "X": ("x", "x"),
    "MU": ("mu", r"\mu"),
    "SIGMA": ("sigma", r"\sigma"),
    "EPS": ("eps", r"\varepsilon"),
    "Z": ("z", "z"),
    "OUT": ("out", r"\hat x"),
}
_WORD = re.compile(rf"\b({'|'.join(SYMBOLS)}|Q)(?=\b|_)")
_FORMULA = re.compile(r"\$\$.*?\$\$|\$[^$]+\$", re.S)


@cache
def coloured(markdown: str) -> str:
    """The text with the words in capitals inside its formulas as coloured symbols."""
    return _FORMULA.sub(lambda formula: _WORD.sub(_symbol, formula[0]), markdown)


def _symbol(word: re.Match) -> str:
    if word[1] == "Q":
        return rf"q({_in_colour('Z')} \mid {_in_colour('X')})"
    return _in_colour(word[1])


def _in_colour(word: str) -> str:
    name, tex = SYMBOLS[word]
    return rf"\textcolor{{{COLOURS[name]}}}{{{tex}}}"
