"""The classifiers of ever more labels."""

import pytest

from vae_core.store.folder import CheckpointError
from vae_core.store.label_budgets import FILE, read_budgets


def test_a_model_without_them_has_none(tmp_path):
    assert read_budgets(str(tmp_path)) is None
    (tmp_path / FILE).write_bytes(b"not a file of numbers")
    with pytest.raises(CheckpointError, match="damaged"):
        read_budgets(str(tmp_path))
