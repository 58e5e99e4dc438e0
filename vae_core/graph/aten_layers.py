"""What PyTorch's layers are written down as: products, convolutions, normalisations, attention, enlarging, pooling."""

from __future__ import annotations

import math
from typing import Any

import torch

from vae_core.graph.aten import Refused, operator
from vae_core.graph.writer import Writer


@operator("linear")
def linear(write: Writer, input: str, weight: str, bias: str | None) -> str:
    _constant(write, weight, bias)
    shape = (*write.shapes[input][:-1], write.shapes[weight][0])
    return write.add("linear", [input, weight, *_some(bias)], shape)


@operator("addmm")
def addmm(write: Writer, self: str, mat1: str, mat2: str) -> str:
    return write.two("add", write.matmul(mat1, mat2), self)


@operator("conv2d")
def conv2d(
    write: Writer, input: str, weight: str, bias: str | None, stride: Any, padding: Any, dilation: Any, groups: int
) -> str:
    _constant(write, weight, bias)
    out, _, *kernel = write.shapes[weight]
    stride, dilation = two(stride), two(dilation)
    if padding == "same":
        total = [d * (k - 1) for d, k in zip(dilation, kernel, strict=True)]
        before, after = [0, 0, *(t // 2 for t in total)], [0, 0, *(t - t // 2 for t in total)]
        shape = [sum(sizes) for sizes in zip(before, write.shapes[input], after, strict=True)]
        input = write.add("pad", [input], shape, before=before, after=after, value=0.0)
    padding = [0, 0] if isinstance(padding, str) else two(padding)
    sizes = [
        (n + 2 * p - d * (k - 1) - 1) // s + 1
        for n, p, d, k, s in zip(_map(write, input), padding, dilation, kernel, stride, strict=True)
    ]
    geometry = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    return write.add("conv", [input, weight, *_some(bias)], (1, out, *sizes), **geometry)


@operator("conv_transpose2d")
def conv_transpose2d(
    write: Writer, input: str, weight: str, bias: str | None, stride: Any, padding: Any, output_padding: Any,
    groups: int, dilation: Any,
) -> str:  # fmt: skip
    _constant(write, weight, bias)
    _, out, *kernel = write.shapes[weight]
    stride, padding, extra, dilation = two(stride), two(padding), two(output_padding), two(dilation)
    sizes = [
        (n - 1) * s - 2 * p + d * (k - 1) + e + 1
        for n, s, p, d, k, e in zip(_map(write, input), stride, padding, dilation, kernel, extra, strict=True)
    ]
    geometry = {"stride": stride, "padding": padding, "output_padding": extra, "dilation": dilation, "groups": groups}
    return write.add("conv_transpose", [input, weight, *_some(bias)], (1, out * groups, *sizes), **geometry)


@operator("_native_batch_norm_legit_no_training")
def batch_norm(
    write: Writer, input: str, weight: str | None, bias: str | None, running_mean: str, running_var: str, eps: float
) -> list[str]:
    """A scale and a shift, put into the convolution that it follows where nothing else sees that."""
    mean, variance = (write.weights[name].double() for name in (running_mean, running_var))
    scale = (variance + eps).rsqrt() * (write.weights[weight].double() if weight else 1)
    shift = (write.weights[bias].double() if bias else 0) - mean * scale
    return [_scaled(write, input, scale, shift)]


def _scaled(write: Writer, x: str, scale: torch.Tensor, shift: torch.Tensor) -> str:
    made = write.ops[-1] if write.ops else {"op": "", "out": ""}
    is_alone = made["out"] == x and x not in write.shared and made.get("groups", 1) == 1 and len(write.shapes[x]) != 3
    if not is_alone or made["op"] not in ("linear", "conv", "conv_transpose"):
        return write.add("scale_shift", [x, write.weight(scale), write.weight(shift)], write.shapes[x])
    weight, *bias = (write.weights[name].double() for name in made["in"][1:])
    axis = 1 if made["op"] == "conv_transpose" else 0
    by = scale.reshape([-1 if dim == axis else 1 for dim in range(weight.ndim)])
    shift = shift + (bias[0] * scale if bias else 0)
    made["in"] = [made["in"][0], write.weight(weight * by), write.weight(shift)]
    return x


@operator("group_norm")
def group_norm(write: Writer, input: str, num_groups: int, weight: str | None, bias: str | None, eps: float) -> str:
    affine = _affine(write, weight, bias, write.shapes[input][1:2])
    return write.add("group_norm", [input, *affine], write.shapes[input], groups=num_groups, eps=eps)


@operator("instance_norm")
def instance_norm(
    write: Writer, input: str, weight: str | None, bias: str | None, running_mean: str | None,
    running_var: str | None, use_input_stats: bool, eps: float,
) -> str:  # fmt: skip
    if not use_input_stats:
        return batch_norm(write, input, weight, bias, running_mean, running_var, eps)[0]
    return group_norm(write, input, write.shapes[input][1], weight, bias, eps)


@operator("layer_norm")
def layer_norm(
    write: Writer, input: str, normalized_shape: list[int], weight: str | None, bias: str | None, eps: float
) -> str:
    affine = _affine(write, weight, bias, tuple(normalized_shape))
    return write.add("layer_norm", [input, *affine], write.shapes[input], dims=len(normalized_shape), eps=eps)


@operator("rms_norm")
def rms_norm(write: Writer, input: str, normalized_shape: list[int], weight: str | None, eps: float | None) -> str:
    rank = len(write.shapes[input])
    mean = write.reduce(write.two("mul", input, input), "mean", list(range(rank - len(normalized_shape), rank)))
    eps = torch.finfo(torch.float32).eps if eps is None else eps
    scaled = write.two("mul", input, write.act(write.two("add", mean, eps), "rsqrt"))
    return write.two("mul", scaled, weight) if weight else scaled


@operator("scaled_dot_product_attention")
def attention(
    write: Writer, query: str, key: str, value: str, attn_mask: str | None, scale: float | None, is_causal: bool
) -> str:
    rank, (*_, rows, width) = len(write.shapes[query]), write.shapes[query]
    turned = write.permute(key, [*range(rank - 2), rank - 1, rank - 2])
    scores = write.two("mul", write.matmul(query, turned), scale or 1 / math.sqrt(width))
    if is_causal:
        past = torch.full((rows, write.shapes[key][-2]), -1e30).triu(1)
        attn_mask = write.weight(past)
    if attn_mask:
        scores = write.two("add", scores, attn_mask)
    scores = write.add("softmax", [scores], write.shapes[scores], dim=len(write.shapes[scores]) - 1)
    return write.matmul(scores, value)


@operator("upsample_nearest2d")
def nearest(write: Writer, input: str, output_size: Any, scale_factors: Any = None) -> str:
    return _enlarged(write, input, "nearest", output_size, scale_factors, False)


@operator("upsample_bilinear2d")
def bilinear(write: Writer, input: str, output_size: Any, align_corners: bool, scale_factors: Any = None) -> str:
    return _enlarged(write, input, "bilinear", output_size, scale_factors, align_corners)


def _enlarged(write: Writer, x: str, mode: str, size: Any, factors: Any, align: bool) -> str:
    lengths = _map(write, x)
    size = [int(n * f) for n, f in zip(lengths, factors, strict=True)] if size is None else list(size)
    step = [n / s for n, s in zip(lengths, size, strict=True)]
    if align:
        step = [(n - 1) / max(1, s - 1) for n, s in zip(lengths, size, strict=True)]
    elif factors:
        step = [1 / factor for factor in factors]
    return write.add("upsample", [x], (*write.shapes[x][:2], *size), mode=mode, size=size, step=step, align=align)


@operator("pixel_shuffle")
def pixel_shuffle(write: Writer, self: str, upscale_factor: int) -> str:
    r, (*_, channels, height, width) = upscale_factor, write.shapes[self]
    split = write.view(self, (1, channels // r**2, r, r, height, width))
    return write.view(write.permute(split, [0, 1, 4, 2, 5, 3]), (1, channels // r**2, height * r, width * r))


@operator("pixel_unshuffle")
def pixel_unshuffle(write: Writer, self: str, downscale_factor: int) -> str:
    r, (*_, channels, height, width) = downscale_factor, write.shapes[self]
    split = write.view(self, (1, channels, height // r, r, width // r, r))
    return write.view(write.permute(split, [0, 1, 3, 5, 2, 4]), (1, channels * r**2, height // r, width // r))


@operator("max_pool2d", "max_pool2d_with_indices")
def max_pool2d(
    write: Writer, self: str, kernel_size: Any, stride: Any = (), padding: Any = 0, ceil_mode: bool = False
) -> str:
    return _pooled(write, self, "max", kernel_size, stride, padding, ceil_mode, False)


@operator("avg_pool2d")
def avg_pool2d(
    write: Writer, self: str, kernel_size: Any, stride: Any = (), padding: Any = 0, ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> str:  # fmt: skip
    return _pooled(write, self, "mean", kernel_size, stride, padding, ceil_mode, count_include_pad)


@operator("adaptive_avg_pool2d")
def adaptive_avg_pool2d(write: Writer, self: str, output_size: Any) -> str:
    lengths, sizes = _map(write, self), two(output_size)
    if any(n % s for n, s in zip(lengths, sizes, strict=True)):
        raise Refused(f"an adaptive pool from {lengths} to {sizes}, which does not divide it")
    kernel = [n // s for n, s in zip(lengths, sizes, strict=True)]
    return _pooled(write, self, "mean", kernel, kernel, 0, False, True)


def _pooled(write: Writer, x: str, fn: str, kernel: Any, stride: Any, padding: Any, ceil: bool, whole: bool) -> str:
    kernel, padding = two(kernel), two(padding)
    stride, size = two(stride or kernel), []
    for n, k, s, p in zip(_map(write, x), kernel, stride, padding, strict=True):
        count = (math.ceil if ceil else math.floor)((n + 2 * p - k) / s) + 1
        size.append(count - (ceil and (count - 1) * s >= n + p))  # none starts in what is beyond the map
    geometry = {"kernel": kernel, "stride": stride, "padding": padding, "size": size, "whole": whole}
    return write.add("pool", [x], (*write.shapes[x][:2], *size), fn=fn, **geometry)


def two(value: Any) -> list[int]:
    """One number for both directions, or two."""
    values = list(value) if isinstance(value, list | tuple) else [value]
    return [int(one) for one in (values * 2 if len(values) == 1 else values)]


def _map(write: Writer, x: str) -> tuple[int, int]:
    shape = write.shapes[x]
    if len(shape) != 4 or shape[0] != 1:
        raise Refused(f"a map of shape {shape}, not (1, C, H, W)")
    return shape[2:]


def _some(bias: str | None) -> list[str]:
    return [bias] if bias else []


def _constant(write: Writer, *names: str | None) -> None:
    if any(name and name not in write.weights for name in names):
        raise Refused("weights that the network computes from its input")


def _affine(write: Writer, weight: str | None, bias: str | None, shape: tuple[int, ...]) -> list[str]:
    if not weight and not bias:
        return []
    _constant(write, weight, bias)
    return [weight or write.weight(torch.ones(shape)), bias or write.weight(torch.zeros(shape))]
