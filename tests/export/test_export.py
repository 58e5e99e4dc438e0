"""Files for others: the HTML file's size, policy and content, ONNX against PyTorch, the NumPy archive."""

import base64
import gzip
import hashlib
import json
import re

import numpy as np
import onnx
import pytest
import torch
from onnxruntime import InferenceSession
from safetensors.numpy import load

from ui.one_file.build import one_file
from ui.one_file.pack import packed
from ui.one_file.playground import playground_file
from vae_core import cli, load_model
from vae_core.export import onnx as export_onnx
from vae_core.export.npz import ABOUT, write_npz
from vae_core.export.onnx import write_onnx
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import save_model
from vae_core.store.folder import SHIPPED, list_models, load_config

NAME = "digits-2d"


@pytest.fixture(scope="module")
def page():
    return one_file(NAME).html


@pytest.mark.parametrize("name", list_models(SHIPPED))
def test_the_file_of_every_shipped_model_keeps_its_size(name):
    built = one_file(name)
    assert built.size <= (3_500_000 if load_config(name).latent_dim <= 2 else 6_000_000)
    assert built.weights_difference < 1e-3
    assert built.codes_difference < 1e-2


def test_the_file_speaks_the_language_that_it_is_made_in(page):
    chinese = one_file(NAME, code="zh").html
    assert (page.count('<html lang="en">'), chinese.count('<html lang="zh-Hans">')) == (1, 1)
    assert "有 2 个隐维度的 VAE" in chinese
    assert not re.search(r"Decoded picture|half precision", chinese)
    assert not re.search("[\u4e00-\u9fff]", page)


def test_the_policy_names_no_host_and_only_the_script_that_is_there(page):
    check_policy(page)
    check_policy(playground_file("en"))


def check_policy(page):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; ")
    assert not re.search(r"https?:|\*|unsafe-eval'(?<!wasm-unsafe-eval')", policy)
    script = re.search(r'<script type="module">(.*)</script>\n</body>', page, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy


def test_nothing_in_the_page_ends_a_script_early(page):
    assert page.count("<script") == page.count("</script>") == 4
    assert playground_file("en").count("<script") == playground_file("en").count("</script>") == 2


def test_the_playground_in_a_file_holds_the_digits_and_speaks_its_language():
    chinese = playground_file("zh", "beta:4")
    sent = json.loads(re.search(r'id="sent">(.*?)</script>', chinese)[1])
    assert len(base64.b64decode(sent["digits"]["pixels"])) == 64 * len(sent["digits"]["labels"]) == 64 * 1797
    assert sent["play"] == "beta:4"
    assert '<html lang="zh-Hans">' in chinese
    assert len(chinese.encode()) < 1_000_000


def test_the_page_tells_what_half_precision_changed(page):
    assert "in half precision: pictures are identical to PyTorch" in page


def test_a_name_with_markup_stays_text(tmp_path, monkeypatch, page):
    monkeypatch.setenv("LATENT_LENS_CHECKPOINTS", str(tmp_path))
    name = "<b>x<script>"
    (tmp_path / name).symlink_to(SHIPPED / NAME)
    assert one_file(name).html.count("<script") == page.count("<script")


def test_packing_keeps_every_byte():
    arrays = {"a": np.arange(7, dtype=np.float32), "b": np.arange(6, dtype=np.float16).reshape(2, 3)}
    stored = load(gzip.decompress(base64.b64decode(packed("atlas", {"name": "x"}, arrays))))
    for name, array in arrays.items():
        rows = np.frombuffer(stored[name].tobytes(), np.uint8).reshape(array.itemsize, -1)
        assert (np.frombuffer(rows.T.tobytes(), array.dtype).reshape(array.shape) == array).all()


def test_a_large_encoder_is_left_out_and_the_page_says_so():
    built = one_file("mnist-2d")
    assert not built.has_encoder
    assert "The encoder is left out to keep the file small" in built.html


@pytest.mark.parametrize("posterior", ["diagonal", "flow"])
@pytest.mark.parametrize("network", ["mlp", "conv"])
def test_onnx_computes_what_pytorch_computes(models, make_vae, tmp_path, network, posterior):
    save_model(models / network, make_vae(network=network, posterior=posterior))
    differences = write_onnx(network, tmp_path / "vae.onnx")
    assert [path.name for path in differences] == ["vae-encoder.onnx", "vae-decoder.onnx"]
    assert max(differences.values()) < 1e-5
    model = load_model(network)
    z = torch.randn(11, 3, generator=torch.Generator().manual_seed(1))
    images = model.decode(z)
    (got,) = InferenceSession(tmp_path / "vae-decoder.onnx").run(["images"], {"z": z.numpy()})
    assert np.abs(got - images.numpy()).max() < 1e-5
    got = InferenceSession(tmp_path / "vae-encoder.onnx").run(["mu", "logvar"], {"images": images.numpy()})
    for a, b in zip(got, model.encode(images), strict=True):
        assert np.abs(a - b.numpy()).max() < 1e-4


def test_onnx_carries_its_origin(tmp_path):
    write_onnx(NAME, tmp_path / "d")
    stored = onnx.load(tmp_path / "d-decoder.onnx")
    metadata = {entry.key: entry.value for entry in stored.metadata_props}
    digest = hashlib.sha256((SHIPPED / NAME / "model.safetensors").read_bytes()).hexdigest()
    assert metadata["weights_sha256"] == digest
    assert json.loads(metadata["image_shape"]) == [1, 8, 8]
    assert metadata["part"] == "decoder"


def test_a_graph_that_differs_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(export_onnx, "_difference", lambda *_: 0.5)
    with pytest.raises(ValueError, match=r"differs from PyTorch by 5.0e-01"):
        write_onnx(NAME, tmp_path / "d")
    assert not list(tmp_path.iterdir())


def test_missing_packages_are_named_with_the_command_that_installs_them(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(export_onnx, "find_spec", lambda package: None if package != "onnx" else object())
    assert cli.main(["export", NAME, "--to", "onnx", "--out", str(tmp_path / "d.onnx")]) == 1
    assert "python -m pip install onnxscript onnxruntime" in capsys.readouterr().err


def test_the_archive_describes_exactly_what_it_holds(tmp_path):
    shapes = write_npz(NAME, tmp_path / "d.data")
    with np.load(tmp_path / "d.data", allow_pickle=False) as stored:
        about = json.loads(str(stored["about"]))
        assert set(stored.files) == set(shapes) == {*about["arrays"], "about"}
        assert about["arrays"] == ABOUT
        assert (stored["codes"] == load_atlas(NAME).codes).all()
        sizes = {"N": len(stored["labels"]), "D": 2, "T": 11, "C": 1, "H": 8, "W": 8, "M": 0, "2": 2, "101": 101}
        for field, told in ABOUT.items():
            axes = re.match(r"\(([^)]*)\)", told)
            if axes:
                assert stored[field].shape == tuple(sizes[axis.strip()] for axis in axes[1].split(",") if axis.strip())
                assert str(stored[field].dtype) in told


def test_traversals_of_the_archive_are_decoded_codes(tmp_path):
    write_npz(NAME, tmp_path / "d.npz")
    with np.load(tmp_path / "d.npz") as stored:
        z = stored["codes"].mean(0)
        z[1] = stored["traversal_values"][1, 4]
        decoded = load_model(NAME).decode(torch.from_numpy(z[None])).numpy()[0]
        assert np.abs(decoded - stored["traversals"][1, 4]).max() < 1e-6


def test_the_command_writes_the_html_file(tmp_path, capsys, page):
    assert cli.main(["export", NAME, "--to", "html", "--out", str(tmp_path / "explorer.html")]) == 0
    assert (tmp_path / "explorer.html").read_text() == page
    assert "MB. Largest difference of a pixel: 0.0e+00 by half-precision weights" in capsys.readouterr().out


def test_the_command_puts_a_deck_into_the_file(tmp_path, capsys):
    deck = tmp_path / "deck.json"
    command = ["export", NAME, "--to", "html", "--out", str(tmp_path / "x.html"), "--stops", str(deck)]
    deck.write_text(json.dumps({"stops": [{"model": NAME, "z": [0, 0], "caption": "</script>"}]}))
    assert cli.main(command) == 0
    assert "\\u003c/script>" in (tmp_path / "x.html").read_text()
    deck.write_text(f'{{"stops": [{{"model": "{NAME}", "z": [NaN, 1e999]}}]}}')
    assert cli.main(command) == 0
    assert '"z": [null, null]' in (tmp_path / "x.html").read_text()  # JSON that a browser reads
    for content, words in (
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "a list of stops"),
        ('{"stops": [{"page": [], "query": {}}]}', "none of the deck's 1 stops"),
        ('{"stops": []}', "none of the deck's 0 stops"),
    ):
        deck.write_text(content)
        assert cli.main(command) == 1
        assert words in capsys.readouterr().err


def test_stops_go_into_html_only(tmp_path, capsys):
    command = ["export", NAME, "--to", "npz", "--out", str(tmp_path / "x.npz"), "--stops", "deck.json"]
    assert cli.main(command) == 1
    assert "--stops goes with --to html" in capsys.readouterr().err
