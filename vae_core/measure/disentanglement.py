"""Three published scores of how far each number of a code stands for one true factor, of means and known factors.

MIG, the mutual information gap: Chen et al., "Isolating Sources of Disentanglement in Variational Autoencoders" (2018),
https://arxiv.org/abs/1802.04942, with means in 20 bins as Locatello et al. (2019) count it.
DCI: Eastwood and Williams, "A Framework for the Quantitative Evaluation of Disentangled Representations" (2018), with
random forests. SAP: Kumar, Sattigeri and Balakrishnan, "Variational Inference of Disentangled Latent Concepts" (2018),
https://arxiv.org/abs/1711.00848. Departure: the accuracy for a factor without an order is 0 at chance, so that
every score can reach 1.

Axes: N images, F factors, D numbers of a code.
"""

from __future__ import annotations

import numpy as np

from vae_core.data.factors import Factors

BINS = 20
TREES, DEPTH, FOREST_IMAGES = 20, 12, 4000  # of a forest: five of them in seconds
NONE = 1e-12


def information(codes: np.ndarray, factors: Factors) -> np.ndarray:
    """Mutual information of each factor and each number, in parts of the factor's entropy: 0 to 1, (F, D)."""
    return np.array([[_shared(values, size, _binned(code)) for code in codes.T] for values, size in _each(factors)])


def mig(codes: np.ndarray, factors: Factors) -> float:
    """By how much the number that tells most of a factor tells more than the next, mean over factors, 0 to 1."""
    return _gap(information(codes, factors))


def sap(codes: np.ndarray, factors: Factors) -> float:
    """By how much the number that predicts a factor best predicts it better than the next, mean over factors, 0 to 1.

    Of a factor with an order the prediction is a line and its score R squared; of one without, thresholds, and how
    much of the way from chance to certainty their accuracy goes.
    """
    of = [
        [
            _by_thresholds(code, values, size) if name in factors.unordered else _by_line(code, values)
            for code in codes.T
        ]
        for name, (values, size) in zip(factors.names, _each(factors), strict=True)
    ]
    return _gap(np.array(of))


def dci(codes: np.ndarray, factors: Factors, seed: int = 0) -> tuple[float, float, float]:
    """Disentanglement, completeness and informativeness, each 0 to 1.

    Disentanglement: how far each number matters for one factor alone, weighted by how much it matters. Completeness:
    how far each factor is in one number alone. Informativeness: mean accuracy of the forests on images that they did
    not learn from, all numbers together.
    """
    from sklearn.ensemble import RandomForestClassifier  # a second to import

    order = np.random.default_rng(seed).permutation(len(codes))[:FOREST_IMAGES]
    learn, held_out = np.split(order, [len(order) * 4 // 5])
    importance, right = [], []
    for values, _ in _each(factors):
        forest = RandomForestClassifier(TREES, max_depth=DEPTH, max_features=None, random_state=seed)
        forest.fit(codes[learn], values[learn])
        importance.append(forest.feature_importances_)
        right.append(forest.score(codes[held_out], values[held_out]))
    matters = np.array(importance)  # (F, D)
    weights = matters.sum(0) / max(matters.sum(), NONE)
    return float(weights @ _one_sided(matters.T)), float(_one_sided(matters).mean()), float(np.mean(right))


def _one_sided(matters: np.ndarray) -> np.ndarray:
    """1 minus the entropy of each row's shares, in parts of the largest possible."""
    shares = matters / np.maximum(matters.sum(1, keepdims=True), NONE)
    entropy = -(shares * np.log(np.maximum(shares, NONE))).sum(1)
    return np.where(matters.sum(1) > 0, 1 - entropy / np.log(matters.shape[1]), 0)


def _each(factors: Factors) -> list[tuple[np.ndarray, int]]:
    return list(zip(factors.values.T, factors.sizes, strict=True))


def _gap(scores: np.ndarray) -> float:
    second, first = np.sort(scores, axis=1)[:, -2:].T
    return float((first - second).mean())


def _binned(code: np.ndarray) -> np.ndarray:
    edges = np.linspace(code.min(), code.max(), BINS + 1)[1:-1]
    return np.digitize(code, edges)


def _shared(values: np.ndarray, size: int, bins: np.ndarray) -> float:
    joint = np.zeros((size, BINS))
    np.add.at(joint, (values, bins), 1 / len(values))
    apart = joint.sum(1, keepdims=True) * joint.sum(0)
    shown = joint > 0
    told = (joint[shown] * np.log(joint[shown] / apart[shown])).sum()
    of_factor = joint.sum(1)[joint.sum(1) > 0]
    return float(max(0.0, told) / max(-(of_factor * np.log(of_factor)).sum(), NONE))


def _by_line(code: np.ndarray, values: np.ndarray) -> float:
    apart = code - code.mean(), values - values.mean()
    return float((apart[0] @ apart[1]) ** 2 / max((apart[0] @ apart[0]) * (apart[1] @ apart[1]), NONE))


def _by_thresholds(code: np.ndarray, values: np.ndarray, size: int) -> float:
    from sklearn.metrics import balanced_accuracy_score
    from sklearn.tree import DecisionTreeClassifier

    tree = DecisionTreeClassifier(max_leaf_nodes=size, class_weight="balanced", random_state=0)
    right = balanced_accuracy_score(values, tree.fit(code[:, None], values).predict(code[:, None]))
    return max(0.0, (right - 1 / size) / (1 - 1 / size))
