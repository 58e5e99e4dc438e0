"""Who decodes an adopted model: by what a picture costs, and by what the browser knows."""

import pytest
import torch
from foreign import LATENT, Foreign, pictures
from safetensors.numpy import load
from torch import nn
from torch.nn import functional as F

from ui.one_file.build import one_file
from vae_core import adopt, load_model
from vae_core.graph.check import check_network
from vae_core.graph.export import write_down
from vae_core.graph.kinds import PYTHON_ALONE
from vae_core.graph.lane import UP_TO, foreign, lane_of
from vae_core.graph.price import MAX_FLOATS, Price
from vae_core.graph.replay import RUN, Replay
from vae_core.graph.shapes import MADE
from vae_core.model.config import ADOPTED, ModelConfig
from vae_core.store.browser import model_bytes, spec_in
from vae_core.store.checkpoint import save_adopted

PLAIN = {"ops": [{"op": "linear"}]}


class Sorted(Foreign):
    """Mixes a code with itself in order: what only Python replays."""

    def decode(self, z):
        return super().decode(z + z.sort(1, descending=True)[0] + z.cumsum(1))


@pytest.mark.parametrize(("millions", "lane"), [(60, "all"), (61, "picture"), (270, "picture"), (271, "worker"),
                                                (1500, "worker"), (1501, "server")])  # fmt: skip
def test_the_cost_of_a_picture_decides(millions, lane):
    assert lane_of(PLAIN, Price(products=millions * 10**6)) == lane
    assert list(UP_TO) == ["all", "picture", "worker"]


def test_what_the_browser_does_not_know_or_hold_is_for_python():
    assert lane_of({"ops": [{"op": "sort"}]}, Price(products=1)) == "server"
    assert foreign({"ops": [{"op": "linear"}, {"op": "cumsum"}]}) == "cumsum"
    assert lane_of(PLAIN, Price(floats=MAX_FLOATS + 1, most_floats=10**9)) == "server"


def test_python_knows_every_kind_and_the_shape_that_it_makes():
    assert set(RUN) == set(MADE)
    assert set(PYTHON_ALONE) < set(RUN)


class Warped(nn.Module):
    """Turns its picture by a grid of sampling points."""

    def forward(self, x):
        turn = torch.tensor([[[0.8, -0.6, 0.1], [0.6, 0.8, 0.0]]]).expand(len(x), 2, 3)
        grid = F.affine_grid(turn, [len(x), 1, 6, 6], align_corners=False)
        return F.grid_sample(x.view(-1, 1, 6, 6), grid, padding_mode="border", align_corners=False)


class InOrder(nn.Module):
    def forward(self, x):
        return x.view(-1, 6, 6).sort(2, descending=True)[0].cumsum(1) + x.view(-1, 6, 6).sort(1)[0]


@pytest.mark.parametrize("module", [Warped(), InOrder()], ids=["warped", "in order"])
def test_what_only_python_knows_is_replayed_as_it_was(module):
    network, weights = write_down(module.eval(), torch.randn(1, 36), "decoder")
    assert {op["op"] for op in network["ops"]} & set(PYTHON_ALONE)
    expected = module(x := torch.randn(4, 36))
    assert check_network(network, {name: tuple(w.shape) for name, w in weights.items()})[1:] == expected.shape[1:]
    assert torch.allclose(Replay(network, weights)(x), expected, atol=1e-6)


@pytest.fixture(scope="module")
def sorting(tmp_path_factory):
    torch.manual_seed(0)
    theirs, (images, labels) = Sorted().eval(), pictures()
    out = tmp_path_factory.mktemp("models") / "sorting"
    return theirs, adopt(name="sorting", encoder=theirs.encode, decoder=theirs.decode, latent_dim=LATENT, images=images,
                         labels=labels, out=out)  # fmt: skip


def test_a_decoder_that_sorts_is_adopted_and_decoded_by_python(sorting):
    theirs, made = sorting
    z = torch.randn(5, LATENT)
    with torch.no_grad():
        assert torch.allclose(load_model(made.folder).decode(z), theirs.decode(z), atol=1e-6)
    assert made.parity < 1e-6
    assert made.engine_parity is None


def test_a_browser_gets_no_weights_of_it(sorting):
    sent = model_bytes(str(sorting[1].folder))
    spec = spec_in(sent)
    assert (spec["lane"], spec["decoder"], spec["encoder"], load(sent)) == ("server", None, None, {})
    assert spec["latent_dim"] == LATENT


def test_it_is_refused_as_one_file_in_one_sentence(sorting):
    with pytest.raises(ValueError, match=r"sorting is decoded by Python, .* cannot be exported as HTML"):
        one_file(str(sorting[1].folder))


def convolution(width, side):
    """A decoder and an encoder as graphs; the decoder's middle takes 9 width^2 side^2 multiply-adds."""
    conv = {"stride": [1, 1], "padding": [1, 1], "dilation": [1, 1], "groups": 1}
    decoder = [{"op": "linear", "in": ["x", "decoder.a"], "out": "a"},
               {"op": "view", "in": ["a"], "out": "b", "shape": [1, 1, side, side]},
               {"op": "conv", "in": ["b", "decoder.b"], "out": "c"} | conv,
               {"op": "conv", "in": ["c", "decoder.c"], "out": "d"} | conv,
               {"op": "conv", "in": ["d", "decoder.d"], "out": "e"} | conv,
               {"op": "act", "in": ["e"], "out": "f", "fn": "sigmoid", "p": []}]  # fmt: skip
    encoder = [{"op": "view", "in": ["x"], "out": "a", "shape": [1, side * side]},
               {"op": "linear", "in": ["a", "encoder.a"], "out": "b"}]  # fmt: skip
    networks = {"decoder": {"input": "x", "shape": [1, 2], "ops": decoder, "output": "f"},
                "encoder": {"input": "x", "shape": [1, 1, side, side], "ops": encoder, "output": "b"}}  # fmt: skip
    shapes = {"decoder.a": (side * side, 2), "decoder.b": (width, 1, 3, 3), "decoder.c": (width, width, 3, 3),
              "decoder.d": (1, width, 3, 3), "encoder.a": (4, side * side)}  # fmt: skip
    return networks, {name: torch.randn(shape) * 0.05 for name, shape in shapes.items()}


@pytest.mark.parametrize(("width", "lane"), [(8, "all"), (64, "picture"), (96, "worker"), (256, "server")])
def test_a_folder_says_its_lane_whoever_wrote_it(tmp_path, width, lane):
    networks, weights = convolution(width, 64)
    config = ModelConfig(latent_dim=2, image_shape=(1, 64, 64), network=ADOPTED)
    save_adopted(tmp_path, config, networks, weights)
    spec = spec_in(model_bytes(str(tmp_path)))
    assert spec["lane"] == lane
    assert (spec["decoder"] is None) == (lane == "server")
    if lane == "server":
        assert load_model(tmp_path).decode(torch.zeros(1, 2)).shape == (1, 1, 64, 64)
