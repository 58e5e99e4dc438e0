"""The figures of the shipped models, measured again: five binarisations, all test images for every bound, one ruler.

    python benchmarks/figures.py [--models mnist-2d ...] [--data-dir DIR] [--device cuda] [--write]

Every model leaves a JSON in runs/figures/ and is not repeated while its weights are the same. `--write` puts them into
each folder's metrics.json and into the table of docs/models.md, and measures nothing. Minutes on a large GPU; on two
cores the importance-weighted bounds take hours: there, name `--images` and what is over fewer images says so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

import torch
from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).parents[1]))

import results

from vae_core.data.sets import load_dataset
from vae_core.measure.effort import Effort
from vae_core.measure.figures import REFERENCE, measure, to_device
from vae_core.store import folder
from vae_core.store.checkpoint import load_model
from vae_core.training.watch import show_stage

RUNS = Path(__file__).parents[1] / "runs" / "figures"
PUBLISHED = Effort(iw_images=None, iw_seeds=5, reference_samples=5000)


def measure_again(name: str, data_dir: Path | None, device: str, images: int | None) -> dict:
    """Figures of one shipped model and what they were made on."""
    data = folder.load_metrics(name)["data"]
    size = folder.load_config(name).image_shape[1]
    training, test = (load_dataset(data, split, data_dir, image_size=size) for split in ("train", "test"))
    effort = replace(PUBLISHED, iw_images=images, reference_images=images)
    started = time.perf_counter()
    with tqdm(desc=name) as bar:
        model = to_device(load_model(name), device)
        figures = measure(model, training, test, data, effort, lambda *stage: show_stage(bar, *stage))
    return {
        "weights": _digest(name),
        "device": torch.cuda.get_device_name() if device == "cuda" else f"CPU, {torch.get_num_threads()} threads",
        "seconds": round(time.perf_counter() - started, 1),
        "figures": [figure.to_json() for figure in figures],
    }


def write(names: list[str]) -> None:
    """Puts the figures of today's weights into metrics.json, and the table of docs/models.md together."""
    for name in names:
        found = _found(name)
        if found is None:
            print(f"{name}: no figures of these weights in {RUNS.name}/")
            continue
        path = folder.checkpoint_dir(name) / "metrics.json"
        metrics = json.loads(path.read_text(encoding="utf-8"))
        metrics |= {key: found[key] for key in ("figures",)} | {"figures_device": found["device"]}
        folder.write_json(path, metrics)
    results.put("models", table(), results.MODELS)


def table() -> str:
    """Markdown of every shipped model's own figures; ± is the spread of one binarisation."""
    lines = ["| model | network | latent dimensions | -ELBO | IW-500 | IW-5000 | effective of 500 |"]
    lines += ["|---|---|---|---|---|---|---|"]
    for name in folder.list_models(folder.SHIPPED):
        config = folder.load_config(folder.SHIPPED / name)
        figures = {figure["name"]: figure for figure in folder.load_metrics(folder.SHIPPED / name)["figures"]}
        bound, reference = figures["-log p(x)"], figures.get(REFERENCE)
        cells = [f"`{name}`", config.network, str(config.latent_dim), _cell(figures["-ELBO"]), _cell(bound)]
        cells += [f"{reference['value']:.2f}" if reference else "", f"{bound.get('effective_samples', 0):.0f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(figure: dict) -> str:
    return f"{figure['value']:.2f}" + (f" ± {figure['spread']:.2f}" if figure.get("spread") else "")


def _found(name: str) -> dict | None:
    path = RUNS / f"{name}.json"
    found = json.loads(path.read_text()) if path.is_file() else {}
    return found if found.get("weights") == _digest(name) else None


def _digest(name: str) -> str:
    return hashlib.sha256((folder.checkpoint_dir(name) / "model.safetensors").read_bytes()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shipped = folder.list_models(folder.SHIPPED)
    parser.add_argument("--models", nargs="+", choices=shipped, default=shipped)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"))
    parser.add_argument("--images", type=int, help="of the importance-weighted bounds; all unless given")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.write:
        return write(options.models)
    for name in options.models:
        if _found(name) is None:
            folder.write_json(
                RUNS / f"{name}.json", measure_again(name, options.data_dir, options.device, options.images)
            )
        for figure in _found(name)["figures"]:
            print(f"{name:16} {figure['name']:38} {_cell(figure)} {figure['unit']} {figure['bound']}")
    return None


if __name__ == "__main__":
    main()
