"""What vae_core says can be said in any language: every sentence is a whole template, and all its holes are filled."""

import ast
import pickle
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from vae_core.fault import Fault, Sentence
from vae_core.store.folder import CheckpointError

ROOT = Path(__file__).parents[1]
SAYING = {"Fault", "CheckpointError", "DatasetError", "DatasetMissing", "TrainingError", "RunError", "Sentence"}
OF_PROGRAMMERS = (
    "walks",
    "measure",
    "notebook",
    "cli",
    "twins",
)  # where a ValueError may be about a call of the library


def files() -> list[Path]:
    return sorted([*(ROOT / "vae_core").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])


def calls(file: Path, names: set[str]) -> list[ast.Call]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    of = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return [call for call in of if call.func.id in names and call.args]


def texts(file: Path, node: ast.expr) -> Iterator[str]:
    """The templates that an argument may be: a string, a constant of the file or a value of one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
        return
    name = node.value if isinstance(node, ast.Subscript) else node
    assert isinstance(name, ast.Name), f"{file.name}:{node.lineno}: {ast.unparse(node)} is no whole template"
    found = []
    for assigned in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(assigned, ast.Assign) and name.id in [ast.unparse(target) for target in assigned.targets]:
            found += assigned.value.values if isinstance(assigned.value, ast.Dict) else [assigned.value]
    assert found, f"{file.name}:{node.lineno}: {name.id} is not in this file"
    for value in found:
        assert isinstance(value, ast.Constant), f"{file.name}: {ast.unparse(value)} is no whole template"
        yield value.value


def holes(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def filled(call: ast.Call) -> set[str]:
    if call.func.id == "Sentence":
        given = call.args[1] if len(call.args) > 1 else ast.Dict([], [])
        return {key.value for key in given.keys}
    return {keyword.arg for keyword in call.keywords}


def said(file: Path) -> Iterator[tuple[str, ast.Call]]:
    for call in calls(file, SAYING):
        yield from ((template, call) for template in texts(file, call.args[0]))


@pytest.mark.parametrize("file", files(), ids=lambda file: str(file.relative_to(ROOT)))
def test_every_sentence_is_a_template_whose_holes_are_filled(file):
    for template, call in said(file):
        where = f"{file.name}:{call.lineno}"
        assert all(name.isidentifier() for name in holes(template)), f"{where}: a hole of {template!r} has no name"
        spare = call.func.id == "Sentence" or isinstance(call.args[0], ast.Name | ast.Subscript)
        assert holes(template) <= filled(call), f"{where}: {template!r}"
        assert spare or filled(call) == holes(template), f"{where}: {template!r}"


def test_templates_are_found():
    templates = {template for file in files() for template, _ in said(file)}
    assert len(templates) > 150
    assert "{where} has {size:,} bytes; at most {most:,}" in templates
    assert "{name} must be a number; got {got}" in templates


def test_what_a_visitor_may_read_is_no_plain_error():
    plain = [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in (ROOT / "vae_core").rglob("*.py")
        for call in calls(file, {"ValueError", "RuntimeError", "FileNotFoundError", "FileExistsError", "OSError"})
        if file.parent.name not in OF_PROGRAMMERS and file.name not in ("vae.py", "posterior.py", "bundle.py")
    ]
    assert plain == []


def test_a_fault_is_its_sentence_and_keeps_what_it_is_made_of():
    inner = Fault("its header has {length:,} bytes", length=1234)
    fault = CheckpointError("{model} is damaged ({reason})", model="mine", reason=inner)
    assert str(fault) == "mine is damaged (its header has 1,234 bytes)"
    assert (fault.template, fault.holes) == ("{model} is damaged ({reason})", {"model": "mine", "reason": inner})
    again = pickle.loads(pickle.dumps(fault))
    assert (type(again), str(again), again.template) == (CheckpointError, str(fault), fault.template)
    assert CheckpointError("no {holes} here").args == ("no {holes} here",)


def test_a_fault_keeps_the_words_of_a_foreign_error_and_not_the_error():
    assert Fault("damaged ({reason})", reason=OSError(28, "full")).holes == {"reason": "[Errno 28] full"}


def test_a_sentence_says_itself_in_english():
    assert str(Sentence("{count:,} images", {"count": 1437})) == "1,437 images"
    assert str(Sentence("100 %")) == "100 %"
