"""The Learn page: its live numbers are those of PyTorch, its symbols have one colour, its statements have sources."""

import re

import numpy as np
import pytest
import torch
from app_server import ROOT
from learn_page import PIXELS, facts, image
from playwright.sync_api import expect
from tab import drawn, until
from torch.nn.functional import binary_cross_entropy

from ui.learn.symbols import coloured
from vae_core import load_model
from vae_core.store.atlas import load_atlas

NAME = "digits-2d"
TEXTS = {path.stem: path.read_text() for path in (ROOT / "ui/words/en/learn").glob("*.md")}


@pytest.fixture
def learn(same_visit, first_visit):
    """The same reader in all tests, who turns the noise back to what it was."""
    return same_visit(first_visit)


@pytest.fixture
def first_visit(tab, app_url):
    def first_visit():
        page = tab.open(f"{app_url}/learn?model={NAME}", viewport={"width": 1300, "height": 1000})
        page.get_by_test_id("lesson-total").get_by_text(".").wait_for()
        return page

    return first_visit


DRAWS = """async ([draw, lesson, count]) => {
  const draws = [];
  for (let n = 0; n < count; n++) {
    draw.click();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
    draws.push(lesson.dataset.z);
  }
  return draws;
}"""


def test_distortion_and_rate_are_those_of_pytorch(learn):
    model = load_model(NAME)
    x = image()
    mu, logvar = model.encode(x)
    for _ in range(3):
        z, distortion, rate = facts(learn)
        expected = binary_cross_entropy(model.decode(torch.tensor([z])), x, reduction="sum")
        assert distortion == pytest.approx(float(expected), rel=1e-4)
        assert rate == pytest.approx(float(0.5 * (mu**2 + logvar.exp() - logvar - 1).sum()), rel=1e-4)
        learn.get_by_test_id("lesson-draw").click()
        drawn(learn)


def test_draws_have_the_mean_and_width_of_the_posterior(learn):
    model = load_model(NAME)
    mu, logvar = model.encode(image())
    draw = learn.get_by_test_id("lesson-draw").element_handle()
    lesson = learn.get_by_label("One image through the VAE").element_handle()
    draws = [[float(value) for value in z.split(",")] for z in learn.evaluate(DRAWS, [draw, lesson, 60])]
    sigma = (0.5 * logvar).exp().numpy()[0]
    standardised = (np.array(draws) - mu.numpy()[0]) / sigma
    assert np.abs(standardised.mean(0)).max() < 4 / np.sqrt(60)
    assert 0.6 < standardised.std(0).min() <= standardised.std(0).max() < 1.4


def test_without_noise_the_draw_is_mu(learn):
    model = load_model(NAME)
    mu, _ = model.encode(image())
    learn.get_by_test_id("lesson-scale").fill("0")
    drawn(learn)
    assert facts(learn)[0] == pytest.approx(mu.tolist()[0], abs=1e-5)
    learn.get_by_test_id("lesson-scale").fill("1")
    drawn(learn)


def test_a_long_lecture_does_not_move_the_mean(page):
    values = np.random.default_rng(0).normal(100, 5, 5000)
    mean, error = page.evaluate(
        """async (values) => {
        const { NO_VALUES, withValue, standardError } = await import("/web/learn/running_mean.js");
        const of = values.reduce(withValue, NO_VALUES);
        return [of.mean, standardError(of)];
    }""",
        values.tolist(),
    )
    assert mean == pytest.approx(values.mean())
    assert error == pytest.approx(values.std(ddof=1) / np.sqrt(len(values)))


def test_with_other_noise_the_sum_is_called_no_elbo(learn):
    words = learn.get_by_test_id("lesson-total-words")
    assert "-ELBO" in words.inner_text()
    learn.get_by_test_id("lesson-scale").fill("2")
    words.get_by_text("distortion + rate").wait_for()
    assert "-ELBO" not in words.inner_text()
    learn.get_by_test_id("lesson-scale").fill("1")
    words.get_by_text("-ELBO").wait_for()


def spot(element, x, y):
    """Moves the pointer to a place of an element, in shares of its width and height."""
    box = element.bounding_box()
    element.page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])


def test_the_sheet_decodes_the_place_under_the_pointer(learn):
    sheet = learn.get_by_test_id("sheet")
    sheet.scroll_into_view_if_needed()
    before = learn.get_by_test_id("sheet-z1").inner_text()
    spot(sheet, 0.75, 0.25)
    until(learn, lambda: learn.get_by_test_id("sheet-z1").inner_text() != before)
    z = [float(learn.get_by_test_id(f"sheet-z{d}").inner_text()) for d in (1, 2)]
    assert z == pytest.approx([1.3, 1.3], abs=0.03)
    expected = load_model(NAME).decode(torch.tensor([z])).numpy().ravel()
    np.testing.assert_allclose(learn.get_by_test_id("sheet-picture").evaluate(PIXELS), expected, atol=0.02)
    sheet.press("ArrowLeft")
    drawn(learn)
    assert float(learn.get_by_test_id("sheet-z1").inner_text()) == pytest.approx(z[0] - 0.1, abs=0.011)


def test_a_walk_ends_in_the_middle_of_its_class_and_leaves_a_strip(learn):
    atlas = load_atlas(NAME)
    end = atlas.codes[atlas.labels == 9].mean(0)
    learn.get_by_role("button", name="From 4 to 9").click()
    last = [f"{value:.2f}" for value in end]
    until(learn, lambda: [learn.get_by_test_id(f"sheet-z{d}").inner_text() for d in (1, 2)] == last)
    strip = learn.get_by_test_id("sheet-strip")
    assert strip.get_attribute("aria-label") == "Nine pictures on the straight way from 4 to 9"
    assert len(set(strip.evaluate(PIXELS))) > 20


def shown_images(learn):
    for name in ("mnist-2d", "mnist-2d-beta05", "mnist-2d-beta4"):
        expect(learn.get_by_test_id(f"betas-{name}")).to_have_attribute("height", "56")  # two rows of pictures
    images = learn.get_by_label("Models trained at several beta").evaluate("node => node.dataset.images")
    return [int(index) for index in images.split(",")]


def pictures_of(learn, name):
    """The ten pictures as the page shows them, (10, 28, 28): the opacity of the strokes."""
    rows = learn.get_by_test_id(f"betas-{name}").evaluate("""node => {
        const { data } = node.getContext("2d").getImageData(0, 0, node.width, node.height);
        return Array.from({ length: data.length / 4 }, (_, i) => data[4 * i + 3]);
    }""")
    return np.array(rows).reshape(2, 28, 5, 28).swapaxes(1, 2).reshape(10, 28, 28) / 255


def test_every_beta_rebuilds_the_same_images(learn):
    before = shown_images(learn)
    learn.get_by_test_id("betas-draw").click()
    until(learn, lambda: shown_images(learn) != before)
    images = shown_images(learn)
    labels = load_atlas("mnist-2d").labels[images]
    assert sorted(labels) == list(range(10))
    for name in ("mnist-2d-beta05", "mnist-2d", "mnist-2d-beta4"):
        expected = load_model(name).decode(torch.from_numpy(load_atlas(name).codes[images])).numpy()[:, 0]
        np.testing.assert_allclose(pictures_of(learn, name), expected, atol=0.005)


def test_all_betas_decode_the_place_under_the_pointer(learn):
    shown_images(learn)
    plane = learn.get_by_test_id("betas-plane-mnist-2d")
    plane.scroll_into_view_if_needed()
    part = learn.get_by_label("Models trained at several beta")
    before = part.get_attribute("data-z")
    spot(plane, 0.6, 0.4)
    until(learn, lambda: part.get_attribute("data-z") != before)
    z = [float(value) for value in part.get_attribute("data-z").split(",")]
    for name in ("mnist-2d-beta05", "mnist-2d", "mnist-2d-beta4"):
        expected = load_model(name).decode(torch.tensor([z])).numpy().ravel()
        np.testing.assert_allclose(learn.get_by_test_id(f"betas-here-{name}").evaluate(PIXELS), expected, atol=0.03)


def test_the_mean_over_draws_comes_with_its_error(first_visit):
    learn = first_visit()
    learn.get_by_test_id("lesson-run").check()
    learn.get_by_test_id("lesson-mean").get_by_text("mean over 4 draws").wait_for()
    assert re.search(r": \d+\.\d\d ± \d+\.\d\d nats", learn.get_by_test_id("lesson-mean").inner_text())


def test_without_originals_the_subject_is_one_that_has_them(tab, app_url):
    page = tab.open(f"{app_url}/learn?model=mnist-2d")
    page.get_by_text("So the image here comes from digits-2d, whose images are always here.").wait_for()
    page.get_by_test_id("lesson-total").get_by_text(".").wait_for()
    _, distortion, _ = facts(page)
    z, _, _ = facts(page)
    expected = binary_cross_entropy(load_model(NAME).decode(torch.tensor([z])), image(), reduction="sum")
    assert distortion == pytest.approx(float(expected), rel=1e-4)


OUTSIDE = """() => {
  const article = document.querySelector(".st-key-learn-article");
  const main = document.querySelector("[data-testid=stMain]");
  document.querySelectorAll("details:not([open]) summary").forEach((summary) => summary.click());
  const cut = [...article.querySelectorAll(".katex-display")].filter((node) => node.scrollWidth > node.clientWidth + 1);
  return [article.clientWidth, main.scrollWidth - main.clientWidth, cut.length,
    article.querySelectorAll(".katex-display").length];
}"""


def test_the_article_has_one_measure_and_no_formula_is_cut(tab, app_url):
    page = tab.open(f"{app_url}/learn?model={NAME}", viewport={"width": 1300, "height": 900})
    page.get_by_text("Mistakes that tutorials make").wait_for()
    until(page, lambda: page.evaluate(OUTSIDE)[3] == 8)  # folded until they are asked for
    for width, measure in ((1300, 680), (390, 362)):
        page.set_viewport_size({"width": width, "height": 900})
        drawn(page, frames=10)
        found = page.evaluate(OUTSIDE)
        assert found[0] == pytest.approx(measure, abs=2)
        assert found[1:3] == [0, 0]


@pytest.mark.parametrize("name", TEXTS)
def test_every_symbol_is_replaced(name):
    assert not re.search(r"\b(MU|SIGMA|EPS|OUT|Q)\b", coloured(TEXTS[name]))


def test_every_source_that_is_cited_is_listed_and_every_listed_one_is_cited():
    body, sources = "".join(TEXTS[name] for name in sorted(TEXTS, key="mistakes".__eq__)).split("Sources: ")
    cited, listed = (set(re.findall(r"\[(\d)\]", part)) for part in (body, sources))
    assert cited == listed
