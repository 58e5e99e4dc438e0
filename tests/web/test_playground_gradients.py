"""The playground's hand-written slopes are those of PyTorch's autograd, in plain JavaScript and in WebAssembly."""

import base64
import re
from pathlib import Path

import numpy as np
import pytest
import torch
import wasmtime
from torch import nn

from vae_core.model.likelihood import Bernoulli, Gaussian
from vae_core.model.posterior import kl_to_standard_normal

PLAYGROUND = Path(__file__).parents[2] / "web" / "playground"
LAYERS = ("first", "head", "second", "last")
RUN = """async ({ sizes, images, noise, objective, logSigma, steps }) => {
  const { createNetwork } = await import("/web/playground/network.js");
  const net = createNetwork(sizes), at = net.layout, m = net.memory, rows = noise.length;
  const region = (start) => Array.from(m.subarray(start, start + at.parameters));
  m[at.weights + at.logSigma] = logSigma;
  const weights = region(at.weights), flat = Float32Array.from(images.flat());
  net.put(flat, null, 0, rows);
  noise.forEach((row, r) => row.forEach((value, d) => { m[at.noise + at.L * r + d] = value; }));
  const terms = net.backward(rows, objective);
  const gradients = region(at.gradients);
  const order = Uint32Array.from(images, (_, i) => i), objectives = { ...objective, rate: 0.01 };
  let last = null;
  for (let n = 0; n < steps; n++) last = net.step(flat, order, 0, rows, objectives);
  const codes = Array.from(net.encode(flat, new Float32Array(rows * 2 * sizes.latentDim)));
  const decoded = Array.from(net.decode(Float32Array.from(noise.flat())));
  const after = region(at.weights), { backend } = net;
  return { backend, layout: at, weights, gradients, terms, last, after, codes, decoded };
}"""
CASES = {
    "digits": dict(pixels=64, width=24, latentDim=2, inUnit=True, likelihood="bernoulli"),
    "one number": dict(pixels=16, width=8, latentDim=1, inUnit=True, likelihood="bernoulli"),
    "learned sigma": dict(pixels=64, width=16, latentDim=3, inUnit=True, likelihood="learned"),
    "given sigma": dict(pixels=64, width=16, latentDim=8, inUnit=True, likelihood="fixed"),
    "positions": dict(pixels=2, width=12, latentDim=2, inUnit=False, likelihood="learned"),
}


def run(node, case, backend, beta=1.0, noise=True, rows=11, seed=3, steps=0, log_sigma=-1.0):
    rng = np.random.default_rng(seed)
    sizes = {name: case[name] for name in ("pixels", "width", "latentDim", "inUnit")} | {"seed": seed}
    images = rng.random((rows, case["pixels"])).round(3)
    draws = rng.normal(size=(rows, case["latentDim"])).round(3)
    objective = {"likelihood": case["likelihood"], "sigma": 0.3, "beta": beta, "noise": noise}
    given = {"sizes": sizes | {"backend": backend}, "images": images.tolist(), "noise": draws.tolist()}
    said = node.evaluate(RUN, given | {"objective": objective, "logSigma": log_sigma, "steps": steps})
    assert said["backend"] == backend
    return said, images, draws, objective


def parameters(said, region, case):
    """Weight (out, in) and bias of each layer without what they are padded with, and what is left of sigma."""
    flat, at = np.array(said[region], np.float64), said["layout"]
    latent = case["latentDim"]
    both = np.r_[0:latent, at["L"] : at["L"] + latent]
    rows = dict(zip(LAYERS, (case["pixels"], case["width"], latent, case["width"]), strict=True))
    kept = {"first": range(case["width"]), "head": both, "second": range(case["width"]), "last": range(case["pixels"])}
    found = []
    for name in LAYERS:
        inputs, outputs, w, b = (at["layers"][name][key] for key in ("inputs", "outputs", "w", "b"))
        weight = flat[w : w + inputs * outputs].reshape(inputs, outputs)
        found += [weight[: rows[name]][:, list(kept[name])].T, flat[b : b + outputs][list(kept[name])]]
    return [*found, flat[at["logSigma"]]]


def likelihood_of(name, log_sigma):
    if name == "bernoulli":
        return Bernoulli()
    likelihood = Gaussian().double()
    likelihood.log_sigma = nn.Parameter(log_sigma)
    return likelihood


def autograd(said, images, draws, objective, case):
    """Sums of both terms and the slopes of all parameters, by PyTorch in double precision."""
    tensors = [torch.tensor(p, dtype=torch.float64, requires_grad=True) for p in parameters(said, "weights", case)]
    w1, b1, wh, bh, w2, b2, w3, b3, log_sigma = tensors
    x, eps = torch.tensor(images), torch.tensor(draws)
    hidden = nn.functional.silu(nn.functional.linear(x, w1, b1))
    mu, logvar = nn.functional.linear(hidden, wh, bh).split(case["latentDim"], 1)
    z = mu + torch.exp(0.5 * logvar) * eps if objective["noise"] else mu
    out = nn.functional.linear(nn.functional.silu(nn.functional.linear(z, w2, b2)), w3, b3)
    if objective["likelihood"] == "fixed" or not case["inUnit"]:
        likelihood = likelihood_of("learned", log_sigma)
        learned = torch.exp(likelihood._log_sigma())
        sigma = learned if objective["likelihood"] == "learned" else objective["sigma"]
        mean = torch.sigmoid(out) if case["inUnit"] else out
        log_p = torch.distributions.Normal(mean, sigma).log_prob(x).sum(1)
    else:
        likelihood = likelihood_of(objective["likelihood"], log_sigma)
        log_p = likelihood.log_prob(x, out)
    recon, kl = -log_p.sum(), kl_to_standard_normal(mu, logvar).sum()
    loss = recon + objective["beta"] * kl
    held = [*tensors[:-1], likelihood.log_sigma if objective["likelihood"] != "bernoulli" else log_sigma]
    slopes = torch.autograd.grad(loss, held, allow_unused=True)
    found = zip(slopes, held, strict=True)
    return recon.item(), kl.item(), [np.zeros(t.shape) if s is None else s.numpy() for s, t in found]


@pytest.mark.parametrize("backend", ["js", "wasm"])
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(("beta", "noise"), [(1.0, True), (4.0, True), (0.0, False), (0.5, False)])
def test_slopes_are_those_of_autograd(node, name, beta, noise, backend):
    case = CASES[name]
    said, images, draws, objective = run(node, case, backend, beta, noise, log_sigma=-0.4)
    recon, kl, slopes = autograd(said, images, draws, objective, case)
    assert said["terms"]["recon"] == pytest.approx(recon, rel=2e-5, abs=1e-3)
    assert said["terms"]["kl"] == pytest.approx(kl, rel=2e-5, abs=1e-4)
    for got, expected in zip(parameters(said, "gradients", case), slopes, strict=True):
        np.testing.assert_allclose(got, expected, rtol=2e-4, atol=2e-5 * max(1, np.abs(expected).max()))


@pytest.mark.parametrize("name", CASES)
def test_what_rows_are_padded_with_stays_nothing(node, name):
    case = CASES[name]
    said, *_ = run(node, case, "wasm", steps=3)
    kept = sum(np.size(parameter) for parameter in parameters(said, "after", case))
    assert np.count_nonzero(said["after"]) <= kept
    assert np.count_nonzero(said["gradients"]) <= kept


@pytest.mark.parametrize("name", CASES)
def test_webassembly_trains_as_plain_javascript_does(node, name):
    one, two = (run(node, CASES[name], backend, steps=20, rows=13)[0] for backend in ("js", "wasm"))
    np.testing.assert_allclose(two["gradients"], one["gradients"], rtol=1e-4, atol=2e-5)
    np.testing.assert_allclose(two["after"], one["after"], atol=1e-3)
    np.testing.assert_allclose(two["codes"], one["codes"], atol=2e-3)
    np.testing.assert_allclose(two["decoded"], one["decoded"], atol=2e-3)
    assert two["last"]["recon"] == pytest.approx(one["last"]["recon"], rel=1e-3)


@pytest.mark.parametrize("likelihood", ["bernoulli", "learned"])
def test_steps_are_those_of_pytorch_s_adam(node, likelihood):
    case = CASES["digits"] | {"likelihood": likelihood}
    said, images, _, objective = run(node, case, "wasm", noise=False, steps=5)
    tensors = [torch.tensor(p, dtype=torch.float64) for p in parameters(said, "weights", case)]
    adam = torch.optim.Adam(held := [tensor.clone().requires_grad_() for tensor in tensors], lr=0.01)
    for _ in range(5):
        now = {**said, "weights": repacked(said, [tensor.detach().numpy() for tensor in held], case)}
        _, _, slopes = autograd(now, images, np.zeros((len(images), 2)), objective, case)
        for tensor, slope in zip(held, slopes, strict=True):
            tensor.grad = torch.as_tensor(slope / len(images)).reshape(tensor.shape)
        adam.step()
    for got, tensor in zip(parameters(said, "after", case), held, strict=True):
        np.testing.assert_allclose(got, tensor.detach().numpy(), atol=2e-4)


def repacked(said, found, case):
    """The inverse of `parameters`, for a network without padding but in the head."""
    flat, at = np.zeros(said["layout"]["parameters"]), said["layout"]
    latent = case["latentDim"]
    for name, weight, bias in zip(LAYERS, found[0:8:2], found[1:8:2], strict=True):
        inputs, outputs, w, b = (at["layers"][name][key] for key in ("inputs", "outputs", "w", "b"))
        columns = np.r_[0:latent, at["L"] : at["L"] + latent] if name == "head" else np.arange(outputs)
        whole = np.zeros((inputs, outputs))
        whole[: weight.shape[1], columns] = weight.T
        flat[w : w + inputs * outputs] = whole.ravel()
        flat[b + columns] = bias
    flat[at["logSigma"]] = found[8]
    return flat.tolist()


def test_the_assembled_kernel_is_its_source():
    text = re.search(r"const ASSEMBLED =(.*?);", (PLAYGROUND / "wasm.js").read_text(), re.S)[1]
    assembled = base64.b64decode("".join(re.findall(r'"(.*?)"', text)))
    assert assembled == bytes(wasmtime.wat2wasm((PLAYGROUND / "train.wat").read_text()))
