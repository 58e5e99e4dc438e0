"""Text lies in ui/words: every key exists and is used, every hole is filled, and no page holds text of its own."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from ui import words
from ui.words import ENGLISH, HERE, sentence, texts, translated
from ui.words.language import chosen, languages, read_in
from vae_core.fault import Fault

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "ui").rglob("*.py")]
# What Streamlit draws, and the arguments of these that are text
DRAWN = {"markdown", "caption", "info", "warning", "error", "toast", "title", "header", "button", "checkbox", "metric",
         "selectbox", "segmented_control", "number_input", "text_input", "file_uploader", "download_button", "popover",
         "expander", "spinner", "progress", "text"}  # fmt: skip
NAMED = {"help", "placeholder", "caption", "label", "hint", "title"}


def holes(key: str) -> set[str]:
    """Of all its forms; a Markdown file has none, so that its formulas may have braces."""
    found = texts(ENGLISH)[key]
    if (HERE / ENGLISH / f"{key.replace('.', '/', 1)}.md").is_file():
        return set()
    return holes_of(found)


def holes_of(found: str | dict[str, str]) -> set[str]:
    forms = [re.sub(r"%{.*?}", "", form) for form in (found.values() if isinstance(found, dict) else [found])]
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name is not None}  # %{x} is Plotly's


def calls() -> list[tuple[str, re.Pattern, set[str]]]:
    """Every text(...) of the code: where, the keys that it may ask for, and the holes that it fills."""
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text":
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                found.append((where, pattern(node.args[0], where), {named.arg for named in node.keywords}))
    return found


def pattern(key: ast.expr, where: str) -> re.Pattern:
    """Of the keys that a literal, or an f-string such as f"train.data_{kind}", stands for."""
    if isinstance(key, ast.Constant):
        return re.compile(re.escape(key.value))
    assert isinstance(key, ast.JoinedStr), f"{where}: a key is written out, for this test to find it"
    parts = [re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in key.values]
    assert "." in parts[0], f"{where}: a key starts with its page"
    return re.compile("".join(parts))


def test_every_text_that_is_asked_for_exists_with_the_holes_that_are_filled():
    wrong = []
    for where, keys, given in calls():
        asked = [key for key in texts(ENGLISH) if keys.fullmatch(key)]
        wrong += [] if asked else [f"{where}: no text is called {keys.pattern}"]
        for key in asked:
            expected = holes(key) | ({"n"} if isinstance(texts(ENGLISH)[key], dict) else set())
            if given != expected:
                wrong.append(f"{where}: {key} has the holes {sorted(expected)}, given are {sorted(given)}")
    assert not wrong, "\n".join(wrong)


def test_every_text_is_used():
    asked = [keys for _, keys, _ in calls()]
    assert [key for key in texts(ENGLISH) if not any(keys.fullmatch(key) for keys in asked)] == []


@pytest.mark.parametrize("code", languages())
def test_every_language_has_every_text_with_the_same_holes(code):
    own = {key: found for key, found in texts(code).items() if not key.startswith("faults.")}
    assert own.keys() == texts(ENGLISH).keys()
    markdown = {key for key in own if (HERE / code / f"{key.replace('.', '/', 1)}.md").is_file()}
    wrong = [key for key in own.keys() - markdown if holes_of(own[key]) != holes(key)]
    assert wrong == []


def test_no_page_holds_text_of_its_own():
    wrong = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            drawn = [*(node.args[:1] if name in DRAWN else []), *(k.value for k in node.keywords if k.arg in NAMED)]
            wrong += [f"{path.relative_to(ROOT)}:{node.lineno}" for each in drawn if _has_words(each)]
    assert not wrong, "\n".join(wrong)


def test_nothing_that_is_kept_for_all_visitors_holds_words():
    wrong = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any("cache" in ast.unparse(one) for one in node.decorator_list):
                said = {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
                wrong += [f"{path.relative_to(ROOT)}:{node.name}"] if said & {"text", "sentence", "paragraph"} else []
    assert wrong == []


def _has_words(node: ast.expr) -> bool:
    """Whether a literal, or the fixed part of an f-string, has a word in it."""
    if isinstance(node, ast.BinOp | ast.IfExp | ast.BoolOp | ast.Tuple):
        return any(_has_words(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr))
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    fixed = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return any(re.search(r"[^\W\d_]{2}", re.sub(r"<[^>]*>", "", part)) for part in fixed)


@pytest.fixture
def speaks(tmp_path, monkeypatch):
    """A language in which every page is read, given what its files hold."""

    def language(**files: str) -> None:
        (tmp_path / "xx").mkdir()
        for name, content in files.items():
            (tmp_path / "xx" / f"{name}.toml").write_text(content, encoding="utf-8")

    monkeypatch.setattr(words, "HERE", tmp_path)
    monkeypatch.setattr(words, "language", lambda: "xx")
    texts.cache_clear()
    yield language
    texts.cache_clear()


@pytest.mark.parametrize(
    ("address", "cookie", "browser", "read"),
    [
        (None, None, "zh-CN", ("zh", False)),
        (None, None, "zh-CN,zh;q=0.9,en;q=0.8", ("zh", False)),
        (None, None, "fr", ("en", False)),
        (None, None, None, ("en", False)),
        ("zh", "en", "en-GB", ("zh", True)),
        ("en", "zh", "zh", ("en", True)),
        ("ZH-hans", None, None, ("zh", True)),
        ("../en", "zh", None, ("zh", False)),
        ("", "nonsense", "zh", ("zh", False)),
        (None, "en", "zh", ("en", False)),
    ],
)
def test_the_address_comes_before_the_choice_and_the_choice_before_the_browser(address, cookie, browser, read):
    assert chosen(address, cookie, browser) == read


def test_what_is_said_to_no_visitor_is_said_in_english_unless_it_is_asked_for():
    assert words.language() == ENGLISH
    with read_in("zh"):
        assert words.language() == "zh"
    assert words.language() == ENGLISH


def test_between_chinese_and_other_writing_stands_a_space_where_a_hole_is_filled(speaks):
    speaks(app='left = "还剩{time}。"\nof = "{name}的{n:,}个点（{share:.0f}%）"\n')
    assert [words.text("app.left", time=time) for time in ("3 分钟", "几秒", "±2")] == [
        "还剩 3 分钟。", "还剩几秒。", "还剩 ±2。"]  # fmt: skip
    assert words.text("app.of", name="VAE", n=1200, share=20.4) == "VAE 的 1,200 个点（20%）"
    assert words.text("app.of", name="猫", n=3, share=5) == "猫的 3 个点（5%）"


def test_a_number_chooses_its_form(speaks):
    speaks(app='images = { one = "{n} image", other = "{n:,} images" }')
    assert [words.text("app.images", n=n) for n in (0, 1, 1200)] == ["0 images", "1 image", "1,200 images"]


def test_a_fault_is_said_in_the_language_of_the_page(speaks):
    speaks(faults="'{name} holds no weights' = '{name} a pas de poids'\n'{folder}: {why}' = '« {folder} » : {why}'")
    inner = Fault("{name} holds no weights", name="mine")
    assert sentence(Fault("{folder}: {why}", folder="a", why=inner)) == "« a » : mine a pas de poids"
    assert sentence(Fault("{n:,} files", n=1200)) == "1,200 files"
    assert sentence(OSError("full")) == "full"


@pytest.mark.parametrize("holes", [{}, {"name": "mine", "n": 3}, {"name": None}])
def test_a_sentence_that_came_in_parts_is_said_as_it_came_where_the_parts_do_not_fit(speaks, holes):
    speaks(faults="'{name} has {n:d}' = '{name} : {n:d}'")
    expected = "mine : 3" if "n" in holes else "mine has 3"
    assert translated("{name} has {n:d}", holes, "mine has 3") == expected


@pytest.mark.parametrize("path", sorted((HERE / "zh").rglob("*.md")), ids=lambda path: path.stem)
def test_bold_words_end_before_their_full_stop(path):
    """Markdown takes a mark between a full stop and a character for no end (CommonMark, section 6.2)."""
    parts = path.read_text().split("**")  # every second one is bold
    closed = zip(parts[1::2], parts[2::2], strict=True)
    assert not [bold for bold, after in closed if bold[-1] in "。，！？：；" and after[:1].strip()]
