"""A model whose z is a grid of codes: its bound is one, its prior sums to one, and what no grid can be is refused."""

import itertools
import math

import numpy as np
import pytest
import torch
from small_vae import small_quantised

from vae_core.graph.replay import Replay
from vae_core.model.code_prior import CodePrior
from vae_core.model.config import ModelConfig
from vae_core.model.lattice import indices_of, points, straight_through
from vae_core.model.objective import TrainingLoss, elbo_terms
from vae_core.model.operations import operations
from vae_core.model.parts import GRID, Part, mapped, mapped_logvar, stored_parts
from vae_core.training.experiment import Experiment

GRIDS = torch.tensor(list(itertools.product(range(3), repeat=4)), dtype=torch.float32)  # all of 4 cells of 3 codes


@pytest.fixture
def model():
    return small_quantised()


@pytest.fixture
def images():
    return torch.rand(5, 1, 8, 8, generator=torch.Generator().manual_seed(1))


def random_prior():
    torch.manual_seed(0)
    prior = CodePrior(cells=4, codes=3, width=8, heads=2).eval()
    for parameter in prior.parameters():
        torch.nn.init.normal_(parameter, std=0.7)
    return prior


@torch.no_grad()
def test_the_prior_sums_to_one_over_all_grids_and_over_the_codes_of_a_cell():
    prior = random_prior()
    assert prior.log_prob(GRIDS).exp().sum() == pytest.approx(1, abs=1e-5)
    assert torch.allclose(prior.log_probs(GRIDS).exp().sum(-1), torch.ones(81, 4), atol=1e-5)
    assert torch.allclose(prior.log_prob_of_cells(GRIDS).sum(1), prior.log_prob(GRIDS))


@torch.no_grad()
def test_a_cell_is_given_those_before_it_alone():
    prior, changed = random_prior(), GRIDS.clone()
    changed[:, 2] = (changed[:, 2] + 1) % 3
    before, after = prior.log_probs(GRIDS), prior.log_probs(changed)
    assert torch.equal(before[:, :3], after[:, :3])
    assert not torch.allclose(before[:, 3], after[:, 3])


@torch.no_grad()
def test_draws_have_the_frequencies_of_the_prior():
    prior = random_prior()
    drawn = prior.sample(4000, torch.Generator().manual_seed(0))
    index = (drawn * torch.tensor([27.0, 9, 3, 1])).sum(1).long()
    found = torch.bincount(index, minlength=81) / 4000
    assert (found - prior.log_prob(GRIDS).exp()).abs().max() < 4 * math.sqrt(0.25 / 4000)


def test_the_nearest_point_of_the_lattice_is_taken_and_a_gradient_passes():
    values = torch.rand(50, 2, generator=torch.Generator().manual_seed(0)) * 2 - 1
    values.requires_grad_()
    lattice = points(5, 2)
    nearest = torch.cdist(values.detach(), lattice).argmin(1)
    assert torch.equal(indices_of(values.detach(), 5), nearest)
    passed = straight_through(values, 5)
    assert torch.allclose(passed.detach(), lattice[nearest], atol=1e-6)
    passed.sum().backward()
    assert torch.equal(values.grad, torch.ones_like(values))


@torch.no_grad()
def test_the_two_terms_are_the_likelihood_and_the_price_of_the_one_grid(model, images):
    x = images.round()
    z, _ = model.encode(x)
    terms = elbo_terms(model, x)
    assert torch.allclose(terms.recon, model.likelihood.log_prob(x, model.logits(z)))
    assert torch.allclose(terms.kl, -model.prior.log_prob(z))
    loss, elbo = TrainingLoss(model)(x, torch.zeros(1, 5, 2), 1.0, 0.0)
    assert float(elbo) == pytest.approx(float(terms.elbo.mean()), rel=1e-5)
    assert float(loss) == pytest.approx(-float(elbo), rel=1e-5)


def test_training_reaches_the_encoder_through_the_picture_and_the_prior_through_the_codes(model, images):
    loss, _ = TrainingLoss(model)(images.round(), torch.zeros(1, 5, 2), 1.0, 0.0)
    loss.backward()
    assert all(parameter.grad.abs().sum() > 0 for parameter in model.encoder.parameters() if parameter.numel() > 4)
    model.zero_grad()
    model.prior.log_prob(model.posterior(images).index).sum().backward()
    assert all(parameter.grad is None for parameter in model.encoder.parameters())


@torch.no_grad()
def test_what_is_written_down_computes_the_same(model, images):
    written = operations(model)
    weights = {name.replace(".", "_"): value for name, value in model.state_dict().items()}
    z, _ = model.encode(images)
    made = {"encoder": z, "decoder": model.decode(z), "prior": model.prior(z)}
    for part, given in (("encoder", images), ("decoder", z), ("prior", z)):
        found = Replay(renamed(written[part]), {f"a.{name}": value for name, value in weights.items()})(given)
        found = torch.log_softmax(found, -1) if part == "prior" else found
        assert torch.allclose(found, made[part], atol=1e-5), part


def renamed(network):
    """Weights under names that a module can have."""
    made = {network["input"], *(op["out"] for op in network["ops"])}
    name = lambda one: one if one in made or not isinstance(one, str) else "a." + one.replace(".", "_")  # noqa: E731
    return network | {"ops": [op | {"in": [name(one) for one in op["in"]]} for op in network["ops"]]}


def test_the_largest_index_and_what_lies_beyond_are_codes(model):
    z = torch.full((1, 16), 1e6)
    assert torch.equal(model.decode(z), model.decode(torch.full((1, 16), 24.4)))


def test_maps_compare_the_numbers_of_the_codes():
    parts = (Part("z", GRID, 0, 2, columns=2, levels=3, dims=2),)
    assert mapped(parts, np.array([[0.0, 5]])).tolist() == [[-1, -1, 0, 1]]
    assert mapped_logvar(parts, np.zeros((1, 2))).tolist() == [[0, 0, 0, 0]]
    assert stored_parts({"latent_dim": 2, "parts": [parts[0].to_json()]}) == parts


@pytest.mark.parametrize("change", [{"columns": 3}, {"columns": 0}, {"levels": 1}, {"levels": 900}, {"dims": -1}])
def test_a_damaged_grid_is_refused(change):
    stored = Part("z", GRID, 0, 4, columns=2, levels=8, dims=2).to_json() | change
    with pytest.raises(ValueError, match="a grid must have"):
        stored_parts({"latent_dim": 4, "parts": [stored]})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"network": "mlp"}, "the network conv"),
        ({"prior": "flow"}, "a prior of its own"),
        ({"latent_dim": 9}, "from 2 to 1024 codes"),
        ({"image_shape": (1, 4, 4)}, "more than 4 pixels"),
    ],
)
def test_what_no_such_model_can_be_is_said(change, message):
    with pytest.raises(ValueError, match=message):
        ModelConfig(**{"latent_dim": 2, "network": "conv", "family": "vq"} | change)


@pytest.mark.parametrize("shape", [(1, 28, 28), (1, 8, 8), (3, 33, 70), (1, 100, 5)])
def test_pictures_of_every_size_come_back_in_their_size(shape):
    model = small_quantised(image_shape=shape)
    z, _ = model.encode(torch.zeros(2, *shape))
    assert model.decode(z).shape == (2, *shape)
    assert max(model.config.maps[-1]) <= 4


def test_the_family_alone_makes_a_model_under_every_recipe():
    for recipe in ("mlp", "small", "conv"):
        config = Experiment.of("mnist", recipe=recipe, family="vq").config((1, 28, 28))
        assert (config.network, config.latent_dim, config.parts[0].codes) == ("conv", 2, 64)
    assert Experiment.of("scenes", family="vq").config((3, 64, 64)).parts[0].codes == 512
