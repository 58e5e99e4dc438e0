"""Processes and devices of a training run, through Lightning Fabric (https://lightning.ai/docs/fabric).

`--devices N` starts N processes here; under `torchrun` the processes are those it started; `--nodes M` without
torchrun wants the same command on every machine with MASTER_ADDR, MASTER_PORT and NODE_RANK set. Every process draws
the numbers of the whole batch and computes its share of it, so that N processes take the steps of one.
"""

from __future__ import annotations

import os

import torch
from lightning_fabric import Fabric

from vae_core.fault import Fault


def is_first() -> bool:
    """Whether this process is the first of its run, before `start`: by torchrun's or Lightning's environment."""
    ranks = ("RANK",) if "RANK" in os.environ else ("LOCAL_RANK", "NODE_RANK")
    return all(os.environ.get(rank, "0") == "0" for rank in ranks)


def start(accelerator: str = "auto", devices: int = 1, nodes: int = 1, precision: str = "32-true") -> Fabric:
    """A launched Fabric: from here on, every process runs the same lines.

    Args:
        accelerator: "auto" is a CUDA device where there is one.
        devices: processes on each machine, one device each; torchrun's count wins.
        nodes: machines; torchrun's count wins.
        precision: of the network's products; parameters, terms and figures stay in single precision.

    Raises:
        ValueError: if this machine has fewer devices.
    """
    if torch.distributed.is_torchelastic_launched():
        devices = int(os.environ["LOCAL_WORLD_SIZE"])
        nodes = int(os.environ["WORLD_SIZE"]) // devices
    if accelerator == "auto":
        accelerator = "cuda" if torch.cuda.is_available() else "cpu"
    if accelerator == "cuda" and devices > torch.cuda.device_count():
        raise Fault(
            "{devices} CUDA devices were asked for; this machine has {count}",
            devices=devices,
            count=torch.cuda.device_count(),
        )
    fabric = Fabric(accelerator=accelerator, devices=devices, num_nodes=nodes, precision=precision)
    fabric.launch()
    return fabric


def finish(fabric: Fabric) -> None:
    """Waits for all processes and lets them part: what follows, one does alone."""
    fabric.barrier()
    if torch.distributed.is_initialized():
        torch.distributed.destroy_process_group()


def share(fabric: Fabric, batch_size: int) -> slice:
    """The rows of every batch that this process computes.

    Raises:
        ValueError: if the batch does not divide evenly, which would weigh images unequally.
    """
    if batch_size % fabric.world_size:
        raise Fault(
            "a batch of {batch_size} images does not divide among {processes} processes",
            batch_size=batch_size,
            processes=fabric.world_size,
        )
    size = batch_size // fabric.world_size
    return slice(fabric.global_rank * size, (fabric.global_rank + 1) * size)


def described(fabric: Fabric) -> str:
    """The devices, for the record: "CPU, 2 threads" or "2 x NVIDIA H200, bf16-mixed"."""
    on_gpu = fabric.device.type == "cuda"
    threads = torch.get_num_threads()
    on_cpu = f"CPU, {threads} thread{'s' * (threads > 1)}"
    name = torch.cuda.get_device_name(fabric.device) if on_gpu else on_cpu
    times = f"{fabric.world_size} x " if fabric.world_size > 1 else ""
    precision = "" if fabric._precision.precision == "32-true" else f", {fabric._precision.precision}"
    return f"{times}{name}{precision}"
