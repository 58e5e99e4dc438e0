"""Runs a network in the engine, by both backends."""

import base64

import numpy as np
import torch
from safetensors.numpy import save

RUN = """async ({ graph, backend, input, outputs }) => {
  const { compileNetwork } = await import("/web/engine/network.js");
  const { parseSafetensors } = await import("/web/engine/safetensors.js");
  const { jsBackend } = await import("/web/engine/kernels.js");
  const { wasmBackend } = await import("/web/engine/wasm.js");
  const { tensors } = parseSafetensors(new Uint8Array(await (await fetch("/weights")).arrayBuffer()));
  const network = compileNetwork(graph, tensors, { js: jsBackend, wasm: wasmBackend }[backend]);
  const x = new Float32Array(Uint8Array.from(atob(input), (c) => c.charCodeAt(0)).buffer);
  const out = new Float32Array(network.outputs);
  network.run(new Float32Array(x.length).fill(9), out); // what a run leaves behind must not matter
  network.run(x, out);
  return Array.from(out);
}"""


def run_graph(node, graph, weights, x, backend):
    """The output, flat, for one input."""
    arrays = {name: np.ascontiguousarray(value, np.float32) for name, value in weights.items()}
    node.files["/weights"] = save(arrays | {"pad": np.zeros(1, np.float32)})
    sent = base64.b64encode(np.ascontiguousarray(x, np.float32).tobytes()).decode()
    return np.array(node.evaluate(RUN, {"graph": graph, "backend": backend, "input": sent}), np.float32)


def assert_same(node, graph, weights, x, expected, tolerance=2e-5):
    """Both backends make what PyTorch makes of an input, relative to its largest number."""
    expected = expected.detach().numpy().ravel()
    for backend in ("js", "wasm"):
        got = run_graph(
            node, graph, {name: torch.as_tensor(value).numpy() for name, value in weights.items()}, x, backend
        )
        assert got.shape == expected.shape
        assert np.abs(got - expected).max() <= tolerance * (1 + np.abs(expected).max()), backend
