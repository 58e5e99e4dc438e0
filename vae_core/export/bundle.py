"""Joins ES modules into one, because a module passed as a string can't import its neighbours from disk.

Each module becomes a constant, `const $0_name = (() => { ...; return { exports }; })();`, in the order of dependence;
imports become destructuring, and the entry keeps its own exports. A JSON file becomes a constant as it is. This is no
parser: it knows the statements that we write (imports and exports that start a line, by name), and names every other
form in its error.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from vae_core.places import WEB

ENGLISH = WEB / "words" / "en.js"

_IMPORT = re.compile(r'^import\s+(?:(\{[^}]*\}|\*\s+as\s+[\w$]+)\s+from\s+)?["\'](\.[^"\']*)["\'];?[ \t]*$', re.M)
_JSON = re.compile(
    r'^import\s+([\w$]+)\s+from\s+["\'](\.[^"\']*\.json)["\']\s+with\s*\{\s*type:\s*["\']json["\']\s*\};?[ \t]*$', re.M
)
_EXPORT = re.compile(r"^export\s+(?=(?:(?:async\s+)?function\s*\*?|class|const)\s+([\w$]+))", re.M)
_EXPORT_LIST = re.compile(r"^export\s+\{([^}]*)\};?[ \t]*$", re.M)
_EXPORT_DEFAULT = re.compile(r"^export\s+default\b", re.M)
# Of whole lines, which no string of ours holds; they are a seventh of what a browser would be sent.
_COMMENT_LINES = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/[ \t]*\n|^[ \t]*//[^\n]*\n", re.S | re.M)
_INDENTED = re.compile(r"^[ \t]+|\n(?=\n)", re.M)  # a sixteenth; the lines of our texts in backticks are styles
_COMMENT = re.compile(r"/\*.*?\*/|^[ \t]*//[^\n]*", re.S | re.M)
_REJECTED = {
    r"^import\b(?!\s*[(.])[^\n]*": "imports must be relative, and by name, as a namespace, bare or of JSON",
    r"^export\b[^\n]*": "exports must be a function, a class, one constant or a list of names",
    r"\bimport\s*\(\s*[\"'`]\.[^\n]*": "a relative file can't be imported dynamically",
    r"\bimport\s*\.\s*meta\b[^\n]*": "a joined module has no address of its own",
    r"^(?:\S[^\n]*=\s*)?await\b[^\n]*": "only functions may await",
}


@dataclass
class _Joined:
    words: Path = ENGLISH  # of the language that stands for it
    names: dict[Path, str] = field(default_factory=dict)
    exports: dict[Path, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)

    def module(self, importer: Path, named: str) -> Path:
        """What an import means."""
        target = (importer.parent / named).resolve()
        return self.words if target == ENGLISH else target


def bundle(entry: Path | str, language: str = "en") -> str:
    """The entry module and everything it imports, as the text of one ES module.

    Args:
        entry: a module.
        language: whose words are joined in the place of the English ones.

    Raises:
        ValueError: if a module is missing, lacks an imported name, takes part in a circle of imports, or uses a form
            of import or export that is not known here.
    """
    joined = _Joined(ENGLISH.with_stem(language))
    _join(Path(entry).resolve(), joined, ())
    return _INDENTED.sub("", "\n".join(joined.texts))


def _join(path: Path, joined: _Joined, importers: tuple[Path, ...]) -> None:
    if path in importers:
        circle = " -> ".join(p.name for p in (*importers[importers.index(path) :], path))
        raise ValueError(f"modules import each other in a circle: {circle}; move what they share into another")
    if path in joined.names:
        return
    if not path.is_file():
        raise ValueError(f"no module {path}" + (f", imported by {importers[-1]}" if importers else ""))
    body = _COMMENT_LINES.sub("", path.read_text(encoding="utf-8"))
    for match in _JSON.finditer(body):
        _join_json((path.parent / match[2]).resolve(), joined, path)
    for match in _IMPORT.finditer(body):
        _join(joined.module(path, match[2]), joined, (*importers, path))
    body = _JSON.sub(lambda match: f"const {match[1]} = {joined.names[(path.parent / match[2]).resolve()]};", body)
    body = _IMPORT.sub(lambda match: _destructure(match, path, joined), body)
    joined.texts.append(_as_constant(body, path, joined) if importers else _as_entry(body, path))


def _join_json(path: Path, joined: _Joined, importer: Path) -> None:
    if path in joined.names:
        return
    if not path.is_file():
        raise ValueError(f"no file {path}, imported by {importer}")
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}, imported by {importer}, is not JSON: {error}") from None
    joined.names[path] = name = _name_of(path, joined)
    joined.texts.append(f"const {name} = {json.dumps(value, separators=(',', ':'))};")


def _name_of(path: Path, joined: _Joined) -> str:
    return f"${len(joined.names)}_{re.sub(r'[^A-Za-z0-9]', '_', path.stem)}"


def _destructure(match: re.Match, path: Path, joined: _Joined) -> str:
    what, target = match[1], joined.module(path, match[2])
    if what is None:
        return ""
    if what.startswith("*"):
        return f"const {what.split()[-1]} = {joined.names[target]};"
    pairs = _pairs(what[1:-1])
    if missing := [name for name, _ in pairs if name not in joined.exports[target]]:
        raise ValueError(f"{path} imports {', '.join(missing)}, which {target} does not export")
    return f"const {{ {', '.join(f'{name}: {local}' for name, local in pairs)} }} = {joined.names[target]};"


def _as_constant(body: str, path: Path, joined: _Joined) -> str:
    pairs = [(name, name) for name in _EXPORT.findall(body)]
    for names in _EXPORT_LIST.findall(body):
        pairs += _pairs(names)
    body = _EXPORT.sub("", _EXPORT_LIST.sub("", body))
    _reject(body, path)
    joined.names[path] = name = _name_of(path, joined)
    joined.exports[path] = [exported for _, exported in pairs]
    returned = ", ".join(f"{exported}: {local}" for local, exported in pairs)
    return f"const {name} = (() => {{\n{body}\nreturn {{ {returned} }};\n}})();"


def _as_entry(body: str, path: Path) -> str:
    _reject(_EXPORT_DEFAULT.sub("", _EXPORT.sub("", _EXPORT_LIST.sub("", body))), path)
    return body


def _pairs(names: str) -> list[tuple[str, str]]:
    """`a, b as c` -> [("a", "a"), ("b", "c")]"""
    return [(words[0], words[-1]) for words in map(str.split, names.split(",")) if words]


def _reject(body: str, path: Path) -> None:
    code = _COMMENT.sub("", body)
    for pattern, rule in _REJECTED.items():
        if match := re.search(pattern, code, re.M):
            raise ValueError(f"{path}: {rule}; got `{match[0].strip()}`")
