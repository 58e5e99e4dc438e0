"""docs/adding.md is held to the code: what it names exists, and what it asks for is there for all that we have."""

import ast
import re
from pathlib import Path

import pytest

from ui.pages import PAGES
from ui.train.choices import PRIORS as CHOSEN
from ui.words import ENGLISH, texts
from vae_core.model.config import PRIORS

ROOT = Path(__file__).resolve().parents[1]
ADDING = (ROOT / "docs/adding.md").read_text(encoding="utf-8")
PLACES = sorted(set(re.findall(r"`([\w./-]+/[\w./-]*)(?::(\w+))?`", ADDING)))


@pytest.mark.parametrize(("path", "name"), PLACES)
def test_every_place_that_is_named_exists(path, name):
    assert (ROOT / path).exists()
    if name:
        content = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^(export )?(async )?(def|class|function|const) {name}\b|^{name} ?[:=]", content, re.M)


def test_there_are_many_places_and_every_section_fits_a_screen():
    assert len(PLACES) > 25
    for section in ADDING.split("\n## ")[1:]:
        assert len(section.splitlines()) <= 40, section.splitlines()[0]


def test_every_page_has_its_file_and_its_title_and_a_row_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    titles = [texts(ENGLISH)[f"app.page_{page}"] for page in PAGES]
    for page in PAGES:
        assert (ROOT / "pages" / f"{page}.py").is_file()
    assert [title for title in re.findall(r"^\| ([^|]+) \|", readme, re.M) if title in titles] == titles  # in order
    assert len(PAGES) == len(list((ROOT / "pages").glob("*.py")))


def test_every_prior_can_be_chosen_and_has_its_words():
    assert set(CHOSEN) == set(PRIORS)
    for prior in PRIORS:
        assert {f"train.prior_{prior}", f"model.prior_{prior}"} <= texts(ENGLISH).keys()


def test_the_places_that_build_a_model_are_those_of_the_section_on_families():
    family = ADDING.split("\n## A family\n")[1].split("\n## ")[0]
    files = [path for path in (ROOT / "vae_core").rglob("*.py") if _calls(path, "VAE") or _calls(path, "build_model")]
    assert files
    assert [path for path in files if str(path.relative_to(ROOT)) not in family] == []


def _calls(path: Path, name: str) -> bool:
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return any(isinstance(call.func, ast.Name) and call.func.id == name for call in calls)
