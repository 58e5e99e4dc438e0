"""Errors in one sentence that can be said in any language: a template with named holes, and what fills them."""

from __future__ import annotations

import reprlib


class Fault(ValueError):
    """What a visitor can mend: `Fault("{name} holds no weights", name=...)`; str() is the English sentence."""

    def __init__(self, template: str = "", /, **holes: object) -> None:
        super().__init__(template.format(**holes) if holes else template)
        self.template, self.holes = template, holes

    def __reduce__(self) -> tuple:
        return _again, (type(self), self.template, self.holes)


def _again(kind: type[Fault], template: str, holes: dict[str, object]) -> Fault:
    return kind(template, **holes)


def shown(value: object) -> str:
    """A value as a sentence shows it: 60 characters of its `repr`, however large or deep it is."""
    return reprlib.repr(value)[:60]
