"""What a run is carried out on: it changes how long training takes, and rounding. No torch here."""

from __future__ import annotations

from dataclasses import dataclass

from vae_core.option import as_arguments, option, options_of

ACCELERATORS = ("auto", "cpu", "cuda")
PRECISIONS = ("32-true", "bf16-mixed")  # half floats would need a loss scale: the losses here are hundreds of nats


@dataclass(frozen=True)
class Machine:
    """Processes and devices, as `parallel.start` takes them."""

    accelerator: str = option("auto", "auto is a CUDA device where there is one", ACCELERATORS)
    devices: int = option(1, "processes on this machine, one device each")
    nodes: int = option(1, "machines, each of which runs this command")
    precision: str = option("32-true", "of the network's products", PRECISIONS)

    def options(self) -> list[str]:
        """What is not as usual, as arguments of `python -m vae_core train`."""
        known = options_of(Machine)
        return as_arguments({n: value for n, one in known.items() if (value := getattr(self, n)) != one.default})
