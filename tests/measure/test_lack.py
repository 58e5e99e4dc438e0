"""s(z): low where real codes are and their pictures are clear, with slopes to walk down."""

import numpy as np
import pytest
import torch
from small_atlas import small_atlas

from vae_core.measure.judge import Judge
from vae_core.measure.lack import lack_of
from vae_core.measure.mixture import Mixture

ATLAS = small_atlas()
CODES = ATLAS.codes, ATLAS.logvar
Z = torch.from_numpy(np.random.default_rng(1).normal(size=(20, 3))).float()


@pytest.fixture
def judge():
    torch.manual_seed(0)
    return Judge((1, 8, 8), 4).requires_grad_(False)


def test_the_codes_part_rises_with_minus_log_q_and_no_lower_than_zero(vae):
    codes, logvar = CODES
    lack, rarity = lack_of(vae, codes, logvar, None)(Z), Mixture(codes, logvar).rarity(Z)
    assert (lack >= 0).all()
    above = lack > 0
    assert above.any()
    slope, *_ = np.polyfit(rarity[above], lack[above], 1)
    np.testing.assert_allclose(np.diff(lack[above]), slope * np.diff(rarity[above]), rtol=1e-3, atol=1e-4)
    assert slope > 0


def test_the_pictures_part_is_the_entropy_of_the_judge(vae, judge):
    added = lack_of(vae, *CODES, judge)(Z) - lack_of(vae, *CODES, None)(Z)
    entropy = torch.distributions.Categorical(logits=judge(vae.decode(Z))).entropy()
    torch.testing.assert_close(added / added[0], entropy / entropy[0], rtol=1e-3, atol=1e-4)


def test_gradients_reach_the_code(vae, judge):
    z = Z.clone().requires_grad_()
    lack_of(vae, *CODES, judge)(z).sum().backward()
    assert z.grad.isfinite().all()
    assert (z.grad != 0).any()
