"""Which networks of other code can be adopted: parity, cost and decode time of each, and the words of a refusal.

    python benchmarks/census.py

Fourteen architectures as public code has them, and three that cannot be taken (refused_networks.py), weights random.
Parity is the largest difference of a pixel between the module and its graph over 32 new z, in PyTorch's replay and in
the browser's engine under Node; the time is the fastest of these decodes. Codes: the largest difference of mu and
log-variance over noise, relative to the largest.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[1]))

from foreign_networks import RUN, Pair, lived
from refused_networks import REFUSED

from vae_core.adopting.engine import decoded_by_engine
from vae_core.adopting.trials import latent_shape
from vae_core.adopting.wrapped import WrappedDecoder, WrappedEncoder
from vae_core.graph.check import check_network
from vae_core.graph.export import write_down
from vae_core.graph.lane import lane_of
from vae_core.graph.price import for_python
from vae_core.model.config import ADOPTED, ModelConfig
from vae_core.store.browser import model_bytes
from vae_core.store.checkpoint import adopted_model, save_adopted

CODES, IMAGES = 32, 8


def main() -> None:
    """Prints two tables."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    print("| network | picture | D | weights | million multiply-adds | PyTorch | engine | ms | codes | operations |")
    print("|" + "---|" * 10)
    for make in RUN:
        print(_row(make.__name__, _made(make)), flush=True)
    print("\n| refused | because |\n|---|---|")
    for make in REFUSED:
        try:
            _written(_made(make))
            print(f"| {make.__name__} | it was taken |")
        except ValueError as error:
            print(f"| {make.__name__} | {error} |", flush=True)


def _made(make) -> Pair:
    torch.manual_seed(0)
    pair = make()
    return pair._replace(encoder=lived(pair.encoder), decoder=lived(pair.decoder))


@torch.no_grad()
def _written(pair: Pair):
    """Modules in our form, networks, weights, and the decoder's price."""
    x = torch.rand(IMAGES, *pair.image_shape)
    encoder = WrappedEncoder(pair.encoder, pair.latent_dim).eval()
    decoder = WrappedDecoder(pair.decoder, latent_shape(encoder, x), pair.image_shape).eval()
    parts = {"encoder": write_down(encoder, x[:1], "encoder"),
             "decoder": write_down(decoder, torch.zeros(1, pair.latent_dim), "decoder")}  # fmt: skip
    weights = {name: value for _, of in parts.values() for name, value in of.items()}
    price = for_python()
    for network, _ in parts.values():
        price.products = 0
        check_network(network, {name: tuple(value.shape) for name, value in weights.items()}, price)
    return encoder, decoder, {part: network for part, (network, _) in parts.items()}, weights, price


@torch.no_grad()
def _row(name: str, pair: Pair) -> str:
    encoder, decoder, networks, weights, price = _written(pair)
    config = ModelConfig(latent_dim=pair.latent_dim, image_shape=pair.image_shape, network=ADOPTED)
    model = adopted_model(config, networks, weights)
    z, x = torch.randn(CODES, pair.latent_dim), torch.rand(IMAGES, *pair.image_shape)
    pictures, expected = decoder(z), encoder(x)
    torch_parity = float((model.decode(z) - pictures).abs().max())
    codes = float((model.encoder(x) - expected).abs().max() / expected.abs().max())
    with tempfile.TemporaryDirectory() as folder:
        save_adopted(Path(folder), config, networks, weights)
        (Path(folder) / "sent").write_bytes(model_bytes(folder))
        is_elsewhere = lane_of(networks["decoder"], price) == "server"
        found = None if is_elsewhere else decoded_by_engine(Path(folder) / "sent", z.numpy())
    engine, ms = ("Python decodes" if is_elsewhere else "not measured", "") if found is None else (
        f"{np.abs(found[0] - pictures.flatten(1).numpy()).max():.0e}", f"{found[1]:.1f}")  # fmt: skip
    size = " x ".join(map(str, pair.image_shape))
    millions, count = price.products / 1e6, sum(value.numel() for value in weights.values())
    kinds = sorted({op["op"] for network in networks.values() for op in network["ops"]})
    return (f"| {name} | {size} | {pair.latent_dim} | {count / 1e6:.2f} M | {millions:.1f} | {torch_parity:.0e} | "
            f"{engine} | {ms} | {codes:.0e} | {', '.join(kinds)} |")  # fmt: skip


if __name__ == "__main__":
    main()
