"""The Chinese words of both sides: Chinese punctuation, the spaces that a reader expects, and every error."""

import json
import re
from pathlib import Path

import test_faults
import test_web_words
from javascript_text import table

from ui.words import texts
from ui.words.spacing import HAN
from vae_core.export.bundle import WEB, bundle

ROOT = Path(__file__).parents[1]
DECKS = ROOT / "ui" / "words"
FULL = "，。：；？！（）、“”"
HOLE, MARK = "\ufffe", "\uffff"  # neither Chinese nor Latin nor punctuation


def problems() -> dict[str, str]:
    return table((ROOT / "web/words/zh/problems.js").read_text("utf-8"))


def deck(language: str) -> dict[str, str]:
    held = json.loads((DECKS / language / "decks/handwriting.json").read_text("utf-8"))
    stops = {f"stop {n} {name}": stop[name] for n, stop in enumerate(held["stops"]) for name in ("caption", "notes")}
    return stops | {"deck title": held["title"]}


def words(language: str) -> dict[str, str]:
    """Every sentence by its key; of several forms the last."""
    said = {**texts(language), **test_web_words.texts(language), **deck(language)}
    if language == "zh":
        said |= problems()
    return {key: list(found.values())[-1] if isinstance(found, dict) else found for key, found in said.items()}


def wrong(pattern: str) -> list[str]:
    """Sentences where a pattern is found; code and formulas count as Latin words."""
    found = []
    for key, sentence in words("zh").items():
        prose = re.sub(r"`[^`]*`|\$\$?[^$]*\$?\$", "x", sentence)
        prose = re.sub(r"%\{[^}]*\}|<[^>]*>|\*+|(?<=\n)> ", MARK, prose)
        prose = re.sub(r"\{[^}]*\}", HOLE, prose)
        found += [f"{key}: {sentence}"] if re.search(pattern, prose) else []
    return found


def test_a_space_stands_between_chinese_and_latin_and_none_beside_a_hole():
    assert wrong(f"[{HAN}][A-Za-z0-9%]|[A-Za-z0-9%][{HAN}]") == []
    assert wrong(f"[{HAN}] {HOLE}|{HOLE} [{HAN}]") == []
    assert wrong(f"[{HAN}] +[{HAN}]") == []


def test_punctuation_beside_chinese_is_chinese_and_has_no_space():
    assert wrong(f"[{HAN}][,.;:!?()]|[,;:!?()][{HAN}]") == []
    assert wrong(f" [{FULL}]|[{FULL}] ") == []


def test_a_sentence_ends_where_the_english_one_does():
    english = {key: said for key, said in words("en").items() if "\n\n" not in said and key != "walks.number"}  # "no."
    ends = {
        key: (english[key].rstrip()[-1:], said.rstrip()[-1:]) for key, said in words("zh").items() if key in english
    }
    assert [key for key, (one, other) in ends.items() if (one == ".") != (other == "。")] == []


def test_every_error_that_a_visitor_can_cause_has_its_chinese_and_none_is_left_of_what_is_gone():
    """Those of a damaged network may be said in English: whoever meets one has made the file."""
    said, own = set(), set()
    for file in test_faults.files():
        templates = {template for template, _ in test_faults.said(file)}
        own |= templates
        said |= templates if {"ui", "data", "runs"} & set(file.relative_to(ROOT).parts) else set()
    translated = {key.removeprefix("faults.") for key in texts("zh") if key.startswith("faults.")}
    assert sorted(said - translated) == []
    assert sorted(translated - own) == []
    shown = [path for path in test_web_words.SOURCES if path.parent.name in ("link", "sliders", "kit", "walks")]
    asked = {call.first for _, call in test_web_words.found_in(shown, "Problem")} - {None}
    assert sorted(asked - problems().keys()) == []


def test_every_error_fills_the_same_holes():
    pairs = [(key.removeprefix("faults."), said) for key, said in texts("zh").items() if key.startswith("faults.")]
    assert [one for one, other in pairs if test_faults.holes(one) != test_faults.holes(other)] == []


def test_a_visitor_is_sent_one_language_alone():
    chinese, english = bundle(WEB / "runtime.js", "zh"), bundle(WEB / "runtime.js", "en")
    assert not re.search(f"[{HAN}]{{2}}", english)
    sentences = [said for said in test_web_words.texts("en").values() if isinstance(said, str) and len(said) > 30]
    assert len(sentences) > 100
    assert [said for said in sentences if said in chinese] == []


def test_a_talk_is_the_same_in_both_languages_but_for_its_words():
    def bare(language):
        held = json.loads((DECKS / language / "decks/handwriting.json").read_text("utf-8"))
        return [{k: v for k, v in stop.items() if k not in ("caption", "notes")} for stop in held["stops"]]

    assert bare("zh") == bare("en")
