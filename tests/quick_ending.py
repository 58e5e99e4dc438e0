"""Makes what follows training take next to no time, where a test does not ask how good it is."""

STEPS = {
    "vae_core.measure.projection.EARLY_ITERATIONS": 25,
    "vae_core.measure.projection.ITERATIONS": 25,
    "vae_core.measure.judge.LEAST_BATCHES": 3,
    "vae_core.measure.features.FEWEST": 5,
    "vae_core.measure.features.MOST": 5,
}


def hurry(monkeypatch):
    """Few steps of t-SNE and of both classifiers."""
    for name, steps in STEPS.items():
        monkeypatch.setattr(name, steps)
