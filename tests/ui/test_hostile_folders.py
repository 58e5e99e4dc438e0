"""Every page opens hostile model folders without an exception, and hands no text of them to Markdown as it is.

A page has every fourth one, and every second of those that are hostile in what it alone shows; the next pages have the
others. What a browser makes of them is looked at in browser/test_hostile_folders.py.
"""

import re
from pathlib import Path

import pytest
from hostile_folders import CASES, PLAIN_GOOD, UNLISTED, make_folders
from streamlit.testing.v1 import AppTest

from ui.pages import PAGES
from vae_core.cli import main
from vae_core.store.folder import list_models

OF_A_MODEL = [page for page in PAGES if page not in ("playground", "train", "adopt")]
APP = str(Path(__file__).parents[2] / "app.py")
OF_PAGE = {"model": ("figures ", "metrics "), "manifold": ("tour ", "stops ")}
LIVE = re.compile(r"https://evil|www\.evil|(?<!\\)\]\(|(?<!\\)<img")
DRAWN = ("markdown", "caption", "error", "warning", "info", "toast", "metric", "title", "button")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    root = tmp_path_factory.mktemp("hostile")
    return root, make_folders(root / "models")


@pytest.fixture
def names(folders, monkeypatch):
    root, names = folders
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(root / "models"))
    monkeypatch.setenv("LATENT_LENS_DATA", str(root / "no-data"))
    return names


def test_there_are_enough_and_all_are_listed(names):
    assert len(CASES) > 120
    assert list_models() == sorted(names)


@pytest.mark.parametrize("page", OF_A_MODEL)
def test_no_folder_raises_on_a_page_or_writes_markdown(page, names):
    app = AppTest.from_file(APP, default_timeout=120)
    app.query_params["model"] = PLAIN_GOOD
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    assert not app.error
    for name in _opened(page, names):
        app.session_state["model"] = name
        app.run()
        assert not app.exception, name
        assert app.session_state["model"] == name
        assert len(app.error) <= 1, name
        texts = [text for kind in DRAWN for drawn in app.get(kind) for text in _texts(drawn)]
        assert not [text for text in texts if LIVE.search(text)], name


def _opened(page: str, names: list[str]) -> list[str]:
    at = OF_A_MODEL.index(page)
    if page == "challenge":  # takes models of its own, and looks at all of them at every run
        return names[at % 2 :: 20]
    second = enumerate(names[at % 2 :: 2])
    return [name for n, name in second if n % 2 == at // 2 % 2 or name.startswith(OF_PAGE.get(page, ()))]


def _texts(element) -> list[str]:
    proto = element.proto
    texts = [text for field in ("body", "label", "help") if isinstance(text := getattr(proto, field, ""), str)]
    return [re.sub(r"`[^`]+`", "", text) for text in texts]  # nothing in code has a meaning


def test_the_list_has_a_line_for_each_and_no_control_character(names, capsys):
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(names) + len(UNLISTED) - 1  # one is hidden
    assert all(line.isprintable() for line in lines)
