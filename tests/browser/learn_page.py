"""What a test reads on the page Learn."""

import torch

from vae_core import load_dataset

PIXELS = """node => Array.from(node.getContext("2d").getImageData(0, 0, node.width, node.height).data)
  .filter((_, i) => i % 4 === 0).map((value) => value / 255)"""


def image():
    return torch.from_numpy(load_dataset("digits", "test").images[:1]).float() / 255


def facts(page):
    data = page.get_by_label("One image through the VAE").evaluate("node => ({ ...node.dataset })")
    return [float(value) for value in data["z"].split(",")], float(data["distortion"]), float(data["rate"])
