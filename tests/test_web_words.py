"""The texts of the browser side lie in web/words: every key exists and is used, and every hole is filled."""

import re
from functools import cache
from pathlib import Path

import pytest
from javascript_text import calls, strings, sums, table, templates

ROOT = Path(__file__).parents[1]
WORDS = ROOT / "web" / "words"
SOURCES = [path for path in sorted((ROOT / "web").rglob("*.js")) if not path.is_relative_to(WORDS)]
LANGUAGES = sorted(folder.name for folder in WORDS.iterdir() if folder.is_dir())
HOLE = re.compile(r"\{(\w+)\}")
KEY_IN_PAGE = re.compile(r'data-(?:text|title|label)="([^"]+)"')


@cache
def texts(language: str = "en") -> dict[str, str | dict[str, str]]:
    files = [path for path in (WORDS / language).glob("*.js") if path.stem not in ("grammar", "problems", "host")]
    return {f"{path.stem}.{name}": found for path in files for name, found in table(path.read_text("utf-8")).items()}


def holes(found: str | dict[str, str]) -> set[str]:
    if isinstance(found, str):
        return set(HOLE.findall(found))
    return {"n"}.union(*(HOLE.findall(form) for form in found.values()))


def pattern(template: str) -> re.Pattern:
    """Of the keys that a template such as `help.word_${name}` stands for."""
    return re.compile(".+".join(map(re.escape, re.split(r"\$\{[^}]*\}", template))))


def keys_that_occur() -> set[str]:
    """Strings of the code and the page's markup, and the texts that a template literal may mean."""
    pages = (ROOT / "web/one_file").glob("*.html")
    found = {key for page in pages for key in KEY_IN_PAGE.findall(page.read_text("utf-8"))}
    folders = {key.split(".")[0] for key in texts()}
    for path in SOURCES:
        code = path.read_text("utf-8")
        found |= set(strings(code))
        meant = [pattern(template) for template in templates(code) if template.split(".")[0] in folders]
        found |= {key for key in texts() if any(keys.fullmatch(key) for keys in meant)}
    return found


def found_in(sources, name):
    return [(path, call) for path in sources for call in calls(path.read_text("utf-8"), name)]


def test_every_text_that_is_asked_for_exists_with_the_holes_that_are_filled():
    wrong = []
    for path, call in found_in(SOURCES, "text"):
        where = f"{path.relative_to(ROOT)}:{call.line}"
        if call.written.startswith("`"):
            keys = pattern(call.written[1:-1])
            wrong += [] if any(map(keys.fullmatch, texts())) else [f"{where}: no text is called {call.written}"]
        elif call.first is None:
            continue  # from a table of keys
        elif call.first not in texts():
            wrong.append(f"{where}: no text is called {call.first}")
        elif call.names is not None and call.names != holes(texts()[call.first]):
            wrong.append(f"{where}: {call.first} has the holes {sorted(holes(texts()[call.first]))}")
    assert not wrong, "\n".join(wrong)


def test_every_key_of_a_table_exists():
    folders = {key.split(".")[0] for key in texts()}
    keys = [key for key in keys_that_occur() if re.fullmatch(rf"({'|'.join(folders)})\.[A-Za-z]\w*", key)]
    assert [key for key in keys if key not in texts() and not key.endswith(".js")] == []


def test_every_text_is_used():
    assert sorted(texts().keys() - keys_that_occur()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_with_the_same_holes(language):
    assert texts(language).keys() == texts().keys()
    assert [key for key, found in texts(language).items() if holes(found) != holes(texts()[key])] == []


def test_every_hole_of_a_problem_is_filled():
    wrong = []
    for path, call in found_in(SOURCES, "Problem"):
        where = f"{path.relative_to(ROOT)}:{call.line}"
        if call.first is None:
            wrong += [f"{where}: a template is no template literal"] if "`" in call.written else []
        elif call.names is not None and call.names != holes(call.first):
            wrong.append(f"{where}: {call.first!r} has other holes than {sorted(call.names)}")
    assert not wrong, "\n".join(wrong)


def test_what_a_language_says_of_problems_are_problems_of_ours():
    ours = {text for path in SOURCES for text in [*strings(path.read_text("utf-8")), *sums(path.read_text("utf-8"))]}
    for path in WORDS.glob("*/problems.js"):
        said = table(path.read_text("utf-8"))
        assert sorted(said.keys() - ours) == []
        assert [template for template, found in said.items() if holes(found) != holes(template)] == []
