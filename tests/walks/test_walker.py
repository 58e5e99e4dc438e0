"""Walks by name: exact at their waypoints, honest about what is special, refused where they make no sense."""

import numpy as np
import pytest
import torch

from vae_core.model.adversarial import AdversarialVAE
from vae_core.model.conditional import ConditionalVAE
from vae_core.model.config import ModelConfig
from vae_core.walks.latent import lerp, slerp
from vae_core.walks.walker import METHODS, Walker, load_walker

POINTS = torch.tensor([[0.5, -1.0, 0.2], [1.0, 0.5, 0.0], [-1.0, 0.3, 0.4]])


@pytest.fixture
def walker(vae):
    return Walker(vae, np.random.default_rng(0).normal(size=(60, 3)).astype("f4"))


@pytest.mark.parametrize("method", METHODS)
def test_every_walk_holds_its_waypoints(walker, method):
    walk = walker.walk(method, POINTS, frames=21)
    assert walk.method == method
    assert walk.z.shape == (21, 3)
    torch.testing.assert_close(walk.z[[0, 10, 20]], POINTS)


def test_the_linear_walk_is_the_straight_line(walker):
    torch.testing.assert_close(walker.walk("linear", POINTS[:2], 5).z, lerp(*POINTS[:2], torch.linspace(0, 1, 5)))


@pytest.mark.parametrize("method", METHODS)
def test_a_walk_between_equal_ends_stands_still_and_says_so(walker, method):
    walk = walker.walk(method, POINTS[[0, 0]], frames=4)
    torch.testing.assert_close(walk.z, POINTS[[0]].repeat(4, 1))
    assert "stands still" in walk.note


def test_a_walk_over_a_gap_of_the_graph_says_so(vae):
    rng = np.random.default_rng(1)
    apart = np.concatenate([rng.normal(size=(30, 3)), rng.normal(size=(30, 3)) + 40]).astype("f4")
    assert "2 separate groups" in Walker(vae, apart).walk("data", apart[[0, 59]], 9).note


def test_a_geodesic_from_outside_the_data_says_so(walker):
    assert "outside the data" in walker.walk("geodesic", [np.full(3, 30.0), np.zeros(3)], 9).note


@pytest.mark.parametrize(("method", "points", "sentence"), [
    ("teleport", POINTS, "the methods are"),
    ("linear", POINTS[:1], "two to 8"),
    ("linear", POINTS.repeat(3, 1), "two to 8"),
    ("linear", POINTS[:, :2], "3 numbers"),
    ("linear", POINTS * float("nan"), "finite"),
])  # fmt: skip
def test_what_is_no_walk_is_refused(walker, method, points, sentence):
    with pytest.raises(ValueError, match=sentence):
        walker.walk(method, points, 9)


def test_a_shipped_model_has_a_walker():
    walker = load_walker("digits-2d")
    assert walker.walk("slerp", walker.codes[:2], 3).z.shape == (3, 2)


@pytest.fixture
def of_classes():
    """A walker of a model of three numbers that is given one of two classes, whose codes lie far apart."""
    torch.manual_seed(0)
    config = ModelConfig(latent_dim=3, hidden=8, depth=1, family="conditional", classes=2)
    labels = np.arange(60) % 2
    vectors = np.random.default_rng(0).normal(size=(60, 3)) + 9 * labels[:, None]
    return Walker(ConditionalVAE(config).eval(), np.concatenate([vectors, np.eye(2)[labels]], 1).astype("f4"))


def test_an_arc_is_of_the_vector_and_the_class_goes_straight(of_classes):
    start, end = torch.tensor([[0.5, -1.0, 0.2, 1, 0], [1.0, 0.5, 0.0, 0, 1]])
    times = torch.linspace(0, 1, 9)
    z = of_classes.walk("slerp", [start, end], 9).z
    torch.testing.assert_close(z[:, :3], slerp(start[:3], end[:3], times))
    torch.testing.assert_close(z[:, 3:], torch.stack([1 - times, times], 1))


def test_at_a_held_class_walks_are_those_of_a_plain_vector_and_its_codes_alone(of_classes):
    ends = of_classes.codes[[0, 8]]  # of the first class; codes of the second lie elsewhere
    followed = of_classes.walk("data", ends, 40)
    assert (followed.z[:, :3].amax(0) < 5).all()
    plain = of_classes.held_at(torch.tensor([1.0, 0.0]))
    assert (len(plain.codes), plain.model.parts[-1].stop) == (30, 3)
    torch.testing.assert_close(plain.walk("geodesic", ends[:, :3], 9).z, of_classes.walk("geodesic", ends, 9).z[:, :3])
    assert (of_classes.walk("geodesic-near-data", ends, 9).z[:, 3:] == torch.tensor([1.0, 0.0])).all()


@pytest.mark.parametrize("end", [[0.0, 0, 0, 0, 1], [0.0, 0, 0, 0.5, 0.5]])
def test_where_the_class_changes_or_is_a_blend_there_are_no_codes_to_go_by(of_classes, end):
    start = [1.0, 0, 0, *end[3:]] if end[3] else [1.0, 0, 0, 1, 0]
    with pytest.raises(ValueError, match="hold it, or choose linear or slerp"):
        of_classes.walk("data", [start, end], 9)


def test_a_class_of_too_few_codes_follows_those_of_all_and_says_so(of_classes):
    codes = np.concatenate([of_classes.codes[::2], of_classes.codes[1:4:2]])
    walk = Walker(of_classes.model, codes).walk("data", codes[[30, 31]], 9)
    assert walk.note.startswith("The class has too few codes")


def test_a_blend_of_decoders_is_held_like_a_class_and_its_pictures_are_apart_by_pixels():
    torch.manual_seed(0)
    config = ModelConfig(latent_dim=3, hidden=4, depth=0, network="conv", family="adversarial")
    codes = np.pad(np.random.default_rng(0).normal(size=(40, 3)), ((0, 0), (0, 1)), constant_values=1).astype("f4")
    walker, ends = Walker(AdversarialVAE(config).eval(), codes), codes[[0, 1]]
    ends[:, 3] = 0.25
    walk = walker.walk("geodesic", ends, 9)
    assert (walk.z[:, 3] == 0.25).all()
    pictures = walker.model.decode(walk.z).flatten(1)
    torch.testing.assert_close(walker.embed(walk.z), pictures)
    assert pictures.diff(dim=0).norm(dim=1).sum() <= walker.embed(torch.tensor(ends)).diff(dim=0).norm() * 1.5
