"""Sentences that can be said in any language: a template with named holes, and what fills them."""

from __future__ import annotations

import reprlib
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sentence:
    """What a visitor should know; str() says it in English.

    Example:
        >>> str(Sentence("{count:,} images", {"count": 1437}))
        '1,437 images'
    """

    template: str
    holes: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.holes)


class Fault(ValueError):
    """What a visitor can mend: `Fault("{name} holds no weights", name=...)`; str() is the English sentence.

    A hole may be filled by another fault; of any other error it keeps the words.
    """

    def __init__(self, template: str = "", /, **holes: object) -> None:
        holes = {name: str(hole) if _is_foreign(hole) else hole for name, hole in holes.items()}
        super().__init__(template.format(**holes) if holes else template)
        self.template, self.holes = template, holes

    def __reduce__(self) -> tuple:
        return _again, (type(self), self.template, self.holes)


def _is_foreign(hole: object) -> bool:
    return isinstance(hole, BaseException) and not isinstance(hole, Fault)


def _again(kind: type[Fault], template: str, holes: dict[str, object]) -> Fault:
    return kind(template, **holes)


def shown(value: object) -> str:
    """A value as a sentence shows it: 60 characters of its `repr`, however large or deep it is."""
    return reprlib.repr(value)[:60]
