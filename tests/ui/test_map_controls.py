"""Which map a model opens with, and what its controls offer."""

from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

T_SNE_FIRST = ["t-SNE", "PCA", "Latent dims"]


def draw():
    import streamlit as st

    from ui.map.controls import map_controls

    st.text(map_controls(st.session_state["atlas"])[0])


def _atlas(latent_dim):
    return SimpleNamespace(kl_per_dim=np.arange(latent_dim, dtype="f4"), nats=np.zeros(3, "f4"))


def _page(latent_dim, **query):
    page = AppTest.from_function(draw)
    page.session_state["atlas"] = _atlas(latent_dim)
    for name, value in query.items():
        page.query_params[name] = value
    return page.run()


def _next(page, latent_dim):
    page.session_state["atlas"] = _atlas(latent_dim)
    return page.run().text[0].value


@pytest.mark.parametrize(
    ("latent_dim", "shown", "offered"),
    [
        (1, "tsne", T_SNE_FIRST),
        (2, "z1,z2", ["Plane", "t-SNE", "PCA"]),
        (16, "tsne", T_SNE_FIRST),
    ],
)
def test_two_numbers_open_as_their_plane_and_other_models_as_t_sne(latent_dim, shown, offered):
    page = _page(latent_dim)
    assert page.text[0].value == shown
    assert page.segmented_control[0].options == offered
    assert len(page.selectbox) == 1  # the colouring


def test_a_link_that_names_a_map_keeps_it_and_one_with_a_camera_alone_is_of_t_sne():
    assert _page(2, map="tsne").text[0].value == "tsne"
    assert _page(2, map="z2,z1").text[0].value == "z2,z1"
    assert _page(2, camera="-9,9,-9,9").text[0].value == "tsne"
    assert _page(2, map="z7,z1").text[0].value == "z1,z2"


def test_the_next_model_has_its_own_map_unless_another_was_chosen():
    page = _page(16)
    assert [_next(page, dims) for dims in (2, 16)] == ["z1,z2", "tsne"]
    page.segmented_control[0].set_value("pca").run()
    assert [_next(page, dims) for dims in (2, 16)] == ["pca", "pca"]
    page.segmented_control[0].set_value("raw").run()
    assert page.text[0].value == "z16,z15"
    assert [_next(page, dims) for dims in (2, 16)] == ["z1,z2", "z16,z15"]


def test_from_t_sne_back_to_the_plane_is_z1_before_z2():
    page = _page(2, map="tsne")
    page.segmented_control[0].set_value("raw").run()
    assert page.text[0].value == "z1,z2"
