"""M1+M2 with few labels: a semi-supervised model over the codes of a plain VAE, five draws of the labels each.

    python benchmarks/stacked.py [--data-dir DIR] [--model mnist-16d] [--labels 10 30 100 300 1000] [--write]

Kingma, Rezende, Mohamed and Welling, "Semi-Supervised Learning with Deep Generative Models" (2014). M1 is a shipped
model that never saw a label. M2 is over draws z1 from its posterior: q(y|z1), q(z2|z1, y) and a normal p(z1|z2, y),
whose bound without a class is summed over all classes exactly, with a term for the classifier. Where no class is
known, q(y) as a whole is held to the uniform p(y), which is not in the paper; `--balance 0` leaves it out. Test error
is that of q(y|mu) on the 10,000 test images of MNIST, as many labels of each class, weights and labels drawn anew.
`--write` puts the table into benchmarks/RESULTS.md.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

sys.path.insert(0, str(Path(__file__).parents[1]))

import results

from vae_core.data.sets import load_dataset
from vae_core.model.posterior import kl_to_standard_normal
from vae_core.model.semi_supervised import ByClass, summed
from vae_core.store.checkpoint import load_model
from vae_core.training.recipes import Recipe
from vae_core.training.told import UNTOLD, told

K, BATCH, WIDTH, STYLE = 10, 128, 128, 10
CLASS_WEIGHT = 10.0
PUBLISHED = """Published, 100 labels: M2 88.0 %, M1+M2 96.7 % (Kingma et al., 2014, table 1; z1 of 50 numbers, and far
longer training); M2 with enumeration in Pyro 93.2 %."""


class OverCodes(nn.Module):
    """M2 whose images are the codes of another model, (N, D)."""

    def __init__(self, dims: int) -> None:
        super().__init__()
        self.classifier, self.encoder = _mlp(dims, K), _mlp(dims + K, 2 * STYLE)
        self.decoder = _mlp(STYLE + K, 2 * dims)

    def by_class(self, x: Tensor) -> ByClass:
        """The terms of the bound in every class, (N, K) each, one noise for all classes."""
        weights = torch.eye(K).repeat_interleave(len(x), 0)
        mu, logvar = self.encoder(torch.cat([x.repeat(K, 1), weights], 1)).chunk(2, 1)
        logvar = logvar.clamp(-8, 3)
        z = mu + torch.exp(0.5 * logvar) * torch.randn(len(x), STYLE).repeat(K, 1)
        mean, spread = self.decoder(torch.cat([z, weights], 1)).chunk(2, 1)
        spread = spread.clamp(-7, 3)
        errors = (x.repeat(K, 1) - mean).square() * torch.exp(-spread)
        recon = -0.5 * (errors + spread + math.log(2 * math.pi)).sum(1)
        return ByClass(recon.view(K, -1).T, kl_to_standard_normal(mu, logvar).sum(1).view(K, -1).T)


def _mlp(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(inputs, WIDTH), nn.SiLU(), nn.Linear(WIDTH, WIDTH), nn.SiLU(), nn.Linear(WIDTH, outputs)
    )


def codes_of(name: str, images: Tensor) -> tuple[Tensor, Tensor]:
    """Means and log-variances of the posterior of uint8 images."""
    model = load_model(name).eval()
    parts = [model.encode(batch.float() / 255) for batch in images.split(2000)]
    return torch.cat([mu for mu, _ in parts]), torch.cat([logvar for _, logvar in parts])


def right(
    codes: tuple[Tensor, Tensor],
    labels: Tensor,
    test: tuple[Tensor, Tensor],
    options: argparse.Namespace,
    count: int,
    seed: int,
) -> float:
    """Per cent of test images whose class q(y|mu) tells, of a training with labels of its own."""
    torch.manual_seed(seed)
    (mu, logvar), given = codes, told(labels, Recipe(labels=count, seed=seed), K)
    known = (given != UNTOLD).nonzero()[:, 0]
    model = OverCodes(mu.shape[1])
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=options.steps, pct_start=0.1)

    def drawn(rows: Tensor) -> Tensor:
        return mu[rows] + torch.exp(0.5 * logvar[rows]) * torch.randn(len(rows), mu.shape[1])

    for _ in range(options.steps):
        x, again = drawn(torch.randint(len(mu), (BATCH,))), known[torch.randint(len(known), (min(100, len(known)),))]
        log_beliefs = model.classifier(x).log_softmax(1)
        loss = -summed(model.by_class(x), log_beliefs).elbo.mean()
        loss = loss + CLASS_WEIGHT * cross_entropy(model.classifier(drawn(again)), labels[again])
        whole = log_beliefs.exp().mean(0)
        loss = loss + options.balance * (whole * whole.log()).sum()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 20)
        optimiser.step()
        schedule.step()
    with torch.no_grad():
        return 100 * float((model.classifier(test[0]).argmax(1) == test[1]).float().mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--model", default="mnist-16d")
    parser.add_argument("--labels", nargs="+", type=int, default=[10, 30, 100, 300, 1000])
    parser.add_argument("--draws", type=int, default=5)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--balance", type=float, default=5.0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    train, test = (load_dataset("mnist", split, options.data_dir) for split in ("train", "test"))
    codes = codes_of(options.model, torch.from_numpy(train.images))
    held = codes_of(options.model, torch.from_numpy(test.images))[0], torch.from_numpy(test.labels)
    lines = [
        f"`python benchmarks/stacked.py --model {options.model} --steps {options.steps} --draws {options.draws}`",
        "",
    ]
    lines += ["| labels | M1+M2, % of test images right | each draw | CPU seconds a draw |", "|---|---|---|---|"]
    for count in options.labels:
        start, found = time.process_time(), []
        for seed in range(options.draws):
            found.append(right(codes, torch.from_numpy(train.labels).long(), held, options, count, seed))
        each = ", ".join(f"{value:.1f}" for value in found)
        seconds = (time.process_time() - start) / options.draws
        lines.append(f"| {count:,} | {results.spread(found, 1)} | {each} | {seconds:.0f} |")
        print(lines[-1], flush=True)
    table = "\n".join([*lines, "", PUBLISHED]) + "\n"
    if options.write:
        results.put("stacked", table)
    print(table)


if __name__ == "__main__":
    main()
