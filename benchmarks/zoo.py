"""The whole zoo in one table: the shipped model of each family, its difference from its twin, and what was published.

    python benchmarks/zoo.py [--write]
    python benchmarks/zoo.py --train [--data-dir DIR] [--seeds 0 1 2]

The first reads what stands in the folders of checkpoints/ and trains nothing; `--write` puts the table into
benchmarks/RESULTS.md too. `--train` runs the benchmark of each family (hours on two cores), so that the differences
from the twins are measured anew; a killed one goes on where it was.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import results

from vae_core.store.folder import load_metrics

OF = {  # of the families, as the table names them: the shipped model and the benchmark of its twins
    "plain": ("mnist-16d", None),
    "plain, convolutional": ("mnist-conv", None),
    "plain, flow as prior": ("mnist-flow", None),
    "energy as prior": ("mnist-ebm", "energy"),
    "conditional": ("mnist-cvae", "conditional"),
    "semi-supervised": ("digits-m2", "few_labels"),
    "semi-supervised, of MNIST": ("mnist-m2", None),
    "ladder": ("mnist-ladder", "ladder"),
    "hierarchical, spatial levels": ("mnist-nvae", "ladder --model mnist-nvae"),
    "vector-quantised": ("mnist-vq", "codes"),
    "adversarial": ("mnist-gan", "adversarial"),
    "disentangling, beta": ("shapes-beta", "disentangling"),
    "disentangling, total correlation": ("shapes-tcvae", "disentangling"),
    "disentangling, critic": ("shapes-factor", "disentangling"),
}
# Nats per image of MNIST, unless it says otherwise; with what they are of and where they stand.
PUBLISHED = {
    "plain": "-log p(x), IW: 86.76 (Burda 2016, 50 dimensions)",
    "energy as prior": "none over one small vector",
    "conditional": "none for digits given their class",
    "semi-supervised": "MNIST, 100 labels: 88.0 % right (Kingma 2014, M2)",
    "semi-supervised, of MNIST": "100 labels: 88.0 % right (Kingma 2014, M2, which moves no image)",
    "ladder": "MNIST, -log p(x), IW: 81.7 (Sønderby 2016, five levels)",
    "hierarchical, spatial levels": "-log p(x): 78.01 (Vahdat 2020, NVAE: two V100s for 21 hours)",
    "vector-quantised": "none in nats",
    "adversarial": "no distance with these features",
    "disentangling, total correlation": "dSprites: MIG of the order of 0.1 (Locatello 2019)",
}
SAMPLES = "Fréchet distance of prior samples"


def row(family: str, model: str) -> list[str]:
    """The cells of a family's line."""
    metrics = load_metrics(model)
    figures = {figure["name"]: figure for figure in metrics["figures"]}
    bounds = [figure for name, figure in figures.items() if name.startswith("-ELBO") and "same images" not in name]
    return [
        family,
        f"`{model}`",
        metrics["data"],
        "; ".join(said(figure) for figure in bounds).replace(";", " given the class;", 1) or "no likelihood",
        said(figures["-log p(x)"]) if "-log p(x)" in figures else "",
        said(figures[SAMPLES]) if SAMPLES in figures else "",
        beside(metrics.get("twins")),
        PUBLISHED.get(family, ""),
    ]


def said(figure: dict[str, Any]) -> str:
    """A figure with its spread over draws, and what its name adds to the column's: `102.35 ± 0.08`."""
    over = f" ± {figure['spread']:.2f}" if "spread" in figure else ""
    adds = figure["name"].removeprefix("-ELBO").removeprefix("-log p(x)").removeprefix(SAMPLES).strip()
    bound = f" ({figure['bound']} of {figure['images']:,})" if figure["bound"].startswith("IW") else ""
    return f"{figure['value']:.2f}{over}{bound} {adds}".strip()


def beside(twins: dict[str, Any] | None) -> str:
    """How many nats less than the twin, over trainings of the benchmark, which may be shorter than the model's."""
    if not twins:
        return ""
    if nearer := twins.get("nearer"):
        return f"draws {nearer['less']:.2f} ± {nearer['spread']:.2f} nearer ({nearer['trainings']} pairs)"
    return f"{twins['less']:.2f} ± {twins['spread']:.2f} less ({twins['trainings']} pairs of {twins['epochs']} epochs)"


def table() -> str:
    head = ["family", "model", "data", "-ELBO", "-log p(x)", "distance of draws", "beside its twin", "published"]
    lines = ["`python benchmarks/zoo.py`", "", *_line(head), "|" + "---|" * len(head)]
    for family, (model, _) in OF.items():
        lines += _line(row(family, model))
    return "\n".join([*lines, "", EXPLAINED]) + "\n"


EXPLAINED = """Nats per test image, dynamically binarised, with the standard deviation over draws of pixels;
beside the twin, with the standard deviation over trainings.
Draws are compared with test images by the features of a classifier."""


def _line(cells: list[str]) -> list[str]:
    return [f"| {' | '.join(cells)} |"]


def train(seeds: list[int], data_dir: Path | None) -> None:
    """Runs each family's benchmark, then lets it write what it found."""
    for benchmark in dict.fromkeys(benchmark for _, benchmark in OF.values() if benchmark):
        name, *chosen = benchmark.split()
        script = [sys.executable, str(Path(__file__).with_name(f"{name}.py")), *chosen, "--seeds", *map(str, seeds)]
        place = ["--data-dir", str(data_dir)] if data_dir and benchmark != "few_labels" else []
        subprocess.run([*script, *place], check=True)
        subprocess.run([*script, "--write"], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", action="store_true", help="every family beside its twin, anew")
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--write", action="store_true", help="the table into RESULTS.md")
    options = parser.parse_args()
    if options.train:
        train(options.seeds, options.data_dir)
    if options.write:
        results.put("zoo", table())
    print(table())


if __name__ == "__main__":
    main()
