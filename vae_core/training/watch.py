"""Who watches a run: told what happens, and silent unless overridden. No torch here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from tqdm import tqdm

if TYPE_CHECKING:
    from vae_core.data.sets import ImageData
    from vae_core.training.loop import Progress
    from vae_core.training.recipes import Recipe


class Watch:
    """Sees nothing. One process of a run at most has a watcher that speaks, from `with` to its end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Called when the run ends, however it ends."""

    def begins(self, data: ImageData, recipe: Recipe, steps: int) -> None:
        """Called before the first step, with the number of steps of all epochs."""

    def on_step(self, step: int, loss: float) -> float | None:
        """Called while it trains, as `train` says."""

    def on_epoch(self, progress: Progress) -> None:
        """Called after every epoch, as `train` says."""

    def on_stage(self, stage: str, done: int, total: int) -> None:
        """Called while the trained model is evaluated and mapped."""


class Bar(Watch):
    """A progress bar for the training, then one for each stage of the evaluation."""

    def __init__(self) -> None:
        self.bar, self.trains = tqdm(disable=True), True

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def begins(self, data: ImageData, recipe: Recipe, steps: int) -> None:
        self.bar = tqdm(total=steps, unit="step", desc="training")

    def on_step(self, step: int, loss: float) -> None:
        self.bar.update(step - self.bar.n)

    def on_epoch(self, progress: Progress) -> None:
        of = "" if progress.model.config.has_likelihood else " of the twin"
        elbo = progress.history[-1]["val_elbo"]
        self.bar.set_description(f"epoch {progress.epoch}/{progress.epochs}")
        self.bar.set_postfix_str(f"validation -ELBO{of} {-elbo:.2f}, {progress.seconds_left:.0f} s left")

    def on_stage(self, stage: str, done: int, total: int) -> None:
        if self.trains:
            self.bar.close()
            self.bar, self.trains = tqdm(leave=False), False
        show_stage(self.bar, stage, done, total)


def show_stage(bar: tqdm, stage: str, done: int, total: int) -> None:
    """Moves a bar that several stages share."""
    bar.set_description(stage, refresh=False)  # with the total of the stage before
    bar.total = total
    bar.update(done - bar.n)
