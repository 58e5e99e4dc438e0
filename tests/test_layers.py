"""The arrows of the import graph point one way: a folder imports from those before it, and no page from another."""

import ast
import os
import re
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIBRARY = (
    "graph",
    "model",
    "store",
    "data",
    "measure",
    "strange",
    "atlas",
    "walks",
    "making",
    "training",
    "runs",
    "export",
    "notebook",
    "adopting",
    "cli",
    "twins",
)
BROWSER = (
    "words",
    "engine",
    "kit",
    "latent",
    "meter",
    "core",
    "link",
    "map",
    "codes",
    "factors",
    "sliders",
    "bench",
    "board",
    "draw",
)
BROWSER_PAGES = (
    "header",
    "start",
    "explore",
    "manifold",
    "walks",
    "learn",
    "talk",
    "compare",
    "zoo",
    "playground",
    "challenge",
    "odd",
)
BROWSER_DOORS = ("host", "one_file", "notebook", "runtime")  # each mounts pages
UI_PAGES = (
    "adopt",
    "challenge",
    "compare",
    "explore",
    "interpolate",
    "learn",
    "make",
    "model",
    "odd",
    "playground",
    "present",
    "reconstructions",
    "train",
    "zoo",
)
JS_IMPORT = re.compile(r'^(?:import|export)\b[^;]*?["\'](\.[^"\']+)["\']', re.M)


def python_arrows(folder: str) -> set[tuple[str, str, str]]:
    """(file, module that it imports) of all our own modules, with the file's part of the package first."""
    arrows = set()
    for file in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                named = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                named = [f"{node.module}.{alias.name}" for alias in node.names]
            else:
                continue
            arrows |= {(part(file, folder), str(file.relative_to(ROOT)), name) for name in named}
    return arrows


def part(file: Path, folder: str) -> str:
    return file.relative_to(ROOT / folder).with_suffix("").parts[0]


def javascript_arrows() -> set[tuple[str, str, str]]:
    arrows = set()
    for file in (ROOT / "web").rglob("*.js"):
        for target in JS_IMPORT.findall(file.read_text(encoding="utf-8")):
            if target.endswith(".json"):
                continue  # what both languages share
            reached = Path(os.path.normpath(file.parent / target))
            arrows.add((part(file, "web"), part(reached, "web"), f"{file.relative_to(ROOT)} -> {reached.name}"))
    return arrows


def test_every_folder_of_the_library_imports_from_those_before_it():
    wrong = []
    for layer, file, name in python_arrows("vae_core"):
        assert name.split(".")[0] not in ("ui", "pages", "streamlit", "plotly"), f"{file} imports {name}"
        words = name.split(".")
        if words[0] != "vae_core" or layer not in LIBRARY or len(words) < 2 or words[1] not in LIBRARY:
            continue
        if LIBRARY.index(words[1]) > LIBRARY.index(layer):
            wrong.append(f"{file} imports {name}")
    assert not wrong, "\n".join(sorted(wrong))


def test_every_folder_of_the_library_has_its_layer():
    folders = {folder.name for folder in (ROOT / "vae_core").iterdir() if (folder / "__init__.py").is_file()}
    assert folders == set(LIBRARY)


def test_no_page_of_the_server_imports_from_another():
    wrong = [
        f"{file} imports {name}"
        for layer, file, name in python_arrows("ui")
        for page in UI_PAGES
        if name.startswith(f"ui.{page}.") and layer != page and layer in (*UI_PAGES, "map")
    ]
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize(("folder", "leaf"), list(product(("vae_core", "ui"), ("pages", "tests", "benchmarks"))))
def test_nothing_imports_from_the_leaves(folder, leaf):
    assert not [file for _, file, name in python_arrows(folder) if name.split(".")[0] == leaf]


def test_every_folder_of_the_browser_side_imports_from_those_before_it():
    order = [*BROWSER, *BROWSER_PAGES, *BROWSER_DOORS]
    wrong = []
    for here, there, arrow in javascript_arrows():
        is_sibling = here in BROWSER_PAGES and there in BROWSER_PAGES and here != there
        if is_sibling or order.index(there) > order.index(here):
            wrong.append(arrow)
    assert not wrong, "\n".join(sorted(wrong))
