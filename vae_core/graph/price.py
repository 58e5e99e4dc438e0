"""What a list may ask of a browser or of Python, and what it has asked for so far. No torch here.

A list is data that anybody may write: a folder of 200 kB could ask for minutes of work a frame, or for a gigabyte. The
browser's twin of the limits is web/engine/plan.js.
"""

from __future__ import annotations

from dataclasses import dataclass

from vae_core.fault import Fault
from vae_core.shared import SHARED

LIMITS = SHARED["operations"]
MAX_PRODUCTS = LIMITS["most_products"]  # multiply-adds of one picture: a tenth of a second in WebAssembly
MAX_FLOATS = LIMITS["most_floats"]  # weights and activations of one network: 256 MB in the page and in each worker
PYTHON_PRODUCTS = 40 * 10**9  # where Python decodes: two seconds of one core
PYTHON_FLOATS = 4 * MAX_FLOATS
MAX_OPERATIONS = 2_000
ELEMENT_COST = LIMITS["element_cost"]  # multiply-adds that one element of an activation or a normalisation takes


@dataclass
class Price:
    """Multiply-adds, floats and operations so far; `spend` raises where one of them passes its limit."""

    products: int = 0
    floats: int = 0
    operations: int = 0
    most_products: int = MAX_PRODUCTS
    most_floats: int = MAX_FLOATS

    def spend(self, products: int = 0, floats: int = 0, operations: int = 0) -> None:
        """Adds to them."""
        self.products += products
        self.floats += floats
        self.operations += operations
        if self.operations > MAX_OPERATIONS:
            raise Fault("it has more than {most:,} operations", most=MAX_OPERATIONS)
        if self.products > self.most_products:
            most = self.most_products // 10**6
            raise Fault("a picture would take more than {most:,} million multiply-adds", most=most)
        if self.floats > self.most_floats:
            raise Fault("it would take more than {most:,} MB of memory", most=4 * self.most_floats // 2**20)


def for_python() -> Price:
    """A price with the limits of what Python runs."""
    return Price(most_products=PYTHON_PRODUCTS, most_floats=PYTHON_FLOATS)
