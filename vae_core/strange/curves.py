"""How well a score tells strange images from ordinary ones: ROC and precision-recall, their areas, and their intervals.

Curves are scikit-learn's. The area under precision-recall is the average precision, a sum of steps and not of trapezia,
which would flatter (J. Davis and M. Goadrich, "The Relationship Between Precision-Recall and ROC Curves", 2006). The
intervals are percentiles of a bootstrap within each group, so that the share of strange images, which precision depends
on, stays (B. Efron and R. Tibshirani, "An Introduction to the Bootstrap", 1993).

Axes: N images, B resamples, G places of the grid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from vae_core.fault import Fault

RESAMPLES = 400
INTERVAL = (2.5, 97.5)  # per cent
GRID = np.linspace(0, 1, 101)


@dataclass(frozen=True)
class Curve:
    """A curve on the grid of its horizontal axis, with the band that 95 % of resamples lie in at each place."""

    area: float
    area_interval: tuple[float, float]
    y: np.ndarray  # (G,)
    low: np.ndarray  # (G,)
    high: np.ndarray  # (G,)


@dataclass(frozen=True)
class Told:
    """What telling two groups apart by one score comes to."""

    roc: Curve  # share of the strange that is found, over the share of ordinary ones that is taken for strange
    precision_recall: Curve  # share of what is taken for strange that is, over the share of the strange found
    base_rate: float  # share of strange images: the area of precision-recall of a score that tells nothing


def tell(scores: np.ndarray, is_strange: np.ndarray, resamples: int = RESAMPLES, seed: int = 0) -> Told:
    """Both curves of a score.

    Args:
        scores: larger for stranger, (N,).
        is_strange: bool, (N,).
        resamples: B.
        seed: of the resamples.

    Raises:
        ValueError: if one of the two groups is empty, or a score is not finite.
    """
    scores, is_strange = np.asarray(scores, float), np.asarray(is_strange, bool)
    _check(scores, is_strange)
    counts = _resampled(is_strange, resamples, np.random.default_rng(seed))
    found, taken = _steps(scores, is_strange, np.vstack([np.ones(len(scores)), counts]))  # (1 + B, steps)
    recall, false_alarms = found / found[:, -1:], (taken - found) / (taken - found)[:, -1:]
    precision = np.divide(found, taken, out=np.ones_like(found), where=taken > 0)
    ap = (np.diff(recall, prepend=0, axis=1) * precision).sum(1)
    auc = np.trapezoid(np.pad(recall, ((0, 0), (1, 0))), np.pad(false_alarms, ((0, 0), (1, 0))), axis=1)
    roc = np.stack([_at(false, of, first=0.0) for false, of in zip(false_alarms, recall, strict=True)])
    pr = np.stack([_precision_at(of, p) for of, p in zip(recall, precision, strict=True)])
    return Told(_curve(auc, roc), _curve(ap, pr), float(is_strange.mean()))


def areas(scores: np.ndarray, is_strange: np.ndarray) -> tuple[float, float]:
    """AUROC and AUPRC (average precision) without curves, by scikit-learn.

    Raises:
        ValueError: as `tell` does.
    """
    from sklearn.metrics import average_precision_score, roc_auc_score  # a second to import

    _check(np.asarray(scores, float), np.asarray(is_strange, bool))
    return float(roc_auc_score(is_strange, scores)), float(average_precision_score(is_strange, scores))


def _check(scores: np.ndarray, is_strange: np.ndarray) -> None:
    if not is_strange.any() or is_strange.all():
        strange, n = int(is_strange.sum()), len(is_strange)
        raise Fault("both groups need images: {strange} of {n} are strange", strange=strange, n=n)
    if not np.isfinite(scores).all():
        raise Fault("a score must be finite; {n} are not", n=int((~np.isfinite(scores)).sum()))


def _resampled(is_strange: np.ndarray, resamples: int, generator: np.random.Generator) -> np.ndarray:
    """How often each image is drawn, as often in all as its group has images, (B, N)."""
    counts = np.zeros((resamples, len(is_strange)))
    for group in (is_strange, ~is_strange):
        n = int(group.sum())
        counts[:, group] = generator.multinomial(n, np.full(n, 1 / n), resamples)
    return counts


def _steps(scores: np.ndarray, is_strange: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Strange images, and images in all, that score as high as each value of the score, the highest first."""
    order = np.argsort(-scores, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(scores[order])), len(scores) - 1)  # of images with one score
    taken = counts[:, order].cumsum(1)[:, ends]
    found = (counts[:, order] * is_strange[order]).cumsum(1)[:, ends]
    return found, taken


def _at(x: np.ndarray, y: np.ndarray, first: float) -> np.ndarray:
    return np.interp(GRID, np.append(0, x), np.append(first, y))


def _precision_at(recall: np.ndarray, precision: np.ndarray) -> np.ndarray:
    """The precision of the first step that finds at least so much, (G,)."""
    return precision[np.searchsorted(recall, GRID - 1e-12).clip(max=len(recall) - 1)]


def _curve(areas: np.ndarray, curves: np.ndarray) -> Curve:
    low, high = np.percentile(curves[1:], INTERVAL, axis=0)
    return Curve(float(areas[0]), tuple(np.percentile(areas[1:], INTERVAL).tolist()), curves[0], low, high)
