"""A tiny training run, here or in a process of its own: started, killed and multiplied by training/test_scale.py.

python tests/training_run.py OUT [--devices N] [--resume] [--kill-after EPOCH] [--file-limit BYTES]
"""

import argparse
import json
import os
import signal
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from vae_core.data.sets import load_dataset
from vae_core.model.config import ModelConfig
from vae_core.model.vae import VAE
from vae_core.training import parallel
from vae_core.training.loop import TrainingError, train
from vae_core.training.recipes import Recipe


def figures(out: Path, devices: int = 1, resume: bool = False, kill_after: int = 0) -> list[dict] | None:
    """What the run has measured; None in every process but the first."""
    torch.manual_seed(0)
    model = VAE(ModelConfig(latent_dim=2, image_shape=(1, 8, 8), hidden=8, depth=1, prior="mixture"))
    recipe = Recipe(epochs=4, batch_size=64, iw_samples=3, validation_images=50)
    fabric = parallel.start("cpu", devices)

    def on_epoch(progress) -> None:
        if progress.epoch == kill_after:
            os.kill(os.getpid(), signal.SIGKILL)

    images = load_dataset("digits", "train").images[:400]
    history = train(model, images, recipe, out, resume, on_epoch, fabric=fabric)
    parallel.finish(fabric)
    if not fabric.is_global_zero:
        return None
    return [{name: value for name, value in entry.items() if name != "seconds"} for entry in history]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--devices", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--kill-after", type=int, default=0)
    parser.add_argument("--file-limit", type=int, default=0)
    options = parser.parse_args()
    if options.file_limit:
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_FSIZE, (options.file_limit, options.file_limit))
    try:
        found = figures(options.out, options.devices, options.resume, options.kill_after)
    except TrainingError as error:
        print(error, file=sys.stderr)
        return 1
    if found:
        print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
