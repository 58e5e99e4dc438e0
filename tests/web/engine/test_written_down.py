"""Somebody's module as a network: the same numbers in PyTorch's replay and in both engines, or one honest sentence."""

import json

import pytest
import torch
from run_graph import assert_same
from small_vae import small_vae
from torch import nn
from torch.nn import functional as F

from vae_core.fault import Fault
from vae_core.graph.chain import upgraded
from vae_core.graph.check import check_network
from vae_core.graph.export import write_down
from vae_core.graph.replay import Replay, replay
from vae_core.model.operations import operations

VECTOR, MAP = (12,), (4, 8, 8)


class Calls(nn.Module):
    """A module around a function, with some layers that it may use."""

    def __init__(self, function, **layers):
        super().__init__()
        self.function = function
        for name, layer in layers.items():
            self.add_module(name, layer)

    def forward(self, x):
        return self.function(self, x)


def lived(layer, channels):
    """A batch norm that has seen something."""
    layer.running_mean.uniform_(-1, 1)
    layer.running_var.uniform_(0.5, 2)
    return nn.Sequential(layer, nn.Tanh()) if channels is None else layer


def attention(m, x):
    return m.attention(*[x.view(-1, 3, 4)] * 3, need_weights=False)[0].flatten(1)


def quantised_by_sums(m, x):
    x = x.permute(0, 2, 3, 1).contiguous()
    flat, table = x.view(-1, 4), m.codes.weight
    index = (flat.square().sum(1, keepdim=True) + table.square().sum(1) - 2 * flat @ table.t()).argmin(1)
    hot = torch.zeros(len(index), 7).scatter_(1, index[:, None], 1)
    quantised = (hot @ table).view(x.shape)
    return (x + (quantised - x).detach()).permute(0, 3, 1, 2) + F.one_hot(index, 7).float().mean()


def quantised_by_distances(m, x):
    flat = x.flatten(2).transpose(1, 2)
    index = torch.cdist(flat, m.codes.weight[None]).argmin(-1)
    most = (-flat).max(-1)[1].unsqueeze(-1)
    quantised = m.codes(index) + m.codes.weight[index] + flat.gather(2, most)
    return quantised.transpose(1, 2).reshape(x.shape) + x.flatten(1).argmax(1).float().view(-1, 1, 1, 1) + x.max()


MODULES = {
    "a codebook by sums of squares": (MAP, lambda: Calls(quantised_by_sums, codes=nn.Embedding(7, 4))),
    "a codebook by distances": (MAP, lambda: Calls(quantised_by_distances, codes=nn.Embedding(7, 4, padding_idx=0))),
    "an MLP": (VECTOR, lambda: nn.Sequential(nn.Linear(12, 9), nn.ELU(), nn.Linear(9, 5, bias=False), nn.SELU())),
    "a transposed convolution with output padding, then batch norm": (MAP, lambda: nn.Sequential(
        nn.ConvTranspose2d(4, 6, 3, 2, 1, output_padding=1), lived(nn.BatchNorm2d(6), 6), nn.LeakyReLU(0.2))),
    "a convolution, then batch norm": (MAP, lambda: nn.Sequential(
        nn.Conv2d(4, 6, 3, bias=False), lived(nn.BatchNorm2d(6), 6), nn.PReLU(6))),
    "a linear layer, then batch norm": (VECTOR, lambda: nn.Sequential(nn.Linear(12, 7), lived(nn.BatchNorm1d(7), 7))),
    "batch norm of what something else sees too": (MAP, lambda: Calls(
        lambda m, x: m.norm(y := m.conv(x)) + y, conv=nn.Conv2d(4, 4, 3), norm=lived(nn.BatchNorm2d(4), 4))),
    "batch norm before all": (MAP, lambda: nn.Sequential(lived(nn.BatchNorm2d(4), 4), nn.ReLU6(), nn.Conv2d(4, 2, 1))),
    "batch norm of groups": (MAP, lambda: nn.Sequential(nn.Conv2d(4, 8, 3, groups=2), lived(nn.BatchNorm2d(8), 8))),
    "a dilated convolution of its channels, padded to the same size": (MAP, lambda: nn.Sequential(
        nn.Conv2d(4, 8, 3, padding="same", dilation=2, groups=4), nn.Conv2d(8, 3, (2, 4), padding="same"))),
    "padding that reflects": (MAP, lambda: nn.Conv2d(4, 3, 3, padding=2, padding_mode="reflect")),
    "padding that goes round": (MAP, lambda: nn.Conv2d(4, 3, 3, padding=1, padding_mode="circular")),
    "padding that cuts": (MAP, lambda: Calls(lambda m, x: F.pad(x, (1, -2, -1, 3), value=0.5))),
    "weight norm and spectral norm": (VECTOR, lambda: nn.Sequential(
        nn.utils.parametrizations.weight_norm(nn.Linear(12, 8)), nn.GELU(approximate="tanh"),
        nn.utils.parametrizations.spectral_norm(nn.Linear(8, 4)))),
    "enlarged": (MAP, lambda: nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(4, 2, 3), nn.GELU(),
                                           nn.Upsample(size=(5, 9), mode="bilinear", align_corners=True))),
    "enlarged by no whole number": (MAP, lambda: Calls(
        lambda m, x: F.interpolate(F.interpolate(x, scale_factor=1.7, mode="bilinear"), scale_factor=1.3))),
    "pixel shuffle": (MAP, lambda: nn.Sequential(nn.PixelShuffle(2), nn.Conv2d(1, 2, 1), nn.PixelUnshuffle(4))),
    "pooled": (MAP, lambda: nn.Sequential(nn.MaxPool2d(3, 2, 1, ceil_mode=True), nn.AvgPool2d(2, 1, 1),
                                         nn.AdaptiveAvgPool2d(1), nn.Flatten())),
    "norms": (MAP, lambda: nn.Sequential(nn.GroupNorm(2, 4), nn.Hardswish(), nn.InstanceNorm2d(4, affine=True),
                                        nn.Mish(), nn.LayerNorm((8, 8)), nn.Softplus(2, 10), nn.RMSNorm(8))),
    "attention": (VECTOR, lambda: Calls(attention, attention=nn.MultiheadAttention(4, 2, batch_first=True))),
    "causal attention": (VECTOR, lambda: Calls(
        lambda m, x: F.scaled_dot_product_attention(*[x.view(-1, 1, 3, 4)] * 3, is_causal=True))),
    "a transformer": (VECTOR, lambda: Calls(
        lambda m, x: m.layer(x.view(-1, 3, 4)), layer=nn.TransformerEncoderLayer(4, 2, 8, 0.0, batch_first=True))),
    "gates and halves": (VECTOR, lambda: Calls(
        lambda m, x: torch.cat([F.glu(x), *x.chunk(3, 1)[::-1], x[:, 1::4], torch.stack(x.split(6, 1), 2)[..., 0]], 1)
    )),
    "statistics": (MAP, lambda: Calls(
        lambda m, x: x.std((2, 3)) + x.var(1, unbiased=False).amax(2).sum(1, True) + x.mean() + x.amin((2, 3)))),
    "arithmetic": (VECTOR, lambda: Calls(
        lambda m, x: 2 - x * 3 + x**2 / (1 + x.abs()) + torch.exp(-x) - x.clamp(max=0.5) + F.normalize(x) * x.sin()
    )),
    "rows in another order": (MAP, lambda: Calls(
        lambda m, x: x[:, [2, 0, 3, 1]].flip(2).roll(3, 3).transpose(2, 3).expand(-1, 4, 8, 8))),
    "a softmax over channels": (MAP, lambda: nn.Sequential(nn.Softmax(1), nn.Dropout(0.5), nn.Flatten())),
    "a grid of places": (VECTOR, lambda: Calls(lambda m, x: torch.cat(
        [x.view(-1, 12, 1, 1).expand(-1, -1, 3, 3), torch.linspace(-1, 1, 3).expand(len(x), 1, 3, 3)], 1))),
}  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_a_network_computes_what_its_module_does(node, name):
    shape, make = MODULES[name]
    torch.manual_seed(0)
    module = make().eval()
    x = torch.randn(3, *shape)
    network, weights = write_down(module, torch.randn(1, *shape), "decoder")
    network = json.loads(json.dumps(network))
    expected = torch.cat([module(one[None]) for one in x])
    assert check_network(network, {key: tuple(value.shape) for key, value in weights.items()})[0] == 1
    with torch.no_grad():
        assert (Replay(network, weights)(x) - expected).abs().max() <= 1e-5 * (1 + expected.abs().max())
    assert_same(node, network, weights, x[:1].numpy(), expected[:1])


def test_batch_norm_goes_into_the_convolution_before_it():
    module = MODULES["a convolution, then batch norm"][1]().eval()
    network, weights = write_down(module, torch.randn(1, *MAP), "decoder")
    assert [op["op"] for op in network["ops"]] == ["conv", "view", "binary"]
    assert all(name.startswith("decoder.") for name in weights)


def multiplies(m, x):
    return x.cumprod(1)


def decides(m, x):
    if x.sum() > 0:
        return x
    return -x


REFUSED = {
    "an operation that is unknown": (multiplies, "the decoder's operation cumprod (LINE) is none that"),
    "a branch by what was computed": (decides, "the decoder decides by the values that it computes (LINE)"),
    "a draw": (lambda m, x: x + torch.randn_like(x), "operation randn_like (LINE) draws random numbers"),
    "a draw without input": (lambda m, x: x + torch.randn(12), "randn (LINE) draws random numbers"),
    "whole numbers": (lambda m, x: x.long().float(), "(LINE) computes with whole numbers"),
    "a constant": (lambda m, x: torch.zeros(1, 3), "the decoder makes the same whatever it is given"),
    "dropout that is on": (lambda m, x: F.dropout(x, 0.5, True), "(LINE) is dropout in training mode"),
    "what no argument of ours says": (lambda m, x: x.softmax(1, dtype=torch.float64).mean(1, dtype=None).float() +
                                      F.max_pool2d(x.view(1, 1, 3, 4), 2, dilation=2).sum(), "dilation="),
    "an error": (lambda m, x: x @ torch.zeros(5, 5), "the decoder cannot be traced (LINE)"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_written_down_is_one_sentence_with_the_users_line(name):
    function, sentence = REFUSED[name]
    with pytest.raises(Fault) as caught:
        write_down(Calls(function).eval(), torch.randn(1, *VECTOR), "decoder")
    told, starts = str(caught.value), (function.__code__.co_firstlineno, Calls.forward.__code__.co_firstlineno)
    # PyTorch keeps the line of the innermost `forward`; of what stops the tracing there is a traceback
    lines = {
        sentence.replace("LINE", f"test_written_down.py:{line}") for first in starts for line in range(first, first + 3)
    }
    assert any(one in told for one in lines), told
    assert "\n" not in told
    assert len(told) < 400


BY_ITSELF = ("an MLP", "a convolution, then batch norm", "norms", "pooled", "gates and halves", "arithmetic")
MIXED = ("attention", "a grid of places", "statistics")  # by PyTorch's own layout, by a constant, over the batch


@pytest.mark.parametrize("name", [*BY_ITSELF, *MIXED])
def test_a_network_runs_for_many_at_once_where_it_leaves_the_first_dimension_alone(name):
    shape, make = MODULES[name]
    network, weights = write_down(make().eval(), torch.randn(1, *shape), "decoder")
    assert bool(Replay(network, weights).many) == (name in BY_ITSELF)


@pytest.mark.parametrize("config", [{"network": "mlp"}, {"network": "conv"}, {"network": "mlp", "posterior": "flow"}])
def test_a_network_of_ours_written_down_is_the_chain_that_its_folder_keeps(config):
    model = small_vae(**config)
    shapes = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    chain = upgraded(operations(model), shapes)
    images, z = torch.rand(4, *model.config.image_shape), torch.randn(4, model.config.latent_dim)
    bodies = {"encoder": (Calls(lambda m, x: torch.cat(model.posterior(x).gaussian(), 1), model=model), images),
              "decoder": (Calls(lambda m, x: torch.sigmoid(model.logits(x)), model=model), z)}  # fmt: skip
    for part, (module, given) in bodies.items():
        network, weights = write_down(module.eval(), given[:1], part)
        with torch.no_grad():
            exported = Replay(network, weights)(given)
            kept = torch.cat([replay(chain[part], model.state_dict(), one[None]) for one in given])
        assert (exported - kept).abs().max() <= 1e-5 * (1 + kept.abs().max())


@pytest.mark.parametrize("other", ["w", 0.5, "in"])
def test_equal_is_one_and_anything_else_zero(node, other):
    """Random numbers are hardly ever equal."""
    x = torch.tensor([[[0.5, -0.5, 0.5, 0.0], [0.0, 0.5, -0.5, 2.0]]])
    weights = {"w": torch.tensor([0.5, 0.5, -0.5, 2.0])} if other == "w" else {}
    equal = {"op": "binary", "in": ["in", other], "out": "y", "fn": "eq"}
    graph = {"input": "in", "shape": [1, 2, 4], "ops": [equal], "output": "y"}
    expected = {"w": [1, 0, 0, 0, 0, 1, 1, 1], 0.5: [1, 0, 1, 0, 0, 1, 0, 0], "in": [1] * 8}[other]
    expected = torch.tensor(expected, dtype=torch.float32).reshape(1, 2, 4)
    assert torch.equal(replay(graph, weights, x), expected)
    assert_same(node, graph, weights, x.numpy(), expected)
