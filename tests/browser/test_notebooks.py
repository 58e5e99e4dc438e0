"""The widget in JupyterLab and marimo, in a real Chromium: two in one notebook, both ways, nothing from elsewhere."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit

import numpy as np
import pytest
import torch
from app_server import ROOT, free_port, until_it_answers

from vae_core import load_model
from vae_core.measure.neighbours import nearest
from vae_core.store.atlas import load_atlas

NAME = "digits-2d"
# Two of one model; what is done in the first, Python answers in the second.
MAKING = f"""
import vae_core
one, other = vae_core.explore({NAME!r}), vae_core.explore({NAME!r})
def answer(change):
    other.z, other.selection = -one.z, one.nearest(5)
one.observe(answer, "z")
"""
SHOWN = """() => {
  const find = (node) => [...node.querySelectorAll("*")].flatMap((one) =>
    one.latentLens ? [one] : one.shadowRoot ? find(one.shadowRoot) : []);
  globalThis.explorers = find(document);
  return explorers.length === 2 && explorers.every(({ latentLens }) => latentLens.snapshot().pixels);
}"""
RUN_ALL = """async () => {
  const { context } = jupyterapp.shell.currentWidget;
  await context.ready;
  await context.sessionContext.ready;
  await jupyterapp.commands.execute("notebook:run-all-cells");
}"""
UNDO_ELSEWHERE = """() =>
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true }))"""
DARK = "() => explorers.every(({ dataset }) => dataset.theme === 'dark')"


@contextmanager
def serving(command, folder, path):
    """A notebook's server in a folder that is its home, and the address to visit."""
    port = free_port()
    home = {"HOME": str(folder), "PYTHONPATH": str(ROOT), "XDG_CONFIG_HOME": str(folder)}
    home |= {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    log, address = folder / "log.txt", f"http://127.0.0.1:{port}/{path}"
    with log.open("ab") as output:
        words = [sys.executable, "-m", *command.format(port=port).split()]
        server = subprocess.Popen(words, cwd=folder, env=os.environ | home, stdout=output, stderr=output)
        try:
            until_it_answers(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait()


@pytest.fixture
def window(browser):
    """A window of its own, whose page keeps the hosts that it asks and the errors that it throws."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
    context.set_default_timeout(90_000)
    page = context.new_page()
    page.hosts, page.thrown = set(), []
    page.on("request", lambda request: page.hosts.add(urlsplit(request.url.removeprefix("blob:")).netloc))
    page.on("pageerror", lambda error: page.thrown.append(str(error)))
    yield page
    context.close()


def drag_and_be_answered(page):
    """Moves a slider of the first explorer: Python hears of it, and the second shows what Python makes of it."""
    page.wait_for_function(SHOWN)
    page.get_by_test_id("slider-0").first.fill("-1.25")
    page.wait_for_function("() => explorers[1].latentLens.snapshot().z[0] === 1.25")
    page.wait_for_function("() => explorers[1].latentLens.store.state.selection")
    first, second = page.evaluate("explorers.map(({ latentLens }) => latentLens.snapshot())")
    assert first["z"][0] == -1.25
    assert second["z"] == [-value for value in first["z"]]
    for shown in (first, second):
        decoded = load_model(NAME).decode(torch.tensor([shown["z"]])).numpy().ravel()
        assert np.abs(decoded - shown["pixels"]).max() < 1e-5
    rows = nearest(np.array([first["z"]], np.float32), load_atlas(NAME).codes, 5)[0][0].tolist()
    assert page.evaluate("explorers[1].latentLens.store.state.selection.indices") == rows
    assert page.evaluate("explorers[0].latentLens.store.state.selection") is None
    assert page.hosts - {""} == {urlsplit(page.url).netloc}  # data: has none
    assert page.thrown == []


def test_two_explorers_in_jupyterlab(window, tmp_path):
    kind = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    cells = [kind | {"id": f"cell-{at}", "source": code} for at, code in enumerate((MAKING, "one", "other"))]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "book.ipynb").write_text(json.dumps(book))
    command = "jupyterlab --no-browser --allow-root --port {port} --expose-app-in-browser --IdentityProvider.token="
    with serving(command, tmp_path, "lab/tree/book.ipynb") as address:
        window.goto(address)
        window.wait_for_function("() => globalThis.jupyterapp?.shell.currentWidget?.context?.sessionContext")
        window.evaluate(RUN_ALL)
        drag_and_be_answered(window)
        window.evaluate(UNDO_ELSEWHERE)
        assert window.evaluate("explorers[0].latentLens.snapshot().pinned[0]") == -1.25
        window.keyboard.press("Control+z")
        assert window.evaluate("explorers[0].latentLens.snapshot().pinned[0]") != -1.25
        window.keyboard.type("dd")  # on a cell it would delete that
        assert window.evaluate("jupyterapp.shell.currentWidget.content.model.cells.length") == 3
        window.evaluate("jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' })")
        window.wait_for_function(DARK)
        window.goto("about:blank")  # a page that has lost its server complains


def test_two_explorers_in_marimo(window, tmp_path):
    made = MAKING.strip().replace("\n", "\n    ")
    cells = [
        f"():\n    {made}\n    return one, other",
        "(one):\n    one\n    return",
        "(other):\n    other\n    return",
    ]
    book = "import marimo\n\napp = marimo.App()\n\n" + "\n".join(f"@app.cell\ndef _{cell}\n" for cell in cells)
    (tmp_path / "book.py").write_text(book)
    with serving("marimo run book.py --headless --no-token --port {port}", tmp_path, "") as address:
        window.goto(address)
        drag_and_be_answered(window)
        window.goto("about:blank")
