"""A check-up of this machine and of what the folder holds: what is installed, found and loadable."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import torch

from vae_core.data.sets import DATASETS, DRAWN, DatasetError, DatasetMissing, default_data_dir, load_dataset
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import CheckpointError, list_models, load_metrics, models_dirs

PACKAGES = ("torch", "torchvision", "lightning-fabric", "numpy", "scikit-learn", "openTSNE", "safetensors", "streamlit")


@dataclass(frozen=True)
class Finding:
    """One line of the check-up."""

    subject: str
    state: str
    broken: bool = False  # a missing data set is not: it can be downloaded


def check_up(data_dir: Path | None = None) -> list[Finding]:
    """Every finding, in the order of a screen: versions, devices, data sets, models. Downloads nothing."""
    return [*_versions(), *_devices(), *_data_sets(data_dir or default_data_dir()), *_models()]


def _versions() -> list[Finding]:
    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    python = Finding("python", f"{platform.python_version()}, {platform.platform()}")
    state = ", ".join(found) + (f"; missing: {', '.join(missing)}" if missing else "")
    return [python, Finding("packages", state, bool(missing))]


def _devices() -> list[Finding]:
    threads = f"{os.cpu_count()} cores, {torch.get_num_threads()} for PyTorch"
    gpus = [torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count())]
    return [Finding("cpu", threads), Finding("cuda", ", ".join(gpus) or "none")]


def _data_sets(data_dir: Path) -> list[Finding]:
    findings = [Finding("data", str(data_dir))]
    for name in DATASETS:
        if name in DRAWN:
            findings.append(Finding(f"  {name}", "always here: drawn when asked for"))
            continue
        try:
            train, test = (len(load_dataset(name, split, data_dir, download=False)) for split in ("train", "test"))
            findings.append(Finding(f"  {name}", f"{train} training and {test} test images"))
        except DatasetMissing:
            findings.append(Finding(f"  {name}", f"not here: python -m vae_core data {name}"))
        except DatasetError as error:
            findings.append(Finding(f"  {name}", str(error), True))
    return findings


def _models() -> list[Finding]:
    findings = [Finding("models", os.pathsep.join(map(str, models_dirs())))]
    for name in list_models():
        try:
            model, atlas, metrics = load_model(name), load_atlas(name), load_metrics(name)
            weights = sum(parameter.numel() for parameter in model.parameters())
            state = f"loads: {weights:,} weights, {len(atlas.codes)} codes, {len(metrics.get('figures', []))} figures"
            findings.append(Finding(f"  {name}", state))
        except CheckpointError as error:
            findings.append(Finding(f"  {name}", f"cannot be used: {error}", True))
    return findings
