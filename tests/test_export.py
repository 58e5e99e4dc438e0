"""The operation lists: run by hand in numpy, they compute what PyTorch computes."""

import numpy as np
import pytest
import torch
from torch import nn

from vae_core.export import operations


def run(ops, weights, x):
    """An interpreter of the operations, one image in C H W order, with loops and no torch layer."""
    for op in ops:
        w, b = (weights.get(op.get(part)) for part in ("weight", "bias"))
        match op["op"]:
            case "linear":
                x = w @ x + b
            case "conv":
                x = convolve(x, w, op["stride"], op["padding"]) + b[:, None, None]
            case "conv_transpose":
                x = convolve_transposed(x, w, op["stride"], op["padding"]) + b[:, None, None]
            case "layer_norm":
                centred = x - x.mean(0)
                spread = (...,) + (None,) * (x.ndim - 1)
                x = centred / np.sqrt((centred**2).mean(0) + op["eps"]) * w[spread] + b[spread]
            case "act":
                x = {"silu": x / (1 + np.exp(-x)), "sigmoid": 1 / (1 + np.exp(-x))}[op["fn"]]
            case "residual":
                x = x + run(op["ops"], weights, x)
            case "reshape":
                x = x.reshape(op["shape"])
            case "flatten":
                x = x.reshape(-1)
            case "soft_clamp":
                x = np.r_[x[: op["start"]], op["limit"] * np.tanh(x[op["start"] :] / op["limit"])]
            case _:
                raise AssertionError(op)
    return x


def convolve(x, w, stride, padding):
    x = np.pad(x, ((0, 0), (padding, padding), (padding, padding)))
    size = w.shape[2]
    rows, columns = ((extent - size) // stride + 1 for extent in x.shape[1:])
    y = np.zeros((len(w), rows, columns))
    for i in range(rows):
        for j in range(columns):
            patch = x[:, i * stride : i * stride + size, j * stride : j * stride + size]
            y[:, i, j] = np.tensordot(w, patch, 3)
    return y


def convolve_transposed(x, w, stride, padding):
    size = w.shape[2]
    y = np.zeros((w.shape[1], *((extent - 1) * stride + size for extent in x.shape[1:])))
    for i, j in np.ndindex(x.shape[1:]):
        y[:, i * stride : i * stride + size, j * stride : j * stride + size] += np.tensordot(x[:, i, j], w, 1)
    return y[:, padding:-padding, padding:-padding]


@pytest.mark.parametrize("network", ["mlp", "conv"])
@pytest.mark.parametrize("image_shape", [(1, 8, 8), (3, 4, 8)])
@pytest.mark.parametrize("depth", [0, 2])
def test_the_operations_compute_what_pytorch_computes(make_vae, network, image_shape, depth):
    model = make_vae(network=network, image_shape=image_shape, depth=depth, hidden=4).double()
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    lists = operations(model)
    z, image = torch.randn(3).double(), torch.rand(image_shape).double()
    with torch.no_grad():
        pixels, code = torch.sigmoid(model.decoder(z[None])[0]), model.encoder(image[None])[0]
    np.testing.assert_allclose(run(lists["decoder"], weights, z.numpy()), pixels, atol=1e-10)
    np.testing.assert_allclose(run(lists["encoder"], weights, image.numpy()), code, atol=1e-10)


def test_the_lists_name_the_model(make_vae):
    lists = operations(make_vae(likelihood="gaussian"))
    assert (lists["latent_dim"], lists["image_shape"], lists["likelihood"]) == (3, [1, 8, 8], "gaussian")


def test_a_layer_unknown_to_the_browser_is_refused(vae):
    vae.decoder.append(nn.Dropout())
    with pytest.raises(ValueError, match="no operation for Dropout"):
        operations(vae)
