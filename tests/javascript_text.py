"""Reads what the tests need of our own JavaScript without running it: strings, calls by name, and tables of texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

STRING = r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
_TOKENS = re.compile(rf"//[^\n]*|/\*.*?\*/|{STRING}|`(?:[^`\\]|\\.)*`", re.S)
_STRING = re.compile(STRING)
_SUM = rf"(?:{STRING})(?:\s*\+\s*(?:{STRING}))+"
_COMPUTED = rf"\[\s*{_SUM}\s*\]"
_NAME = re.compile(r"\s*(?:([A-Za-z_$][\w$]*)|(\.\.\.))")
_CLOSES = {"(": ")", "[": "]", "{": "}"}


def unquoted(literal: str) -> str:
    """The text of a string literal."""
    body = literal[1:-1].replace("\\'", "'") if literal[0] == "'" else literal[1:-1]
    return json.loads('"' + (body.replace('"', '\\"') if literal[0] == "'" else body) + '"')


def without_comments(code: str) -> str:
    return _TOKENS.sub(lambda token: "" if token[0].startswith(("//", "/*")) else token[0], code)


def strings(code: str) -> list[str]:
    """Every string of some code; template literals are left out."""
    found = (token[0] for token in _TOKENS.finditer(code))
    return [unquoted(literal) for literal in found if literal[0] in "\"'"]


def sums(code: str) -> list[str]:
    """Every text of some code that is written as several strings with + between them."""
    return [_joined(found[0]) for found in re.finditer(_SUM, without_comments(code))]


def templates(code: str) -> list[str]:
    """Every template literal of some code, without its quotes."""
    return [token[0][1:-1] for token in _TOKENS.finditer(code) if token[0][0] == "`"]


@dataclass
class Call:
    """One call: its first argument, as a text if it is one, and the names of its second if that is an object."""

    line: int
    first: str | None  # None where it is no string
    written: str
    names: set[str] | None  # None where there is no such object, or not all names are written out


def calls(code: str, name: str) -> Iterator[Call]:
    """Every call of a function or class by its bare name."""
    code = without_comments(code)
    for match in re.finditer(rf"(?<![\w.$]){re.escape(name)}\(", code):
        arguments = _split(code, match.end(), ")")
        first = _joined(arguments[0]) if arguments else None
        second = arguments[1].strip() if len(arguments) > 1 else "{}"
        names = _names(second) if second.startswith("{") else None
        yield Call(code[: match.start()].count("\n") + 1, first, arguments[0].strip() if arguments else "", names)


def table(code: str) -> dict[str, str | dict[str, str]]:
    """The object of a file such as `export const MAP = { fit: "Fit", codes: { one: "...", other: "..." } };`."""
    code = without_comments(code)
    return _object(code[code.index("{", code.index("export const")) :])


def _object(written: str) -> dict[str, str | dict[str, str]]:
    found: dict[str, str | dict[str, str]] = {}
    for entry in _split(written.strip(), 1, "}"):
        if not entry.strip():
            continue
        key, value = re.match(rf"\s*([\w$]+|{STRING}|{_COMPUTED})\s*:\s*(.*)", entry, re.S).groups()
        key = _joined(key.strip("[],")) if key[0] in "\"'[" else key
        assert key not in found, f"{key} stands there twice"
        found[key] = _object(value) if value.startswith("{") else _joined(value)
        assert found[key] is not None, f"{key} is no plain text"
    return found


def _joined(expression: str) -> str | None:
    """The text of string literals joined by +, or None for anything else."""
    literals = _STRING.findall(expression)
    rest = _STRING.sub("", expression)
    return "".join(map(unquoted, literals)) if literals and not rest.replace("+", "").strip() else None


def _names(written: str) -> set[str] | None:
    found = set()
    for entry in _split(written, 1, "}"):
        if entry.strip():
            name, spread = _NAME.match(entry).groups()
            if spread:
                return None
            found.add(name)
    return found


def _split(code: str, start: int, close: str) -> list[str]:
    """What stands between commas from `start` to the bracket that closes there."""
    parts, depth, at, begun = [], [close], start, start
    while depth:
        token = _TOKENS.match(code, at)
        if token:
            at = token.end()
            continue
        sign = code[at]
        if sign in _CLOSES:
            depth.append(_CLOSES[sign])
        elif sign == depth[-1]:
            depth.pop()
        elif sign == "," and len(depth) == 1:
            parts.append(code[begun:at])
            begun = at + 1
        at += 1
    last = code[begun : at - 1]
    return [*parts, last] if last.strip() else parts
