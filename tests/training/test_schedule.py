"""The learning rate and the momentum, against PyTorch's own schedules."""

import pytest
import torch

from vae_core.training.schedule import SCHEDULES, rate_and_momentum

STEPS = 2000


def _optimiser():
    return torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=1.0)


def _followed(schedule, optimiser):
    for _ in range(STEPS):
        yield optimiser.param_groups[0]["lr"], optimiser.param_groups[0]["betas"][0]
        optimiser.step()
        schedule.step()


def test_onecycle_is_that_of_pytorch():
    optimiser = _optimiser()
    torchs = torch.optim.lr_scheduler.OneCycleLR(optimiser, 1.0, total_steps=STEPS + 1)
    ours = [rate_and_momentum("onecycle", step / STEPS) for step in range(STEPS)]
    torch.testing.assert_close(
        torch.tensor(ours), torch.tensor(list(_followed(torchs, optimiser))), rtol=0, atol=5 / STEPS
    )


def test_cosine_is_that_of_pytorch():
    optimiser = _optimiser()
    torchs = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, STEPS)
    ours = [rate_and_momentum("cosine", step / STEPS) for step in range(STEPS)]
    torch.testing.assert_close(torch.tensor(ours), torch.tensor(list(_followed(torchs, optimiser))))


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_no_rate_is_above_the_peak_or_below_zero(schedule):
    rates = [rate_and_momentum(schedule, step / STEPS)[0] for step in range(STEPS + 1)]
    assert max(rates) == 1
    assert min(rates) >= 0
