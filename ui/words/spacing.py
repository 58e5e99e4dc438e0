"""A template with its holes filled, and between Chinese and other writing the space that a reader expects.

A Chinese text has no space beside a hole: whether one belongs there depends on what fills it ("约 3 分钟", "几秒").
`web/words/filled.js` does the same.
"""

from __future__ import annotations

import re
from string import Formatter

HAN = "\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff"  # ideographs; punctuation of their width needs no space
_HAN = re.compile(f"[{HAN}]")
_OTHER = re.compile(f"[^\\W_{HAN}]|[%±−#+()\\[\\]'\"-]")  # letters, digits, and what goes with them
_FORMATTER = Formatter()


def filled(template: str, holes: dict[str, object]) -> str:
    """As `template.format(**holes)`, with a space where Chinese and other writing meet at a hole.

    Raises:
        KeyError: if a hole is not filled.
    """
    if not _HAN.search(template):
        return template.format(**holes)
    said = ""
    for literal, name, spec, conversion in _FORMATTER.parse(template):
        said = _beside(said, literal)
        if name is not None:
            hole = "{" + name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "") + "}"
            said = _beside(said, hole.format(**holes))
    return said


def _beside(left: str, right: str) -> str:
    ends = (left[-1:], right[:1])
    met = any(_HAN.match(one) and _OTHER.match(other) for one, other in (ends, ends[::-1]))
    return f"{left} {right}" if met else left + right
