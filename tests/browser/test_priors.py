"""Models whose prior is not N(0, I): what draws from it, and what each page says of it."""

import numpy as np
import pytest
import torch
from lab_page import Lab
from small_atlas import small_atlas
from small_vae import small_vae

from vae_core.atlas.build import prior_samples
from vae_core.measure.evaluate import rate_of_image
from vae_core.store.atlas import load_atlas
from vae_core.store.checkpoint import load_model, save_model

FAR = 20.0  # where the prior's mean is, in every dimension
STD = 0.5


def far_model(folder, draws=True):
    """A model whose prior and codes lie far from 0, and its atlas."""
    model = small_vae(prior="mixture", components=3)
    model.prior.mu.data.fill_(FAR)
    model.prior.logvar.data.fill_(2 * np.log(STD))
    save_model(folder, model)
    kept = prior_samples(model) if draws else np.empty((0, 3), "f4")
    atlas = small_atlas(prior_samples=kept)
    small_atlas(prior_samples=kept, codes=atlas.codes * np.float32(STD) + np.float32(FAR)).save(folder)


@pytest.fixture(scope="module")
def models(workshop):
    _, models = workshop
    far_model(models / "far")
    far_model(models / "old", draws=False)
    return models


@pytest.fixture
def visit(tab, workshop, models):
    return lambda page, model="far": Lab(tab, workshop[0], page, model)


@pytest.mark.parametrize("latent_dim", [1, 5])
def test_the_standard_prior_is_drawn_from_itself(page, latent_dim):
    draws, again, title = page.evaluate(
        """async (latentDim) => {
          const { priorOf } = await import("/web/latent/prior.js");
          const spec = { name: "m", prior: "standard" };
          const parts = [{ name: "z", kind: "vector", start: 0, stop: latentDim }];
          const view = { latentDim, parts, array: () => null, spec };
          const { draw, title } = priorOf(view, 3);
          const draws = Array.from({ length: 4000 }, () => Array.from(draw()));
          return [draws, Array.from(priorOf(view, 3).draw()), title("add")];
        }""",
        latent_dim,
    )
    assert np.array(draws).shape == (4000, latent_dim)
    np.testing.assert_allclose(np.mean(draws, 0), 0, atol=0.08)
    np.testing.assert_allclose(np.cov(np.array(draws).T), np.eye(latent_dim), atol=0.12)
    assert again == draws[0]
    assert title == "Add a random draw from the prior N(0, I)"


def test_a_talk_walks_along_the_draws_of_another_prior(page):
    seen = page.evaluate(
        """async () => {
          const { createWalk } = await import("/web/talk/stop_walk.js");
          const kept = Float32Array.from([20, 21, 30, 31, 40, 41]);
          const spec = { name: "m", prior: "flow" };
          const view = { latentDim: 2, array: (name) => (name === "prior_samples" ? kept : null), spec };
          const seen = [];
          const lens = { move: (z) => seen.push(Array.from(z)) };
          const walk = createWalk({ store: { state: { view } }, lens, glide: { end() {} } });
          for (let seed = 0; seed < 30; seed++) walk.play({ kind: "prior" }, { seed });
          walk.end();
          return seen;
        }"""
    )
    assert set(map(tuple, seen)) == {(20, 21), (30, 31), (40, 41)}


DRAWS = "1,024 draws from this model's mixture prior"


def is_near_the_prior(z):
    return np.abs(np.array(z) - FAR).max() < 6 * STD


def test_random_z_is_a_draw_from_the_models_own_prior(visit):
    lab = visit("Explore")
    seen = set()
    for _ in range(4):
        lab.get("random").click()
        lab.until("STATE.pinnedOrigin.source === 'random'")
        seen.add(tuple(lab.live["z"]))
    assert len(seen) > 1
    assert all(map(is_near_the_prior, seen))
    assert lab.get("random").get_attribute("title") == f"Go to one of {DRAWS}"
    assert "need not be a likely point under this model's mixture prior" in lab.get("reset").get_attribute("title")


def test_a_prior_sample_on_interpolate_is_one_too(visit):
    lab = visit("Interpolate")
    lab.until("STATE.waypoints?.length === 2")
    lab.get("walk-details").click()
    lab.get("add-prior").click()
    lab.until("STATE.waypoints.length === 3")
    assert is_near_the_prior(lab.page.evaluate("Array.from(latentLens.store.state.waypoints[2].z)"))
    assert lab.get("add-prior").get_attribute("title") == f"Add one of {DRAWS}"


BLANK = """(canvas) => {
  const { width, height } = canvas;
  return canvas.toDataURL() === Object.assign(document.createElement("canvas"), { width, height }).toDataURL();
}"""


def test_manifold_shows_the_draws_and_offers_no_coordinates_of_another_prior(visit):
    lab = visit("Manifold")
    lab.board_is_full()
    assert lab.get("quantile").is_disabled()
    assert lab.get("quantile").get_attribute("title") == "Only for the prior N(0, I): this model has a mixture prior"
    assert lab.get("overlay-prior").get_attribute("title") == f"{DRAWS}, projected onto the plane"
    lab.page.evaluate("latentLens.store.set({ quantile: true })")  # as a model with the prior N(0, I) may leave it
    lab.get("overlay-pictures").click()
    canvas = lab.get("manifold").locator("canvas").first.element_handle()
    lab.page.wait_for_function(BLANK, arg=canvas)
    lab.get("overlay-prior").click()
    lab.page.wait_for_function(f"(canvas) => !({BLANK})(canvas)", arg=canvas)
    assert lab.board["x"][1] >= FAR + STD  # the first view holds the codes, in their own coordinates


def test_an_atlas_without_draws_offers_none_and_says_why(visit):
    lab = visit("Explore", "old")
    assert lab.get("random").is_disabled()
    sentence = "The atlas keeps no draws from this model's mixture prior: run python -m vae_core atlas old"
    assert lab.get("random").get_attribute("title") == sentence


def test_learn_counts_the_rate_against_the_models_own_prior(visit, models):
    lab = visit("Learn")
    host = lab.page.get_by_label("One image through the VAE")
    lab.get("lesson-rate").filter(has_text=".").wait_for()
    model, code = load_model(models / "far"), load_atlas(models / "far").codes[:1]
    nats, error = rate_of_image(model, model.decode(torch.from_numpy(code))[0])
    assert float(host.get_attribute("data-rate")) == pytest.approx(nats, rel=1e-4)
    said = "The rate is KL(q(z|x) || p(z)) to this model's mixture prior, estimated from 1,024 draws, "
    said += f"± {error:.2f} nats"
    assert lab.get("lesson-rate").locator("..").get_attribute("title") == said
    assert lab.page.get_by_text(said).is_visible()
