"""The bodies: shapes, the soft clamp, blocks that start as the identity."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from vae_core.graph.check import check_network
from vae_core.graph.price import Price
from vae_core.model.config import ModelConfig
from vae_core.model.networks import LOGVAR_LIMIT, ChannelNorm, Residual, SoftClamp, build_decoder, build_encoder
from vae_core.model.operations import operations
from vae_core.model.posterior import CONTEXT_DIM
from vae_core.model.vae import VAE
from vae_core.store.model_spec import checked_spec
from vae_core.training.experiment import Experiment


@pytest.mark.parametrize("network", ["mlp", "conv"])
@pytest.mark.parametrize("depth", [0, 2])
@pytest.mark.parametrize("image_shape", [(1, 8, 8), (3, 4, 12)])
def test_encoder_and_decoder_have_the_shapes_of_the_config(network, depth, image_shape):
    config = ModelConfig(latent_dim=5, image_shape=image_shape, network=network, hidden=6, depth=depth)
    assert build_encoder(config)(torch.rand(2, *image_shape)).shape == (2, 10)
    assert build_decoder(config)(torch.randn(2, 5)).shape == (2, *image_shape)


@pytest.mark.parametrize("side", [4, 5, 9, 13, 28, 32, 45, 64, 100, 127, 128])
def test_a_convolutional_body_halves_until_a_few_pixels_are_left(side):
    config = ModelConfig(latent_dim=2, image_shape=(1, side, side), network="conv", hidden=2, depth=0)
    decoder = build_decoder(config)
    coarsest = next(layer for layer in decoder if isinstance(layer, nn.Unflatten)).unflattened_size[1]
    halvings = sum(isinstance(layer, nn.ConvTranspose2d) for layer in decoder)
    assert coarsest == side >> halvings
    assert halvings == 2 or 4 <= coarsest <= 7
    assert decoder(torch.randn(2, 2)).shape == (2, 1, side, side)
    assert build_encoder(config)(torch.rand(2, 1, side, side)).shape == (2, 4)


@pytest.mark.parametrize("side", [8, 32, 33, 64, 65, 97, 128])
def test_a_decode_costs_less_than_a_frame_of_the_explorer_at_every_size(side):
    config = Experiment.of("scenes", "conv", depth=1).config((3, side, side))
    with torch.device("meta"):
        model = VAE(config)
    shapes = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    price = Price()
    check_network(checked_spec(operations(model), shapes)["decoder"], shapes, price)
    assert price.products < 60e6


@pytest.mark.parametrize("network", ["mlp", "conv"])
def test_the_encoder_of_a_flow_posterior_gives_a_bounded_context_too(network):
    config = ModelConfig(latent_dim=5, image_shape=(1, 8, 8), network=network, hidden=6, posterior="flow")
    encoded = build_encoder(config)(1e6 * torch.rand(2, 1, 8, 8))
    assert encoded.shape == (2, 10 + CONTEXT_DIM)
    assert encoded[:, 5:].abs().max() <= LOGVAR_LIMIT


@pytest.mark.parametrize("network", ["mlp", "conv"])
def test_depth_changes_nothing_until_trained(network):
    outputs = []
    for depth in (0, 3):
        config = ModelConfig(latent_dim=2, image_shape=(1, 8, 8), network=network, hidden=4, depth=depth)
        decoder = build_decoder(config)
        ends = [layer for layer in decoder if not isinstance(layer, Residual) and list(layer.parameters())]
        torch.manual_seed(1)
        for layer in ends:
            nn.init.normal_(layer.weight)
            nn.init.normal_(layer.bias)
        outputs.append(decoder(torch.ones(3, 2)))
    torch.testing.assert_close(*outputs)


@given(st.lists(st.floats(-(2.0**100), 2.0**100, width=32), min_size=2, max_size=2))
def test_logvar_is_bounded_whatever_the_input_and_mu_is_kept(values):
    mu, logvar = SoftClamp(LOGVAR_LIMIT, start=1)(torch.tensor([values])).unbind(1)
    assert mu == torch.tensor(values[0])
    assert abs(logvar) <= LOGVAR_LIMIT


def test_the_soft_clamp_is_the_identity_near_zero_and_increasing():
    x = torch.linspace(-30, 30, 101, dtype=torch.float64)[:, None].requires_grad_()
    y = SoftClamp(10.0, start=0)(x)
    slope = torch.autograd.grad(y.sum(), x)[0]
    assert slope[50] == pytest.approx(1)
    assert (slope > 0).all()


def test_channel_norm_normalises_every_position_over_its_channels():
    y = ChannelNorm(7)(3 * torch.randn(2, 7, 4, 5) + 9)
    assert y.shape == (2, 7, 4, 5)
    torch.testing.assert_close(y.mean(1), torch.zeros(2, 4, 5), atol=1e-5, rtol=0)
    torch.testing.assert_close(y.var(1, correction=0), torch.ones(2, 4, 5), atol=1e-3, rtol=0)
