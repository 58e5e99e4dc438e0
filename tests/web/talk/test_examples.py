"""The decks that ship."""

import json

import pytest

from ui.present.deck import EXAMPLES, example_decks
from vae_core.store.folder import SHIPPED, list_models


@pytest.mark.parametrize("name", example_decks())
def test_the_examples_pass_the_check_and_need_models_that_ship(node, name):
    raw = json.loads((EXAMPLES / f"{name}.json").read_text())
    checked = node.evaluate("async (deck) => (await import('/web/talk/deck_check.js')).checkDeck(deck)", raw)
    for got, told in zip(checked["stops"], raw["stops"], strict=True):
        assert told.items() <= (got | {"walk": told.get("walk")}).items()
    assert {"mnist-16d", "mnist-2d"} <= set(list_models(SHIPPED)) & {s["model"] for s in raw["stops"]}
