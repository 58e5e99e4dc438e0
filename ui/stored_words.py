"""What our own commands write into a model's folder in English, for a reader; whatever else a folder says stays."""

from __future__ import annotations

import re

from ui.words import text

WHOLE = {
    "nats per image": "unit_nats",
    "nats": "unit_of_log",
    "bits per dimension": "unit_bits",
    "per cent": "unit_per_cent",
    "squared feature units": "unit_features",
    "dynamically binarised": "pixels_binarised",
    "decoded means": "pixels_decoded",
    "grey": "pixels_grey",
    "colour": "pixels_colour",
}
DIMENSIONS = re.compile(r"of (\d+) dimensions")
CODES = re.compile(r"of (\d+) codes")
DEVICE = re.compile(r"CPU, (\d+) threads?")
DATA = re.compile(r"(.+) (test|train)")
FEATURES = re.compile(
    r"(\d+) features of a convolutional classifier trained on the training images "
    r"\(([\d.]+) % of test images right\)"
)


def said(stored: str) -> str:
    """A unit, a data set, a device or a kind of pixels, in the visitor's language."""
    if stored in WHOLE:
        return text(f"model.stored_{WHOLE[stored]}")
    if found := DIMENSIONS.fullmatch(stored):
        return text("model.of_dimensions", n=int(found[1]))
    if found := CODES.fullmatch(stored):
        return text("model.of_codes", n=int(found[1]))
    if found := DEVICE.fullmatch(stored):
        return text("model.device_cpu", n=int(found[1]))
    if found := DATA.fullmatch(stored):
        return text(f"model.data_{found[2]}", name=found[1])
    if found := FEATURES.fullmatch(stored):
        return text("model.features", n=int(found[1]), right=found[2])
    return stored
