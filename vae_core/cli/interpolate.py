"""`interpolate`: a walk between test images as a GIF, a PNG strip or a NumPy archive."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor
from tqdm import tqdm

from vae_core.cli.arguments import positive
from vae_core.fault import Fault
from vae_core.making.wish import labels_of
from vae_core.measure.geometry import unit_of
from vae_core.model.parts import GRID, part_of_kind
from vae_core.store.atlas import load_atlas
from vae_core.store.folder import load_config
from vae_core.walks.animation import check_suffix, write_walk
from vae_core.walks.given import in_class, is_held
from vae_core.walks.walk import Walk, constant_speed, measure
from vae_core.walks.walker import METHODS, Walker, load_walker

CHUNK = 16  # frames decoded between two steps of the progress bar


def add(commands) -> None:
    """Adds the command."""
    add = commands.add_parser("interpolate", help="walk between test images: .gif, .png or .npz")
    add.add_argument("name", metavar="NAME", help="a shipped model or a folder")
    add.add_argument("--from", dest="start", type=int, required=True, help="number of a test image")
    add.add_argument("--to", dest="end", type=int, required=True, help="number of another")
    add.add_argument("--via", type=int, nargs="*", default=[], help="images on the way, up to six")
    add.add_argument(
        "--class", dest="held", metavar="CLASS", help="all the way, where a class is given: the style moves"
    )
    add.add_argument("--method", choices=METHODS, help="geodesic unless given, or linear where the class changes")
    add.add_argument("--frames", type=positive, default=60)
    add.add_argument("--speed", choices=("latent", "visual"), help="even steps of the code or of the picture")
    add.add_argument("--fps", type=positive, default=20)
    add.add_argument("--scale", type=positive, default=8, help="screen pixels per pixel")
    add.add_argument("--out", type=Path, required=True, help="walk.gif, walk.png or walk.npz")
    add.set_defaults(carry_out=carry_out)


def carry_out(options: argparse.Namespace) -> None:
    """Writes the walk and prints what it costs."""
    check_suffix(options.out)
    if part_of_kind(load_config(options.name).parts, GRID):
        raise Fault("{model} has a grid of codes, and between two codes there is nothing to walk through: choose "
                    "another model, or swap cells of two pictures on Explore", model=options.name)  # fmt: skip
    walker = load_walker(options.name)
    waypoints = _codes(walker, options)
    method = options.method or ("geodesic" if is_held(walker.model.parts, waypoints) else "linear")
    with tqdm(total=options.frames + 1, unit="frame", desc=method, leave=False) as bar:
        walk = walker.walk(method, waypoints, options.frames)
        z = walk.z
        if options.speed:
            z = constant_speed(z, options.frames, walker.embed if options.speed == "visual" else None)
        bar.update(1)
        bar.set_description("decoding")
        images = []
        for codes in z.split(CHUNK):
            images.append(walker.model.decode(codes))
            bar.update(len(codes))
    write_walk(options.out, z.numpy(), torch.cat(images).numpy(), options.fps, options.scale)
    cost = measure(z, walker.embed)
    print(f"{options.out}: {options.frames} frames, {method}, latent length {cost.latent_length:.2f}, picture length "
          f"{cost.image_length:.1f} {unit_of(walker.model)}, largest jump {cost.largest_jump:.2f}. "
          f"{_least(walk)}{walk.note}".rstrip())  # fmt: skip


def _least(walk: Walk) -> str:
    what = METHODS[walk.method]
    return f"Minimised: {what}, {walk.cost:.4g}. " if what else ""


def _codes(walker: Walker, options: argparse.Namespace) -> Tensor:
    indices = [options.start, *options.via, options.end]
    count = len(walker.codes)
    if outside := [index for index in indices if not 0 <= index < count]:
        raise ValueError(f"the atlas of {options.name} has images 0 to {count - 1}; got {outside[0]}")
    codes = torch.from_numpy(walker.codes[indices])
    if options.held is None:
        return codes
    (label,) = labels_of([options.held], load_atlas(options.name).class_names)
    return in_class(walker.model.parts, codes, label)
