"""README and docs are held to the repository: the tree, the commands, the snippets, the table of models, the links."""

import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from ui.pages import PAGES
from vae_core import cli, load_model
from vae_core.measure.figures import REFERENCE
from vae_core.places import SHIPPED
from vae_core.store.folder import load_config, load_metrics

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
COMMANDS, MODELS, MEASURED = ((ROOT / "docs" / f"{name}.md").read_text() for name in ("commands", "models", "measured"))


def _section(title: str) -> str:
    return README.split(f"## {title}\n")[1].split("\n## ")[0]


def _block(text: str, language: str = "") -> str:
    return re.search(rf"```{language}\n(.*?)```", text, re.DOTALL).group(1)


def _between(mark: str, text: str = README) -> str:
    return text.split(f"<!-- {mark} -->")[1].split(f"<!-- /{mark} -->")[0]


def _tree() -> list[str]:
    paths, folder = [], ""
    for line in _block(_section("The tree")).splitlines():
        names = re.split(r"\s{2,}", line.strip())[0].split()
        folder = folder if line.startswith(" ") else names[0]
        paths += [folder + name for name in names] if line.startswith(" ") else names
    return paths


def test_the_tree_exists():
    assert [path for path in _tree() if not (ROOT / path).exists()] == []


def test_the_tree_names_every_folder_of_the_repository():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    folders = {path.split("/")[0] + "/" for path in tracked.splitlines() if "/" in path and path[0] != "."}
    parts = {found[0] for path in tracked.splitlines() if (found := re.match(r"(vae_core|web|ui)/[^/]+/", path))}
    assert folders | parts <= set(_tree())


def test_the_readme_counts_models_and_pages():
    pages = re.findall(r"^\| ([A-Z][\w ]+) \| ", _section("What is in it"), re.MULTILINE)
    assert len(pages) == len(PAGES)
    assert f"{len(list(SHIPPED.iterdir()))} trained models" in README


@pytest.mark.parametrize("line", [line for line in _block(COMMANDS).splitlines()])
def test_the_command_line_parses(line):
    words = shlex.split(line)
    assert words[:3] == ["python", "-m", "vae_core"]
    assert callable(cli.parser().parse_args(words[3:]).carry_out)


@pytest.mark.parametrize("mark", ["app", "test"])
def test_the_quick_start_names_files_that_exist(mark):
    words = shlex.split(_block(_between(mark)))
    for word in words:
        if word.endswith((".txt", ".py")):
            assert (ROOT / word).is_file()


def test_the_notebook_snippet_runs():
    names = {}
    exec(_block(_section("In a notebook"), "python"), names)
    assert names["decoded"].shape == names["images"].shape
    assert 0 <= float(names["decoded"].min()) <= float(names["decoded"].max()) <= 1


def test_the_training_snippet_leaves_a_model_that_a_notebook_loads(tmp_path, monkeypatch, quick_ending):
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(re.findall(r"```python\n(.*?)```", _section("In a notebook"), re.DOTALL)[1], names)
    assert "-ELBO" in {figure.name for figure in names["figures"]}
    assert load_model(tmp_path / "checkpoints" / "my-digits").config.latent_dim == 2
    record = load_metrics(tmp_path / "checkpoints" / "my-digits")
    assert names["Experiment"].from_json(record["experiment"]).chosen == {"latent_dim": 2, "epochs": 20}


def kinds_of(name):
    return [part.kind for part in load_config(name).parts]


def test_the_table_of_models_shows_their_own_figures():
    lines = _between("models", MODELS).strip().splitlines()[2:]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    shipped = {path.parent.name for path in ROOT.glob("checkpoints/*/config.json")}
    vectors = {name for name in shipped if kinds_of(name) == ["vector"]}
    measured = {name for name in vectors if any(f["name"] == REFERENCE for f in load_metrics(name)["figures"])}
    assert {row[0].strip("`") for row in rows} == measured
    assert len(measured) >= 7
    for name in vectors - measured | {name for name in shipped if kinds_of(name)[0] == "level"}:  # in a passage
        [elbo] = [figure for figure in load_metrics(name)["figures"] if figure["name"] == "-ELBO"]
        assert f"`{name}`" in MODELS
        assert f"{elbo['value']:.2f} ± {elbo['spread']:.2f}" in MODELS
    for name, network, latent_dim, elbo, bound, reference, effective in rows:
        folder = ROOT / "checkpoints" / name.strip("`")
        config = json.loads((folder / "config.json").read_text())
        metrics = json.loads((folder / "metrics.json").read_text())
        figures = {figure["name"]: figure for figure in metrics["figures"]}
        assert (network, int(latent_dim)) == (config["network"], config["latent_dim"])
        for cell, figure in ((elbo, figures["-ELBO"]), (bound, figures["-log p(x)"])):
            assert cell == f"{figure['value']:.2f} ± {figure['spread']:.2f}"
            assert (figure["seeds"], figure["images"]) == (5, metrics["test_images"])
        assert figures["-log p(x)"]["bound"] == "IW-500"
        assert effective == f"{figures['-log p(x)']['effective_samples']:.0f}"
        assert figures["-log p(x), reference"]["bound"] == "IW-5000"
        assert reference == f"{figures['-log p(x), reference']['value']:.2f}"
        held_out = min(5000, (metrics["training_images"] + metrics["validation_images"]) // 10)
        assert metrics["validation_images"] == held_out


def test_the_table_of_families_shows_their_own_figures():
    """Of every shipped model that has a class beside its vector."""
    rows = [line.split("|")[1:-1] for line in _between("zoo", MODELS).strip().splitlines()[2:]]
    shipped = [path.parent.name for path in ROOT.glob("checkpoints/*/config.json")]
    assert sorted(row[0].strip(" `") for row in rows) == sorted(n for n in shipped if "class" in kinds_of(n))
    for name, *cells in rows:
        figures = {figure["name"]: figure for figure in load_metrics(name.strip(" `"))["figures"]}
        told = ("-ELBO", "-ELBO summed over classes", "gain from the class", "images whose class it tells", "-log p(x)")
        for cell, figure in zip(cells, (figures[key] for key in told), strict=True):
            unit = " %" * (figure["unit"] == "per cent")
            assert cell.strip() == f"{figure['value']:.2f} ± {figure['spread']:.2f}{unit}"


def test_the_table_of_grids_shows_their_own_figures():
    rows = [line.split("|")[1:-1] for line in _between("grid", MODELS).strip().splitlines()[2:]]
    shipped = [path.parent.name for path in ROOT.glob("checkpoints/*/config.json")]
    assert [row[0].strip(" `") for row in rows] == [name for name in shipped if kinds_of(name) == ["grid"]]
    for name, *cells, used, perplexity in rows:
        figures = {figure["name"]: figure for figure in load_metrics(name.strip(" `"))["figures"]}
        told = ("-ELBO", "distortion -log p(x|z)", "rate KL(q(z|x) || p(z))")
        assert [cell.strip() for cell in cells] == [
            f"{figures[key]['value']:.2f} ± {figures[key]['spread']:.2f}" for key in told
        ]
        in_use = figures["codes in use"]
        assert used.strip() == f"{in_use['value']:.0f} {in_use['unit'].removesuffix(' codes')}"
        assert perplexity.strip() == f"{figures['perplexity of the codes']['value']:.1f}"


def test_its_pictures_are_there_and_small():
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).stat().st_size <= 300_000 for picture in pictures)


def test_every_benchmark_that_is_named_is_there():
    named = set(re.findall(r"benchmarks/(\w+\.(?:py|md))", README + MODELS + MEASURED))
    assert {"drag.py", "visitors.py", "first_picture.py"} <= named
    assert [name for name in named if not (ROOT / "benchmarks" / name).is_file()] == []


def test_every_page_of_the_docs_is_linked_and_every_link_leads_somewhere():
    links = set(re.findall(r"\]\(([^)#]+)\)", README))
    assert {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")} <= links
    assert [link for link in links if not (ROOT / link).is_file()] == []
