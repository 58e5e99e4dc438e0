"""What a list may ask of a browser, and what it has asked for so far. No torch here.

A list is data that anybody may write: a folder of 200 kB could ask for minutes of work a frame, or for a gigabyte. The
browser's twin of the limits is web/engine/plan.js.
"""

from __future__ import annotations

from dataclasses import dataclass

from vae_core.fault import Fault
from vae_core.shared import SHARED

LIMITS = SHARED["operations"]
MAX_PRODUCTS = LIMITS["most_products"]  # multiply-adds of one picture: a tenth of a second in WebAssembly
MAX_FLOATS = LIMITS["most_floats"]  # weights and activations of both networks: 256 MB in the page and in each worker
MAX_OPERATIONS = 2_000
ELEMENT_COST = LIMITS["element_cost"]  # multiply-adds that one element of an activation or a normalisation takes


@dataclass
class Price:
    """Multiply-adds, floats and operations so far; `spend` raises where one of them passes its limit."""

    products: int = 0
    floats: int = 0
    operations: int = 0

    def spend(self, products: int = 0, floats: int = 0, operations: int = 0) -> None:
        """Adds to them."""
        self.products += products
        self.floats += floats
        self.operations += operations
        if self.operations > MAX_OPERATIONS:
            raise Fault("it has more than {most:,} operations", most=MAX_OPERATIONS)
        if self.products > MAX_PRODUCTS:
            raise Fault("a picture would take more than {most:,} million multiply-adds", most=MAX_PRODUCTS // 10**6)
        if self.floats > MAX_FLOATS:
            raise Fault("it would take more than {most:,} MB in the browser", most=4 * MAX_FLOATS // 2**20)
