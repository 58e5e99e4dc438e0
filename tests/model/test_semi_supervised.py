"""M2: with a class it is the conditional model, without one its bound is the exact sum over classes."""

import math

import pytest
import torch
from small_vae import small_vae

from vae_core.measure.of_classes import BELIEVED, INFERRED, SUMMED, figures_of_classes
from vae_core.model.config import ModelConfig
from vae_core.model.objective import elbo_terms
from vae_core.model.operations import operations
from vae_core.model.operations_check import check_operations
from vae_core.model.semi_supervised import ByClass, summed
from vae_core.training.recipes import Recipe
from vae_core.training.told import UNTOLD, SemiSupervisedLoss, sharpened, told

X = (torch.rand(6, 1, 8, 8, generator=torch.Generator().manual_seed(0)) > 0.5).float()
NOISE = torch.randn(6, 3, generator=torch.Generator().manual_seed(2))


@pytest.fixture
def model():
    return small_vae(family="semi-supervised", classes=4)


def given(model):
    """The bound in every class by the conditional model's own way, (N, K)."""
    return torch.stack([elbo_terms(model.given(torch.full((6,), k)), X, noise=NOISE).elbo for k in range(4)], 1)


def test_all_classes_at_once_are_the_conditional_model_of_each(model):
    of = model.by_class(X, noise=NOISE)
    assert torch.allclose(of.recon - of.kl, given(model), atol=1e-3)


def test_the_bound_without_a_class_is_the_sum_over_all_of_them(model):
    """By hand: sum_y q(y|x) (bound_y + log p(y) - log q(y|x)); logsumexp over the classes is never below it."""
    bounds, q = given(model), model.beliefs(X)
    by_hand = (q * (bounds - math.log(4) - q.log())).sum(1)
    terms = elbo_terms(model.given(None), X, noise=NOISE)
    assert torch.allclose(terms.elbo, by_hand, atol=1e-3)
    assert (terms.elbo <= bounds.logsumexp(1) - math.log(4) + 1e-4).all()


def test_the_sum_is_logsumexp_at_the_best_beliefs():
    """With q(y|x) the posterior of the classes, the bound is the logarithm of the sum itself."""
    bounds = torch.tensor([[-90.0, -91.5, -99.0], [-80.0, -80.0, -80.0]])
    of = ByClass(bounds, torch.zeros_like(bounds))
    best = summed(of, bounds.log_softmax(1)).elbo
    assert torch.allclose(best, bounds.logsumexp(1) - math.log(3))
    assert (summed(of, torch.full((2, 3), -math.log(3))).elbo <= best + 1e-5).all()


def test_the_figures_of_a_model_that_infers_stand_in_order(model):
    """Given the class <= summed over classes <= with the class inferred, as costs of the same images and draws."""
    images = (255 * X).to(torch.uint8).numpy()
    made = {"samples": 1, "data": "", "images": 6, "seed": 0, "pixels": ""}
    labels = torch.tensor([0, 1, 2, 3, 0, 1]).numpy()
    found = {figure.name: figure.value for figure in figures_of_classes(model, images, labels, 2, made)}
    assert found[SUMMED] <= found[INFERRED] + 1e-4
    beliefs = model.beliefs(X).argmax(1).numpy()  # the pixels are 0 or 1: no binarisation changes them
    assert found[BELIEVED] == pytest.approx(100 * (beliefs == labels).mean(), abs=1e-3)


def test_images_that_are_told_get_the_bound_of_their_class(model):
    labels = torch.tensor([0, UNTOLD, 2, UNTOLD, UNTOLD, 3])
    again = X[:2], torch.tensor([0, 1]), X
    loss, elbo = SemiSupervisedLoss(model, Recipe(class_weight=0.0))(X, NOISE[None], 1.0, 0.0, labels, again)
    untold = elbo_terms(model.given(None), X, noise=NOISE).elbo
    known = given(model).gather(1, labels.clamp(min=0)[:, None])[:, 0] - math.log(4)
    expected = torch.where(labels == UNTOLD, untold, known)
    assert torch.allclose(elbo, expected.mean(), atol=1e-3)
    assert torch.allclose(-loss, elbo)


def test_the_classifiers_term_is_the_cross_entropy_of_what_is_told(model):
    again = X[:2], torch.tensor([0, 1]), X
    untold = torch.full((6,), UNTOLD)
    losses = [
        SemiSupervisedLoss(model, Recipe(class_weight=weight))(X, NOISE[None], 1.0, 0.0, untold, again)[0]
        for weight in (0.0, 3.0)
    ]
    log_q = model.log_beliefs(X[:2])
    assert torch.allclose(losses[1] - losses[0], -1.5 * (log_q[0, 0] + log_q[1, 1]), atol=1e-3)


def test_as_many_of_each_class_are_told():
    labels = torch.arange(60) % 3
    kept = told(labels, Recipe(labels=12, seed=1), 3)
    assert [(kept == k).sum().item() for k in range(3)] == [4, 4, 4]
    assert (kept[kept != UNTOLD] == labels[kept != UNTOLD]).all()
    assert torch.equal(kept, told(labels, Recipe(labels=12, seed=1), 3))
    assert not torch.equal(kept, told(labels, Recipe(labels=12, seed=2), 3))
    assert torch.equal(told(labels, Recipe(), 3), labels)
    for count in (10, 63):
        with pytest.raises(ValueError, match="multiple of the 3 classes, at most 60"):
            told(labels, Recipe(labels=count), 3)


def test_a_moved_image_is_taught_what_is_believed_of_it_in_place(model):
    again, untold = (X[:2], torch.tensor([0, 1]), X.flip(3)), torch.full((6,), UNTOLD)
    recipes = [Recipe(class_weight=2.0, turns=turns, sharpness=3.0) for turns in (0.0, 5.0)]
    without, taught = (
        SemiSupervisedLoss(model, recipe)(X, NOISE[None], 1.0, 0.0, untold, again)[0] for recipe in recipes
    )
    q = model.beliefs(X)
    even = q / q.mean(0)
    even = (even / even.sum(1, keepdim=True)) ** 3
    target = even / even.sum(1, keepdim=True)
    by_hand = -(target * model.log_beliefs(X.flip(3))).sum(1).mean()
    assert torch.allclose(taught - without, 2 * by_hand, atol=1e-3)


def test_sharpened_beliefs_are_surer_and_evenly_spread():
    q = torch.tensor([[0.8, 0.2], [0.6, 0.4]])
    assert sharpened(q, 1.0) is q
    found = sharpened(q, 2.0)
    assert torch.allclose(found.sum(1), torch.ones(2))
    assert found[0].argmax() == 0  # of two images that both lean to the first class, one becomes of each
    assert found[1].argmax() == 1
    assert found[0, 0] > 0.7


def test_a_convolutional_classifier_is_for_a_model_that_infers(model):
    conv = small_vae(family="semi-supervised", classes=4, classifier="conv")
    assert torch.allclose(conv.beliefs(X).sum(1), torch.ones(6))
    assert "classifier" not in model.config.to_json()  # older readers know no such field
    assert ModelConfig.from_json(conv.config.to_json()) == conv.config
    with pytest.raises(ValueError, match="classifier must be one of mlp; got 'conv'"):
        ModelConfig(latent_dim=2, classifier="conv")


def test_its_file_lists_the_classifier(model):
    spec, shapes = operations(model), {name: tuple(value.shape) for name, value in model.state_dict().items()}
    check_operations(spec, shapes)
    with pytest.raises(ValueError, match="classifier ends in shape"):
        check_operations(spec | {"classifier": spec["classifier"][:-1]}, shapes)
    with pytest.raises(ValueError, match="leave out"):
        check_operations({name: value for name, value in spec.items() if name != "classifier"}, shapes)
    plain = small_vae()
    shapes |= {name: tuple(value.shape) for name, value in plain.state_dict().items()}
    with pytest.raises(ValueError, match="no class among its parts"):
        check_operations(operations(plain) | {"classifier": spec["classifier"]}, shapes)


def test_other_parts_are_refused():
    with pytest.raises(ValueError, match="a semi-supervised model has the network mlp"):
        ModelConfig(latent_dim=2, family="semi-supervised", classes=3, prior="flow")
