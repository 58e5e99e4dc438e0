"""A joined module does in Chromium what the separate modules do."""

import json
from pathlib import Path

import pytest

from vae_core.export.bundle import bundle

ROOT = Path(__file__).parents[2]
RUN = """async (text) => {
  const module = await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  return module.default();
}"""


@pytest.fixture
def run(page, tmp_path):
    def run(entry, **modules):
        for name, text in {"entry": entry, **modules}.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        return page.evaluate(RUN, bundle(tmp_path / "entry.js"))

    return run


def test_functions_classes_constants_and_lists_are_exported(run):
    got = run(
        'import {\n  f, later,\n  C as Thing,\n  n,\n  hidden,\n} from "./a.js";\n'
        "export default async () => [f(), await later(), new Thing().x, n, hidden];\n",
        a="export function f() { return 1; }\nexport async function later() { return 2; }\n"
        "export class C { x = 3; }\nexport const n = 4;\nconst secret = 5;\nexport { secret as hidden };\n",
    )
    assert got == [1, 2, 3, 4, 5]


def test_namespaces_bare_imports_and_folders_work(run, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/b.js").write_text('import { one } from "../a.js";\nglobalThis.bare = one;\n')
    got = run(
        'import * as a from "./a.js";\nimport "./deep/b.js";\nexport default () => [a.one, globalThis.bare];\n',
        a="export const one = 1;\n",
    )
    assert got == [1, 1]


def test_modules_keep_their_names_to_themselves_and_share_state(run):
    got = run(
        'import { push } from "./a.js";\nimport { seen } from "./b.js";\nconst list = "mine";\n'
        "export default () => { push(7); return [seen(), list]; };\n",
        a='import { list } from "./c.js";\nexport const push = (x) => list.push(x);\n',
        b='import { list } from "./c.js";\nexport const seen = () => list;\n',
        c="export const list = [];\n",
    )
    assert got == [[7], "mine"]


def test_json_is_the_same_joined_and_by_itself(run, page, site, tmp_path):
    (tmp_path / "f.json").write_text('{"a": [1, "x"]}')
    entry = 'import F from "./f.json" with { type: "json" };\nexport default () => F;\n'
    assert run(entry) == {"a": [1, "x"]}
    separate = entry.replace("./f.json", f"{site.url}/vae_core/shared.json")
    assert page.evaluate(RUN, separate) == json.loads((ROOT / "vae_core/shared.json").read_text())


def test_the_joined_engine_starts(page):
    text = bundle(ROOT / "web/engine/engine.js") + "\nexport default () => typeof createEngine;\n"
    assert page.evaluate(RUN, text) == "function"
