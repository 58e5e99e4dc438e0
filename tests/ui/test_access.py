"""Who may train, and on what: nobody is let in by a misspelt word or by an address that others can reach."""

import pytest

from ui import access


@pytest.fixture
def listening(monkeypatch):
    """Sets the address that the server listens on."""

    def at(address):
        monkeypatch.setattr(access.st, "get_option", {"server.address": address}.get)

    return at


@pytest.mark.parametrize("wish", ["off", "OFF", "0", "false", "False", "no", " off ", "of", "-", "disabled"])
def test_every_word_but_yes_closes(wish, listening, monkeypatch):
    listening("127.0.0.1")
    monkeypatch.setenv("LATENT_LENS_TRAIN", wish)
    assert "switched off" in access.training_is_closed()


@pytest.mark.parametrize("wish", ["on", " ON ", "1", "true", "Yes"])
def test_a_word_that_says_so_opens_wherever_it_listens(wish, listening, monkeypatch):
    listening("0.0.0.0")
    monkeypatch.setenv("LATENT_LENS_TRAIN", wish)
    assert access.training_is_closed() == ""


@pytest.mark.parametrize(
    ("address", "private"),
    [("127.0.0.1", True), ("127.0.0.7", True), ("localhost", True), ("::1", True), ("[::1]", True),
     (None, False), ("", False), ("0.0.0.0", False), ("::", False), ("192.168.1.2", False), ("lab.example", False)],
)  # fmt: skip
@pytest.mark.parametrize("wish", [None, "", "  "])
def test_without_a_word_only_a_loopback_address_opens(address, private, wish, listening, monkeypatch):
    listening(address)
    monkeypatch.delenv("LATENT_LENS_TRAIN", raising=False)
    if wish is not None:
        monkeypatch.setenv("LATENT_LENS_TRAIN", wish)
    assert (access.training_is_closed() == "") == private


def test_others_may_use_folders_of_the_data_folder_only(listening, monkeypatch, tmp_path):
    (tmp_path / "data" / "mine").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    (tmp_path / "data" / "link").symlink_to(tmp_path / "secret")
    monkeypatch.setenv("LATENT_LENS_DATA", str(tmp_path / "data"))
    secret = [tmp_path / "secret", tmp_path / "data" / ".." / "secret", tmp_path / "data" / "link", tmp_path, "/"]
    listening("0.0.0.0")
    assert access.may_be_trained_on(str(tmp_path / "data" / "mine"))
    assert not any(access.may_be_trained_on(str(folder)) for folder in secret)
    listening("127.0.0.1")
    assert all(access.may_be_trained_on(str(folder)) for folder in secret)
