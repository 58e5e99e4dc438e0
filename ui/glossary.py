"""The field's words that a page uses, each with a short explanation by touch, click and key."""

from __future__ import annotations

from ui.host import part


def glossary(*words: str) -> None:
    """Draws a row of them.

    Args:
        words: names of the glossary in web/words/en/help.js: "nat", "kl", "posterior", ...
    """
    part("glossary", "glossary", words=list(words))
