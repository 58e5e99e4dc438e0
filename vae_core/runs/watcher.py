"""The watcher of a run of the app: writes down where training stands and what there is to see, pauses and stops it.

Axes: N images, D latent dimensions.
"""

from __future__ import annotations

import copy
import time

import numpy as np
import torch

from vae_core.data.sets import ImageData
from vae_core.fault import Sentence
from vae_core.measure.kl import kl_per_number
from vae_core.model.parts import mapped
from vae_core.model.vae import VAE
from vae_core.runs.live import ROW, SAMPLES, Live, load_live, plane
from vae_core.runs.runs import log
from vae_core.runs.status import Status
from vae_core.training.held_out import held_out, shuffled_rows
from vae_core.training.loop import Progress
from vae_core.training.recipes import Recipe
from vae_core.training.run_files import TERMS
from vae_core.training.state import EndTraining
from vae_core.training.watch import Watch

ON_MAP = 2000  # codes
LOOK_SECONDS = 1.0  # at least, between two looks: an epoch may take a tenth of that
LOOK_SHARE = 0.1  # of the time, at most, for looking
POLL_SECONDS = 0.2
STAGES = {
    "ELBO": "Measuring the ELBO on the test images: {percent} %.",
    "classes": "Measuring the ELBO of each class on the test images: {percent} %.",
    "levels": "Measuring what each level costs: {percent} %.",
    "likelihood": "Estimating the likelihood of test images: {percent} %.",
    "reference": "Estimating the likelihood of test images more closely: {percent} %.",
    "pictures": "Comparing the pictures it makes with test images: {percent} %.",
    "encode": "Encoding the images: {percent} %.",
    "t-SNE": "Laying out the t-SNE map: {percent} %.",
    "distortion": "Measuring how far the maps can be trusted: {percent} %.",
    "judge": "Training the classifier of the trust meter: {percent} %.",
    "meter": "Calibrating the trust meter: {percent} %.",
    "tour": "Looking for holes and seams: {percent} %.",
    "": "Measuring the model: {percent} %.",  # any other
}


class Watcher(Watch):
    """Speaks through a run's status and its `live.npz`, and listens to what the visitor wants."""

    def __init__(self, status: Status) -> None:
        self.status = status
        self.looked = self.look_cost = 0.0
        self.last = load_live(status.folder)
        self.stage = ""

    def begins(self, data: ImageData, recipe: Recipe, steps: int) -> None:
        """Chooses what will be looked at: held-out images first, some of them again if they are few."""
        rows = shuffled_rows(len(data), recipe)[:ON_MAP]
        self.shown = np.arange(ROW) % held_out(len(data), recipe)
        self.images, self.labels, self.class_names = data.images[rows], data.labels[rows], data.class_names
        self.seed, self.epochs = recipe.seed, recipe.epochs
        self.began, self.first_step, self.waited = time.monotonic(), None, 0.0
        self.status.write("training", steps=steps, epochs=recipe.epochs)

    def on_step(self, step: int, loss: float) -> float:
        """Says where training stands; waits while it is to pause."""
        if self.first_step is None:
            self.began, self.first_step = time.monotonic(), step
        waited = self._wait()
        self.waited += waited
        if self.status.wish() == "stop":
            raise EndTraining
        known = {"step": step}
        if step > self.first_step:
            pace = (time.monotonic() - self.began - self.waited) / (step - self.first_step)
            known["seconds_left"] = pace * (self.status.content["steps"] - step)
        self.status.update("training", **known)
        return waited

    def on_epoch(self, progress: Progress) -> None:
        """Takes a look, unless the last one is too recent."""
        history = [{term: round(entry[term], 3) for term in TERMS} for entry in progress.history]
        self.status.update("training", epoch=progress.epoch, history=history)
        since = time.monotonic() - self.looked
        if progress.epoch == self.epochs or since > max(LOOK_SECONDS, self.look_cost / LOOK_SHARE):
            self._look(progress.epoch, copy.deepcopy(progress.model).cpu().eval())

    def on_stage(self, stage: str, done: int, total: int) -> None:
        """Says what is being measured."""
        self.status.wish()
        sentence = Sentence(STAGES[stage if stage in STAGES else ""], {"percent": 100 * done // max(total, 1)})
        report = self.status.update if stage == self.stage else self.status.write
        report("evaluating", sentence)
        self.stage = stage

    def _wait(self) -> float:
        started, paused = time.monotonic(), False
        while self.status.wish() == "pause":
            if not paused:
                self.status.write("paused")
            paused = True
            time.sleep(POLL_SECONDS)
        return time.monotonic() - started if paused else 0.0

    @torch.no_grad()
    def _look(self, epoch: int, model: VAE) -> None:
        started = time.monotonic()
        codes, logvar = model.encode(torch.from_numpy(self.images).float() / 255, torch.from_numpy(self.labels))
        placed = mapped(model.parts, codes.numpy())
        kl = kl_per_number(model, codes.numpy(), logvar.numpy())[None]  # (1, D)
        epochs, before = np.array([epoch]), self.last
        if before is not None and before.kl_per_dim.shape[1] == kl.shape[1]:
            earlier = before.epochs < epoch  # a resumed run may see an epoch again
            kl = np.concatenate([before.kl_per_dim[earlier], kl])
            epochs = np.concatenate([before.epochs[earlier], epochs])
        draws = model.sample(SAMPLES, torch.Generator().manual_seed(self.seed))
        self.last = Live(
            samples=_pixels(model.decode(draws)),
            originals=self.images[self.shown],
            reconstructions=_pixels(model.decode(codes[self.shown])),
            points=plane(placed, before and before.points),
            labels=self.labels,
            class_names=np.array(self.class_names),
            epochs=epochs,
            kl_per_dim=kl,
        )
        try:
            self.last.save(self.status.folder)
        except OSError as error:  # a look is no reason to end a run
            log(f"the look at epoch {epoch} could not be written: {error}")
        self.looked = time.monotonic()
        self.look_cost = self.looked - started


def _pixels(images: torch.Tensor) -> np.ndarray:
    return (images * 255).round().to(torch.uint8).numpy()
