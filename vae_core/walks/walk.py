"""A walk through the latent space as a sequence of codes: what it costs, and at which speed it is walked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from vae_core.measure.geometry import Embedding


@dataclass(frozen=True)
class Walk:
    """The codes to decode one after the other, and how they came about."""

    z: Tensor  # (T, D), exact at both ends
    method: str  # one of those in walker.py
    cost: float | None = None  # what the method minimises, summed over the walk; None where it minimises nothing
    note: str = ""  # a sentence for the reader when something is out of the ordinary


def through(waypoints: Sequence[Tensor], frames: int, leg: Callable[[Tensor, Tensor, int], Walk]) -> Walk:
    """One walk through two or more waypoints, made of the walks between successive ones.

    Args:
        waypoints: codes, each (D,).
        frames: T of the whole walk, at least one more than there are legs; legs get equal shares.
        leg: makes the walk from a code to the next with a given number of frames.

    Returns:
        A walk (T, D) that holds every waypoint exactly once. Costs add up; notes are joined.

    Raises:
        ValueError: if there is only one waypoint or there are too few frames.
    """
    legs = len(waypoints) - 1
    if legs < 1 or frames <= legs:
        raise ValueError(f"need two waypoints or more and a frame for each; got {legs + 1} and {frames} frames")
    ends = np.linspace(0, frames - 1, legs + 1).round().astype(int)
    walks = [leg(waypoints[i], waypoints[i + 1], int(ends[i + 1] - ends[i]) + 1) for i in range(legs)]
    costs = [walk.cost for walk in walks if walk.cost is not None]
    return Walk(
        z=torch.cat([walks[0].z[:1], *(walk.z[1:] for walk in walks)]),
        method=walks[0].method,
        cost=sum(costs) if costs else None,
        note=" ".join(dict.fromkeys(walk.note for walk in walks if walk.note)),
    )


@dataclass(frozen=True)
class Measures:
    """What a walk costs; lengths are sums over its frames."""

    latent_length: float  # Euclidean, latent units
    image_length: float  # in the embedding's units: pixel values for pixels, square roots of nats for Fisher-Rao
    largest_jump: float  # largest distance of two successive pictures, same unit
    energy: float  # (T - 1) times the sum of squared picture distances; at least image_length squared


def measure(path: Tensor, embed: Embedding) -> Measures:
    """Length of a walk (T, D) in latent and image space, its largest single jump and its energy; one decode.

    The energy is that of a curve over unit time, so it does not depend on the number of frames and equals the
    squared length exactly when every step changes the picture by as much.

    Raises:
        ValueError: if the walk has fewer than two frames.
    """
    jumps = steps(path, embed)
    return Measures(
        latent_length=path.diff(dim=0).norm(dim=1).sum().item(),
        image_length=jumps.sum().item(),
        largest_jump=jumps.max().item(),
        energy=len(jumps) * jumps.square().sum().item(),
    )


def steps(path: Tensor, embed: Embedding) -> Tensor:
    """Distance of every two successive pictures of a walk, (T, D) -> (T - 1,).

    Raises:
        ValueError: if the walk has fewer than two frames.
    """
    if path.ndim != 2 or len(path) < 2:
        raise ValueError(f"a walk needs at least two frames, (T, D); got {tuple(path.shape)}")
    with torch.no_grad():
        return embed(path).flatten(1).diff(dim=0).norm(dim=1)


def constant_speed(path: Tensor, frames: int, embed: Embedding | None = None) -> Tensor:
    """The same curve walked in equal steps: of the picture if an embedding is given, else of the latent space.

    The path is taken as a polyline. For visual speed it is first cut into pieces small beside a frame (8 per
    frame, at least 2 per leg), decoded once, and the arc length inverted.

    Args:
        path: corners of the curve, (M, D); one corner gives a walk that stands still.
        frames: T, at least 2.
        embed: what speed is measured in; None for latent speed.

    Returns:
        (T, D), exact at both ends. Where nothing changes along the whole path, latent speed.

    Raises:
        ValueError: if the path is empty or frames is below 2.
    """
    if path.ndim != 2 or not len(path) or frames < 2:
        raise ValueError(f"need a path (M, D) and at least 2 frames; got {tuple(path.shape)} and {frames}")
    if len(path) == 1:
        return path.repeat(frames, 1)
    if embed is None:
        return at_shares(path, path.diff(dim=0).norm(dim=1), frames)
    cuts = max(2, -(-8 * frames // (len(path) - 1)))
    shares = torch.arange(cuts)[:, None] / cuts
    fine = torch.cat([(path[:-1, None] + shares * path.diff(dim=0)[:, None]).flatten(0, 1), path[-1:]])
    return at_shares(fine, steps(fine, embed), frames)


def at_shares(path: Tensor, lengths: Tensor, frames: int) -> Tensor:
    """Frames (T, D) at equal shares of the summed lengths (M - 1,) of a polyline's legs, path (M, D)."""
    reached = np.concatenate([[0.0], np.cumsum(lengths.double().numpy())])
    if reached[-1] == 0:
        reached = np.linspace(0, 1, len(reached))
    wanted = np.linspace(0, reached[-1], frames)
    walk = np.stack([np.interp(wanted, reached, axis) for axis in path.detach().double().numpy().T], axis=1)
    walk = torch.from_numpy(walk).float()
    walk[0], walk[-1] = path[0], path[-1]
    return walk
