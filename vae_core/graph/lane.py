"""Who decodes a model, and how much at once: by what a picture costs and what the browser knows. No torch here.

all      everything is live: the picture, the strips on the sliders, maps of pictures
picture  the picture is live; all else waits until the hand rests
worker   a worker of the browser decodes, and frames that it has no time for are dropped
server   Python decodes, one picture at a time
"""

from __future__ import annotations

from typing import Any

from vae_core.graph.kinds import PYTHON_ALONE
from vae_core.graph.price import LIMITS, MAX_FLOATS, Price

LANES = ("all", "picture", "worker", "server")
UP_TO = dict(zip(LANES, (*LIMITS["live_products"], LIMITS["most_products"]), strict=False))  # multiply-adds a picture


def lane_of(network: dict[str, Any], price: Price) -> str:
    """The first lane that is wide enough.

    Args:
        network: a decoder, or an encoder, checked.
        price: what one run of it takes.
    """
    if foreign(network) or price.floats > MAX_FLOATS:
        return "server"
    return next((lane for lane, most in UP_TO.items() if price.products <= most), "server")


def foreign(network: dict[str, Any]) -> str:
    """The first kind of operation in it that the browser does not know; "" where it knows all."""
    return next((op["op"] for op in network["ops"] if op["op"] in PYTHON_ALONE), "")
