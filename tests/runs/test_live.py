"""What there is to see of a run survives its file, and its map does not jump."""

import io
import tracemalloc
import zipfile
from dataclasses import fields

import numpy as np
import pytest

from vae_core.measure.projection import pca
from vae_core.runs.live import Live, load_live, plane

rng = np.random.default_rng(0)
LIVE = Live(
    samples=rng.integers(0, 256, (24, 1, 8, 8), dtype=np.uint8),
    originals=rng.integers(0, 256, (12, 1, 8, 8), dtype=np.uint8),
    reconstructions=rng.integers(0, 256, (12, 1, 8, 8), dtype=np.uint8),
    points=rng.normal(size=(30, 2)).astype("f4"),
    labels=np.arange(30) % 3,
    class_names=np.array(["a", "b", "c"]),
    epochs=np.array([1, 4]),
    kl_per_dim=rng.random((2, 5)).astype("f4"),
)


def test_a_look_comes_back_from_its_file(tmp_path):
    LIVE.save(tmp_path)
    for field in fields(Live):
        np.testing.assert_array_equal(getattr(load_live(tmp_path), field.name), getattr(LIVE, field.name))


def test_a_look_that_an_earlier_version_wrote_is_read(tmp_path):
    arrays = {field.name: getattr(LIVE, field.name) for field in fields(Live)}
    np.savez(tmp_path / "live.npz", places=arrays.pop("points"), **arrays)
    np.testing.assert_array_equal(load_live(tmp_path).points, LIVE.points)


@pytest.mark.parametrize("kept", [0, 1, 100, 2000])
def test_a_damaged_look_counts_as_none(tmp_path, kept):
    LIVE.save(tmp_path)
    path = tmp_path / "live.npz"
    path.write_bytes(path.read_bytes()[:kept])
    assert load_live(tmp_path) is None
    assert load_live(tmp_path / "nowhere") is None


@pytest.mark.parametrize(
    "change",
    [
        {"samples": LIVE.samples[0]},
        {"originals": LIVE.originals.astype("f4")},
        {"labels": LIVE.labels + 1},
        {"points": LIVE.points * np.nan},
        {"epochs": LIVE.epochs[:1]},
        {"kl_per_dim": LIVE.kl_per_dim[:, 0]},
        {"samples": LIVE.samples[:5]},
        {"originals": LIVE.originals[:, :, :4]},
        {"epochs": np.array(["one", "two"])},
        {"epochs": np.array([1, 10**15])},
        {"epochs": LIVE.epochs[:0], "kl_per_dim": LIVE.kl_per_dim[:0]},
        {"labels": LIVE.labels.astype("f4")},
        {"labels": np.array(3)},
        {"class_names": np.arange(3)},
        {"class_names": np.array([str(name) for name in range(2000)])},
        {"points": LIVE.points * 1e30},
        {"kl_per_dim": np.zeros((2, 5000), "f4")},
    ],
)
def test_a_look_whose_parts_do_not_fit_counts_as_none(tmp_path, change):
    Live(**vars(LIVE) | change).save(tmp_path)
    assert load_live(tmp_path) is None


def test_a_look_that_unpacks_to_a_thousand_times_its_size_counts_as_none(tmp_path):
    LIVE.save(tmp_path)
    path = tmp_path / "live.npz"
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header, {"descr": "|u1", "fortran_order": False, "shape": (24, 1, 900, 10_000)}
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            if name != "samples.npy":
                archive.writestr(name, data)
        with archive.open("samples.npy", "w", force_zip64=True) as samples:
            samples.write(header.getvalue())
            for _ in range(24):
                samples.write(bytes(9_000_000))
    tracemalloc.start()
    assert load_live(tmp_path) is None
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


@pytest.mark.parametrize("place", range(0, 4000, 37))
def test_a_look_with_a_wrong_byte_is_whole_or_none(tmp_path, place):
    LIVE.save(tmp_path)
    path = tmp_path / "live.npz"
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 255
    path.write_bytes(content)
    live = load_live(tmp_path)
    assert live is None or live.samples.shape == (24, 1, 8, 8)


def test_two_dimensions_are_shown_as_they_are():
    codes = rng.normal(size=(50, 2)).astype("f4")
    np.testing.assert_array_equal(plane(codes, LIVE.points), codes)


def test_a_map_that_only_turned_stays_where_it_was():
    codes = rng.normal(size=(50, 4)) * [5, 3, 1, 0.5]
    before = plane(codes, None)
    np.testing.assert_array_equal(before, pca(codes))
    turn = np.linalg.qr(rng.normal(size=(4, 4)))[0]
    np.testing.assert_allclose(plane(codes @ turn, before), before, atol=1e-4)


def test_one_dimension_is_a_line():
    points = plane(rng.normal(size=(50, 1)), None)
    assert points.shape == (50, 2)
    assert (points[:, 1] == 0).all()
