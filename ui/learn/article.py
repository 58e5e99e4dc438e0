"""The Learn page as an article: one column, its formulas folded, things to try set apart."""

from __future__ import annotations

import streamlit as st

from ui.learn.symbols import coloured
from ui.words import text

KEY = "learn-article"
STYLE = """<style>
.st-key-learn-article { max-width: 680px; margin: 0 auto; }
.page-head { max-width: 680px; margin: 0 auto; }
.stApp .st-key-learn-article h2 { font-size: 1.625rem; margin-top: 2.2rem; }
.stApp .st-key-learn-article > :first-child h2 { margin-top: 0.2rem; }
.st-key-learn-article h3 { font-size: 1.25rem; margin-top: 0.6rem; }
.st-key-learn-article p, .st-key-learn-article li { line-height: 1.65; }
.st-key-learn-article blockquote { border-left: 4px solid #6f82e8; border-radius: 0 8px 8px 0; margin: 0.4rem 0;
  padding: 0.7rem 1rem; background: color-mix(in srgb, #6f82e8 9%, transparent); }
.stApp .st-key-learn-article blockquote { opacity: 1; }
.stApp .st-key-learn-article blockquote > p:last-child { margin-bottom: 0; }
.st-key-learn-article .katex-display { overflow: hidden; margin: 0.6rem 0; }
.st-key-learn-article [data-testid="stCaptionContainer"] { font-size: 0.9375rem; }
@media (max-width: 640px) { .st-key-learn-article .katex-display { font-size: 0.88em; } }
</style>"""


def article() -> st.delta_generator.DeltaGenerator:
    """The column that all of it stands in."""
    st.html(STYLE)
    return st.container(key=KEY)


def passage(markdown: str) -> None:
    """A text, its symbols in colour; its headings have no anchors, whose links would be stops of the Tab key."""
    st.markdown(coloured(markdown), anchors=False)


def formulas(markdown: str) -> None:
    """Formulas, folded."""
    with st.expander(text("learn.formulas")):
        st.markdown(coloured(markdown))
