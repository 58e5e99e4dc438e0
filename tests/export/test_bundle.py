"""What can't be joined is named; that joined modules still work is tested in Chromium (browser/test_bundle_runs.py)."""

from pathlib import Path

import pytest

from vae_core.export.bundle import bundle

ENTRY = 'import { f } from "./a.js";\nexport default f;\n'


@pytest.fixture
def write(tmp_path):
    def write(entry, **modules):
        for name, text in {"entry": entry, **modules}.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        return tmp_path / "entry.js"

    return write


def test_every_module_is_joined_once_in_the_order_of_dependence(write):
    entry = write(
        'import { f } from "./a.js";\nimport { g } from "./b.js";\nexport default () => f() + g();\n',
        a='import { g } from "./b.js";\nexport const f = () => g();\n',
        b="export function g() {}\n",
    )
    text = bundle(entry)
    assert text.count("function g()") == 1
    assert text.index("function g()") < text.index("const f =") < text.index("export default")


def test_no_import_is_left_and_only_the_entry_exports(write):
    text = bundle(write(ENTRY, a="/** @type {import('./b.js').B} */\nexport const f = 1;\n"))
    code = [line for line in text.splitlines() if not line.startswith("/**")]
    assert not any("import" in line for line in code)
    assert [line for line in code if "export" in line] == ["export default f;"]


JSON_ENTRY = 'import F from "./f.json" with { type: "json" };\nexport default F;\n'


def test_a_json_file_becomes_one_constant(write, tmp_path):
    (tmp_path / "f.json").write_text('{"a": [1, "x"]}')
    text = bundle(write('import "./a.js";\n' + JSON_ENTRY, a='import S from "./f.json" with { type: "json" };\nS.a;\n'))
    assert text.count('{"a":[1,"x"]}') == 1
    assert "import" not in text


def test_json_that_is_missing_or_damaged_is_named_with_its_importer(write, tmp_path):
    with pytest.raises(ValueError, match=r"no file .*f\.json, imported by .*entry\.js"):
        bundle(write(JSON_ENTRY))
    (tmp_path / "f.json").write_text("{")
    with pytest.raises(ValueError, match=r"f\.json, imported by .*entry\.js, is not JSON"):
        bundle(write(JSON_ENTRY))


def test_a_circle_of_imports_is_named(write):
    entry = write(
        ENTRY,
        a='import { g } from "./b.js";\nexport const f = 1;\n',
        b='import { f } from "./a.js";\nexport const g = 1;\n',
    )
    with pytest.raises(ValueError, match=r"a\.js -> b\.js -> a\.js"):
        bundle(entry)


def test_a_missing_module_is_named_with_its_importer(write):
    with pytest.raises(ValueError, match=r"no module .*a\.js, imported by .*entry\.js"):
        bundle(write(ENTRY))
    with pytest.raises(ValueError, match=r"no module .*nothing\.js$"):
        bundle(Path("nothing.js"))


def test_a_name_that_is_not_exported_is_named(write):
    with pytest.raises(ValueError, match=r"entry\.js imports f, which .*a\.js does not export"):
        bundle(write(ENTRY, a="const f = 1;\n"))


@pytest.mark.parametrize(
    "statement",
    [
        "export default 3;",
        "export let f = 1;",
        "export const { f } = {};",
        'export * from "./b.js";',
        'export { f } from "./b.js";',
        'import b from "./b.js";',
        'import b from "./b.json";',
        'import { f } from "left-pad";',
        'const b = import("./b.js");',
        "const here = import.meta.url;",
        "const f = await 1;",
        "await 1;",
    ],
)
def test_a_form_that_is_not_known_is_shown(write, statement):
    with pytest.raises(ValueError, match=r"a\.js: .*; got `") as caught:
        bundle(write(ENTRY, a=f"{statement}\nexport function f() {{}}\n", b="export const f = 1;\n"))
    assert statement.rstrip(";")[-8:] in str(caught.value)


def test_functions_may_await_into_a_destructured_constant(write):
    assert "await g()" in bundle(write(ENTRY, a="export async function f() {\n  const [x] = await g();\n}\n"))


def test_comments_may_say_anything(write):
    comments = '/*\nexport let x;\n*/\n// await the import("./b.js")\n'
    assert "export default" in bundle(write(comments + ENTRY, a=comments + "export const f = 1;\n"))
