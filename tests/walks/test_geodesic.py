"""Geodesics of surfaces whose shortest paths are known, and of a random decoder."""

import math

import numpy as np
import pytest
import torch
from shortest_curve import FineGrid, length, relaxed
from torch import nn

from vae_core.measure.geometry import fisher_rao_embedding, pixel_embedding
from vae_core.measure.meter_build import load_meter
from vae_core.walks.code_graph import CodeGraph
from vae_core.walks.curve import bend
from vae_core.walks.geodesic import NEAR_DATA, Geodesics
from vae_core.walks.latent import lerp
from vae_core.walks.walker import load_walker

rng = np.random.default_rng(0)
CHART = rng.uniform([-1.6, -1.2], [1.6, 1.2], size=(600, 2)).astype("f4")  # longitude, latitude
CLOUDS = {d: rng.normal(size=(500, d)).astype("f4") for d in (2, 4)}


def sphere(z):
    lon, lat = z[:, 0], z[:, 1]
    return torch.stack([lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()], 1)


def decoder(latent_dim):
    torch.manual_seed(2)
    return nn.Sequential(nn.Linear(latent_dim, 32), nn.Tanh(), nn.Linear(32, 20)).requires_grad_(False)


@pytest.mark.parametrize("latent_dim", [2, 4])
def test_a_linear_decoder_has_straight_geodesics(latent_dim):
    torch.manual_seed(0)
    a, start, end = torch.randn(6, latent_dim), torch.randn(latent_dim), torch.randn(latent_dim)
    walk = Geodesics(lambda z: z @ a.T, CodeGraph(CLOUDS[latent_dim])).between(start, end, 21)
    torch.testing.assert_close(walk.z, lerp(start, end, torch.linspace(0, 1, 21)), atol=0.02, rtol=0)
    assert walk.cost == pytest.approx((a @ (end - start)).norm().item(), rel=1e-3)


@pytest.mark.parametrize(("start", "end"), [((-1.4, 0.8), (1.4, 0.8)), ((-1.0, -0.9), (1.3, 0.2))])
def test_geodesics_of_a_sphere_are_great_circles(start, end):
    start, end = torch.tensor(start), torch.tensor(end)
    walk = Geodesics(sphere, CodeGraph(CHART)).between(start, end, 50)
    points, (a, b) = sphere(walk.z), sphere(torch.stack([start, end]))
    normal = torch.linalg.cross(a, b)
    assert (points @ normal / normal.norm()).abs().max() < 0.02
    assert walk.cost == pytest.approx(math.acos(a @ b), rel=0.005)


@pytest.mark.parametrize("weight", [0, NEAR_DATA])
@pytest.mark.parametrize("latent_dim", [2, 4])
@pytest.mark.parametrize("embedding", [pixel_embedding, fisher_rao_embedding])
def test_a_geodesic_is_never_longer_than_the_straight_line(latent_dim, embedding, weight):
    geodesics = Geodesics(embedding(decoder(latent_dim)), CodeGraph(CLOUDS[latent_dim]), weight)
    for start, end in torch.from_numpy(CLOUDS[latent_dim][:12]).unflatten(0, (6, 2)):
        walk = geodesics.between(start, end, 30)
        assert torch.equal(walk.z[0], start)
        assert torch.equal(walk.z[-1], end)
        assert walk.cost == pytest.approx(geodesics.length(walk.z), rel=0.02)
        for frames in (30, 400):
            line = lerp(start, end, torch.linspace(0, 1, frames))
            assert min(walk.cost, geodesics.length(walk.z)) <= geodesics.length(line) * (1 + 1e-5)


@pytest.mark.parametrize(("name", "pairs"), [
    ("digits-2d", [(3, 40), (5, 100), (17, 230)]),
    ("mnist-2d", [(15, 33)]),  # kept near the data, its pictures change 1.3 times as much as along the line
])  # fmt: skip
def test_a_geodesic_of_a_shipped_model_is_within_two_per_cent_of_an_independent_optimum(name, pairs):
    walker = load_walker(name)
    grid = FineGrid(walker.embed, walker.codes)
    for pair in pairs:
        ends = torch.from_numpy(walker.codes[list(pair)])
        walk = walker.geodesics.between(*ends, frames=65)
        line = lerp(*ends, torch.linspace(0, 1, 65))
        least = min(length(walker.embed, relaxed(walker.embed, start)) for start in (grid.path(*ends), line))
        assert length(walker.embed, walk.z) <= 1.02 * least
        assert length(walker.embed, walk.z) <= length(walker.embed, line)


def test_near_the_data_a_walk_is_longer_in_pictures_and_shorter_in_its_own_metric():
    plane = load_walker("mnist-2d")
    ends = torch.from_numpy(plane.codes[[15, 33]])
    free, near = (plane.walk(method, ends, 65) for method in ("geodesic", "geodesic-near-data"))
    metric = plane.geodesics_near_data
    assert length(plane.embed, near.z) > 1.02 * length(plane.embed, free.z)
    assert near.cost == pytest.approx(metric.length(near.z), rel=0.02)
    assert near.cost < 0.95 * metric.length(free.z)
    assert metric.lack(near.z).mean() < metric.lack(free.z).mean()


@pytest.mark.parametrize(("name", "pairs"), [
    ("digits-2d", [(3, 40), (5, 100), (17, 230), (30, 300), (50, 200), (80, 350)]), ("mnist-16d", [(15, 33)]),
])  # fmt: skip
def test_near_the_data_walks_are_better_supported_than_straight_lines(name, pairs):
    walker, meter = load_walker(name), load_meter(name)
    near, line = (
        [meter.read(walker.walk(method, walker.codes[list(pair)], 40).z.numpy()) for pair in pairs]
        for method in ("geodesic-near-data", "linear")
    )
    for part in ("code", "percent"):
        assert np.mean([getattr(read, part) for read in near]) > np.mean([getattr(read, part) for read in line])


def test_the_sentence_about_a_straight_answer_names_the_metric():
    """Flat pictures and codes all around: nothing is shorter than the line."""
    for weight, sentence in ((0, "changes the picture less"), (NEAR_DATA, "is shorter in this metric")):
        graph = CodeGraph(np.stack(np.meshgrid(*[np.linspace(-1, 1, 30)] * 2), -1).reshape(-1, 2))
        walk = Geodesics(lambda z: 2 * z, graph, weight).between(torch.zeros(2), torch.tensor([0.0, 0.5]), 5)
        assert sentence in walk.note or not torch.equal(walk.z, lerp(walk.z[0], walk.z[-1], torch.linspace(0, 1, 5)))


@pytest.mark.parametrize("thickness", [(0.0, 0.0), (0.1, 0.1)], ids=["2-D grid", "4-D graph of codes"])
def test_a_geodesic_goes_around_a_hole_in_the_data(thickness):
    angle = rng.uniform(0.3, 2 * math.pi - 0.3, 1500)
    codes = np.stack([np.cos(angle), np.sin(angle)], 1) + 0.05 * rng.normal(size=(1500, 2))
    if thickness[0]:
        codes = np.concatenate([codes, thickness * rng.normal(size=(1500, 2))], 1)
    start, end = torch.zeros(2, codes.shape[1])
    start[:2], end[:2] = torch.tensor([0.0, 1.0]), torch.tensor([0.0, -1.0])
    walk = Geodesics(lambda z: z, CodeGraph(codes), NEAR_DATA).between(start, end, 60)
    assert walk.z[:, :2].norm(dim=1).min() > 0.7  # the straight line passes through 0
    assert walk.z[:, 0].min() < -0.7


def test_walks_through_nowhere_are_dear_although_the_picture_stops_changing_there():
    geodesics = Geodesics(lambda z: z.clamp(-1.5, 1.5), CodeGraph(CLOUDS[2]), NEAR_DATA)
    inside = torch.stack([torch.zeros(20), torch.linspace(-1, 1, 20)], 1)
    assert geodesics.length(inside + 5) > 3 * geodesics.length(inside)


def test_equal_ends_stand_still_and_say_so():
    walk = Geodesics(sphere, CodeGraph(CHART)).between(torch.ones(2), torch.ones(2), 6)
    assert (walk.z == 1).all()
    assert walk.cost == 0
    assert "same code" in walk.note


def test_an_end_outside_the_data_is_met_and_told():
    start = torch.tensor([9.0, 9.0])
    walk = Geodesics(lambda z: z, CodeGraph(CHART)).between(start, torch.zeros(2), 12)
    assert torch.equal(walk.z[0], start)
    assert "outside the data" in walk.note


def test_lack_of_support_is_below_one_for_most_codes_and_grows_outwards():
    geodesics = Geodesics(lambda z: z, CodeGraph(CLOUDS[2]))
    assert (geodesics.distance_to_codes(torch.from_numpy(CLOUDS[2])) < 1).float().mean() > 0.94
    assert (geodesics.distance_to_codes(torch.tensor([[0.0, 3], [0, 6], [0, 12]])).diff() > 0).all()


def test_an_end_of_another_width_is_rejected():
    with pytest.raises(ValueError, match=r"shape \(2,\)"):
        Geodesics(sphere, CodeGraph(CHART)).between(torch.zeros(3), torch.zeros(2), 10)


def test_a_decoder_without_gradients_is_reported():
    with pytest.raises(ValueError, match="need gradients"):
        Geodesics(torch.no_grad()(sphere), CodeGraph(CHART))


def test_the_same_ends_give_the_same_curve_wherever_in_memory_it_is_made():
    """Arrays of odd sizes lie between the runs, so that each is worked out at other addresses."""
    generator = torch.Generator().manual_seed(0)
    starts = [torch.randn(30, 16, generator=generator) for _ in range(3)]
    for start in starts[1:]:
        start[0], start[-1] = starts[0][0], starts[0][-1]
    bumps = torch.randn(16, 40, generator=generator)
    energies = lambda curves: (curves @ bumps).sin().diff(dim=1).square().sum((1, 2))  # noqa: E731
    kept, found = [], []
    for n in range(12):
        kept.append([torch.empty(7 * n + k) for k in range(5)])
        found.append(bend([start.clone() for start in starts], energies, 50))
    assert all(torch.equal(found[0], curve) for curve in found[1:])
