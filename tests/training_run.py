"""A tiny training run in a process of its own: started, killed and multiplied by test_train_scale.py.

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


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--devices", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--kill-after", type=int, default=0)
    parser.add_argument("--file-limit", type=int, default=0)
    options = parser.parse_args()
    torch.manual_seed(0)
    model = VAE(ModelConfig(latent_dim=2, image_shape=(1, 8, 8), hidden=8, depth=1, prior="mixture"))
    recipe = Recipe(epochs=4, batch_size=64, iw_samples=3, validation_images=50)
    fabric = parallel.start("cpu", options.devices)
    if options.file_limit:
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_FSIZE, (options.file_limit, options.file_limit))

    def on_epoch(progress) -> None:
        if progress.epoch == options.kill_after:
            os.kill(os.getpid(), signal.SIGKILL)

    images = load_dataset("digits", "train").images[:400]
    try:
        history = train(model, images, recipe, options.out, options.resume, on_epoch, fabric=fabric)
    except TrainingError as error:
        print(error, file=sys.stderr)
        return 1
    parallel.finish(fabric)
    if fabric.is_global_zero:
        figures = [{name: value for name, value in entry.items() if name != "seconds"} for entry in history]
        print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
