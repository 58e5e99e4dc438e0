"""A data set is fetched whole or not at all, one at a time, and a failure says why; from a mirror on this machine."""

import gzip
import hashlib
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from vae_core.data import fetch
from vae_core.data.sets import load_dataset
from vae_core.data.torchvision_import import prepare_torchvision

PARTS = {"train-images-idx3": (4, 28, 28), "train-labels-idx1": (4,), "t10k-images-idx3": (3, 28, 28),
         "t10k-labels-idx1": (3,)}  # fmt: skip


def _idx(shape):
    """A file of the MNIST format with 0, 1, 2... in it."""
    head = bytes([0, 0, 8, len(shape)]) + b"".join(size.to_bytes(4, "big") for size in shape)
    return head + (np.arange(np.prod(shape)) % 251).astype(np.uint8).tobytes()


class _Mirror(BaseHTTPRequestHandler):
    files, gate = {}, threading.Event()

    def do_GET(self):
        body = self.files.get(self.path.strip("/"))
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        with suppress(ConnectionError):  # torchvision asks once for the address alone
            self.wfile.write((body or b"")[:20])
            self.gate.wait(30)
            self.wfile.write((body or b"")[20:])

    def log_message(self, *words):
        pass


@pytest.fixture
def mnist():
    """torchvision's class, once its operators are declared."""
    prepare_torchvision()
    from torchvision.datasets import MNIST

    return MNIST


@pytest.fixture
def mirror(monkeypatch, mnist):
    """A server of four small files, which torchvision takes for MNIST's only mirror; it sends when its gate opens."""
    _Mirror.files = {f"{part}-ubyte.gz": gzip.compress(_idx(shape)) for part, shape in PARTS.items()}
    _Mirror.gate = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Mirror)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setattr(mnist, "mirrors", [f"http://127.0.0.1:{server.server_port}/"])
    monkeypatch.setattr(
        mnist, "resources", [(name, hashlib.md5(body).hexdigest()) for name, body in _Mirror.files.items()]
    )
    monkeypatch.setattr(fetch, "_last", None)
    yield _Mirror
    _Mirror.gate.set()
    server.shutdown()
    server.server_close()


def _wait(download):
    for thread in threading.enumerate():
        if thread.name == f"fetch-{download.name}":
            thread.join(60)
    assert not download.is_running()


def test_a_set_that_was_fetched_is_the_set(mirror, tmp_path):
    mirror.gate.set()
    _wait(fetch.start("mnist", tmp_path))
    assert load_dataset("mnist", "test", tmp_path, download=False).images.shape == (3, 1, 28, 28)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["MNIST"]
    assert {path.name for path in (tmp_path / "MNIST" / "raw").iterdir()} == {f"{part}-ubyte" for part in PARTS}


def test_while_it_comes_nothing_is_there_and_a_second_wish_starts_no_second_one(mirror, tmp_path):
    first = fetch.start("mnist", tmp_path)
    assert fetch.start("fashion", tmp_path) is first is fetch.last()
    assert first.is_running()
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("fetch-")] == ["fetch-mnist"]
    assert not (tmp_path / "MNIST").exists()
    mirror.gate.set()
    _wait(first)
    assert first.error is None


def test_a_damaged_file_leaves_nothing_behind(mirror, tmp_path):
    mirror.gate.set()
    mirror.files["t10k-labels-idx1-ubyte.gz"] = b"something else entirely"
    download = fetch.start("mnist", tmp_path)
    _wait(download)
    assert "could not be downloaded" in str(download.error)
    assert list(tmp_path.iterdir()) == []


def test_without_a_network_it_says_so_and_can_be_tried_again(mirror, mnist, tmp_path, monkeypatch):
    monkeypatch.setattr(mnist, "mirrors", ["http://127.0.0.1:9/"])  # nobody listens there
    failed = fetch.start("mnist", tmp_path)
    _wait(failed)
    assert "could not be downloaded" in str(failed.error)
    assert list(tmp_path.iterdir()) == []
    assert fetch.start("mnist", tmp_path) is not failed
    _wait(fetch.last())


def test_one_that_has_stalled_is_given_up_and_writes_nothing_later(mirror, tmp_path, monkeypatch):
    stuck = fetch.start("mnist", tmp_path)
    monkeypatch.setattr(fetch, "STALLED_SECONDS", -1)
    assert not stuck.is_running()
    assert "stopped coming" in str(stuck.error)
    mirror.gate.set()
    _wait(stuck)
    assert not (tmp_path / "MNIST").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(mirror, tmp_path):
    (tmp_path / "data").write_text("a file")
    download = fetch.start("mnist", tmp_path / "data")
    _wait(download)
    assert "could not be written to disk" in str(download.error)
