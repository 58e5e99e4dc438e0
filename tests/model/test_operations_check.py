"""What a browser is asked to run: the networks that the weights describe, at a price that it can pay."""

import copy
import math

import pytest
import torch
from small_vae import small_vae
from torch.utils.flop_counter import FlopCounterMode

from vae_core.graph.price import ELEMENT_COST, PYTHON_FLOATS, PYTHON_PRODUCTS
from vae_core.model.config import ModelConfig
from vae_core.model.operations import operations
from vae_core.model.operations_check import _Walk, check_operations
from vae_core.model.vae import VAE

CONFIGS = [
    ModelConfig(latent_dim=2, hidden=16),
    ModelConfig(latent_dim=5, image_shape=(3, 12, 8), network="conv", hidden=4, depth=1),
    ModelConfig(latent_dim=4, image_shape=(3, 8, 8), network="conv", hidden=6, likelihood="gaussian", posterior="flow"),
    ModelConfig(latent_dim=3, hidden=8, depth=0, prior="mixture"),
    ModelConfig(latent_dim=3, hidden=8, prior="flow", posterior="flow"),
]


def of(model):
    return operations(model), {name: tuple(value.shape) for name, value in model.state_dict().items()}


@pytest.mark.parametrize("config", CONFIGS)
def test_every_network_of_ours_passes(config):
    check_operations(*of(VAE(config)))


@pytest.mark.parametrize("config", CONFIGS[:2])
def test_the_price_is_the_multiply_adds_that_pytorch_counts(config):
    model = VAE(config).eval()
    spec, tensors = of(model)
    walk = _Walk(tensors)
    walk.through(spec["decoder"], (config.latent_dim,))
    elements = []
    hooks = [
        layer.register_forward_hook(lambda layer, given, out: elements.append(out[0].numel()))
        for layer in model.modules()
        if isinstance(layer, (torch.nn.SiLU, torch.nn.ReLU, torch.nn.LayerNorm))
    ]
    with FlopCounterMode(display=False) as counter:
        model.decode(torch.zeros(1, config.latent_dim))
    for hook in hooks:
        hook.remove()
    pixels = math.prod(config.image_shape)  # of the sigmoid, which is no layer of the model
    assert walk.price.products - ELEMENT_COST * (sum(elements) + pixels) == counter.get_total_flops() // 2


def change(spec, tensors, what):
    """One hostile or broken change of a good list."""
    decoder = spec["decoder"]
    linear = next(op for op in decoder if op["op"] == "linear")
    match what:
        case "no list":
            spec["decoder"] = {"op": "linear"}
        case "unknown operation":
            decoder.insert(0, {"op": "eval"})
        case "unhashable operation":
            decoder.insert(0, {"op": ["linear"]})
        case "null":
            decoder.insert(0, None)
        case "no weight":
            linear["weight"] = "decoder.99.weight"
        case "unhashable weight":
            linear["weight"] = []
        case "a field too few":
            del linear["bias"]
        case "other shape":
            tensors[linear["bias"]] = (tensors[linear["bias"]][0] - 1,)
        case "twice":
            residual = next(op for op in decoder if op["op"] == "residual")
            decoder.insert(decoder.index(residual), copy.deepcopy(residual))
        case "left out":
            tensors["decoder.77.weight"] = (4, 4)
        case "no sigmoid":
            decoder.pop()
        case "other end":
            spec["image_shape"] = [1, 28, 27]
        case "other activation":
            decoder[-1]["fn"] = "cosine"
        case "negative eps":
            next(op for op in decoder if op["op"] == "residual")["ops"].insert(0, {"op": "layer_norm", "eps": -1})
        case "deep":
            for _ in range(40):
                spec["decoder"] = [{"op": "residual", "ops": spec["decoder"]}]
        case "many operations":
            decoder[:0] = [{"op": "act", "fn": "relu"}] * 3_000
        case "encoder":
            spec["encoder"] = spec["encoder"][:-2]


@pytest.mark.parametrize(("what", "sentence"), [
    ("no list", "an operation list must be a list"),
    ("unknown operation", r"operation 'eval' is unknown; expected one of linear, conv"),
    ("unhashable operation", "is unknown"),
    ("null", "operation 'None' is unknown"),
    ("no weight", r"linear needs decoder.99.weight of shape any x 2; the file has None"),
    ("unhashable weight", "linear is malformed"),
    ("a field too few", "linear is malformed .*bias"),
    ("other shape", r"linear needs decoder.*bias of shape 16; the file has \(15,\)"),
    ("twice", "a second time"),
    ("left out", "leave out 1 weights, first decoder.77.weight"),
    ("no sigmoid", "does not end with a sigmoid"),
    ("other end", r"its decoder ends in shape \(1, 28, 28\); expected \(1, 28, 27\)"),
    ("other activation", "activation 'cosine' is unknown"),
    ("negative eps", "layer_norm"),
    ("deep", "at most 16 deep"),
    ("many operations", "more than 2,000 operations"),
    ("encoder", r"its encoder ends in shape \(16,\); expected 4 numbers"),
])  # fmt: skip
def test_a_list_that_is_not_that_of_the_weights_is_refused_in_one_sentence(what, sentence):
    spec, tensors = copy.deepcopy(of(VAE(CONFIGS[0])))
    change(spec, tensors, what)
    with pytest.raises(ValueError, match=sentence) as caught:
        check_operations(spec, tensors)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def enlarged(factor, convolutions):
    """A short file that asks for maps of great size, or for long work on them."""
    names = {
        f"decoder.{i}.{key}": shape
        for i in range(convolutions)
        for key, shape in (("weight", (16, 16, 9, 9)), ("bias", (16,)))
    }
    convolution = {"op": "conv", "stride": 1, "padding": 4}
    lists = [
        {"op": "linear", "weight": "decoder.in.weight", "bias": "decoder.in.bias"},
        {"op": "reshape", "shape": [16, 2, 2]},
        {"op": "upsample", "factor": factor},
        *({**convolution, "weight": f"decoder.{i}.weight", "bias": f"decoder.{i}.bias"} for i in range(convolutions)),
    ]
    tensors = names | {"decoder.in.weight": (64, 2), "decoder.in.bias": (64,)}
    return {"latent_dim": 2, "image_shape": [16, 2 * factor, 2 * factor], "decoder": lists, "encoder": []}, tensors


@pytest.mark.parametrize(("factor", "convolutions", "sentence"), [
    (4096, 0, f"more than {4 * PYTHON_FLOATS // 2**20:,} MB of memory"),
    (2**40, 0, "whole positive numbers"),
    (256, 12, f"more than {PYTHON_PRODUCTS // 10**6:,} million multiply-adds"),
])  # fmt: skip
def test_a_small_file_cannot_ask_for_long_work_or_much_memory(factor, convolutions, sentence):
    with pytest.raises(ValueError, match=sentence):
        check_operations(*enlarged(factor, convolutions))


def test_the_small_network_of_the_other_tests_passes():
    check_operations(*of(small_vae()))
