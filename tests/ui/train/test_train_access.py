"""Where the page Train is closed, and how it says durations."""

import pytest
from streamlit import get_option
from train_app import buttons, opened, words

from vae_core.runs import runs


def test_images_must_be_chosen_before_starting():
    app = opened()
    app.selectbox(key="train-data").set_value("zip").run()
    assert app.button(key="train-start").disabled
    assert "Choose the images first." in words(app)


def test_a_disk_that_takes_nothing_is_one_sentence(started, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    app = opened()
    monkeypatch.setattr(runs, "create", full)
    app.button(key="train-start").click().run()
    assert not app.exception
    assert "No space left on device" in app.error[0].value


def test_where_others_can_come_the_page_is_closed_unless_opened_and_reads_only_the_data_folder(monkeypatch, tmp_path):
    monkeypatch.setattr("ui.access.is_private", lambda: False)
    assert "because other machines can reach this server" in opened().info[0].value
    monkeypatch.setenv("LATENT_LENS_TRAIN", "on")
    app = opened()
    app.selectbox(key="train-data").set_value("folder").run()
    for folder in (tmp_path, tmp_path / "not there"):
        app.text_input(key="train-folder").set_value(str(folder)).run()
        assert "only folders in" in words(app)
        app.button(key="train-start").click().run()
        assert ["only folders in" in error.value for error in app.error] == [True]


def test_the_page_can_be_switched_off(monkeypatch):
    monkeypatch.setenv("LATENT_LENS_TRAIN", " Off ")
    app = opened()
    assert "switched off" in app.info[0].value
    assert "Start" not in buttons(app)
    assert get_option("server.maxUploadSize") == 0  # Streamlit's route takes no file, either
    monkeypatch.setenv("LATENT_LENS_TRAIN", "on")
    opened()
    assert get_option("server.maxUploadSize") == 64


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "a few seconds"), (14, "about 10 s"), (61, "about 60 s"), (200, "about 3 min"), (7000, "about 1 h 57 min")],
)
def test_durations_are_as_precise_as_an_estimate_deserves(seconds, said):
    from ui.train.run_words import spoken

    assert spoken(seconds) == said
