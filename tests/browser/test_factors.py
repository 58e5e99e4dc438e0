"""True factors on Explore: what lights up, where a factor's slider leads, and what the game calls right.

What is expected is found without the browser: by scikit-learn, the drawing code of Python and the encoder in PyTorch.
"""

import numpy as np
import pytest
import torch
from link_page import WRITTEN, ready
from scipy.stats import entropy
from sklearn.metrics import mutual_info_score

from vae_core.data.sets import load_dataset
from vae_core.data.shapes import NAMES, draw_shapes
from vae_core.store.checkpoint import load_model
from vae_core.store.folder import load_metrics

MODEL = "shapes-tcvae"
WORDS = {"shape": "shape", "scale": "size", "rotation": "rotation", "x": "x", "y": "y"}
START = [0, 5, 2, 9, 3]
X = NAMES.index("x")
PIXELS = """(canvas) => {
  const copy = new OffscreenCanvas(32, 32).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  return [...copy.getImageData(0, 0, 32, 32).data].filter((_, i) => i % 4 === 0);
}"""
LIT = """(table) => [...table.querySelectorAll("tr")].slice(1)
  .map((row) => [...row.querySelectorAll("td")].map((cell) => cell.classList.contains("lit")))"""
TRAVELS = """(button) => new Promise((done) => {
  const { state } = latentLens.store;
  const codes = [];
  button.click();
  const look = () => {
    codes.push(Array.from(state.z));
    if (codes.length > 2 && state.z === state.pinned) done({ dim: state.factorQuestion.dim, codes });
    else requestAnimationFrame(look);
  };
  look();
})"""


@pytest.fixture(scope="module")
def model():
    return load_model(MODEL)


@pytest.fixture(scope="module")
def told(model):
    """Mutual information of each factor and number over the test images, in parts of the factor's entropy: (F, D)."""
    data = load_dataset("shapes", "test")
    values, codes = data.factors.values, encoded(model, data.images)
    bins = [np.digitize(code, np.linspace(code.min(), code.max(), 21)[1:-1]) for code in codes.T]
    shares = [[mutual_info_score(of, binned) / entropy(np.bincount(of)) for binned in bins] for of in values.T]
    return np.array(shares)


def encoded(model, images):
    return model.encode(torch.from_numpy(images).float() / 255)[0].numpy()


def drawn(values):
    return draw_shapes(np.array([values]))


def shown(page, what):
    """The bytes of one of the two pictures, row by row."""
    return page.get_by_test_id(f"factor-{what}").evaluate(PIXELS)


def test_the_tables_light_the_sliders_lead_and_the_game_is_right_by_an_independent_count(tab, app_url, model, told):
    strongest = np.argsort(told.max(0))[::-1]  # the numbers, the most telling first
    asked, name = int(strongest[0]), WORDS[NAMES[told[:, strongest[0]].argmax()]]
    code = encoded(model, drawn(START))[0]
    z = ",".join(f"{value:.6f}" for value in code)
    factors = ",".join(map(str, START))
    page = tab.open(f"{app_url}/explore?model={MODEL}#v=1&z={z}&factors={factors}&ask={asked}")
    ready(page)
    sent = page.evaluate("latentLens.store.state.view.spec.factor_information")
    np.testing.assert_allclose(sent, told, atol=1e-4)
    the_link_has_brought_the_drawing(page, model, code)
    the_question_covers_the_answers_until_it_is_answered(page, told, asked, name)
    a_move_travels_where_motion_is_welcome_and_a_wrong_guess_is_told(page, told)
    the_slider_of_a_number_lights_its_column(page, told, asked, name)
    the_slider_of_a_factor_leads_to_its_code_and_lights_its_row(page, model, told)
    the_seeds_stand_side_by_side(page)


def the_link_has_brought_the_drawing(page, model, code):
    """The drawing to the pixel, beside it what the model makes of it."""
    assert shown(page, "drawn") == pytest.approx(drawn(START)[0, 0].ravel(), abs=0)
    made = model.decode(torch.from_numpy(code[None]))[0, 0].numpy() * 255
    assert shown(page, "decoded") == pytest.approx(made.ravel(), abs=2)


def the_question_covers_the_answers_until_it_is_answered(page, told, asked, name):
    """Each press shows one end to who wants no motion."""
    game, answer = page.get_by_test_id("game-move"), page.get_by_test_id("game-says")
    table = page.get_by_test_id("factor-map")
    assert answer.inner_text() == "One number moves. Which factor does it change most?"
    assert not table.locator(".told:not(:empty)").first.is_visible()
    pinned = page.evaluate("latentLens.snapshot().pinned")
    for end in (-2, 2):
        game.click()
        page.wait_for_function("([dim, end]) => latentLens.snapshot().z[dim] === end", arg=[asked, end])
        moved = page.evaluate("latentLens.snapshot().z")
        assert [d for d in range(len(moved)) if moved[d] != pinned[d]] == [asked]
    assert not any(map(any, table.evaluate(LIT)))
    page.get_by_test_id(f"guess-{told[:, asked].argmax()}").click()
    assert answer.inner_text() == f"Yes: z{asked + 1} tells most about {name}. 1 of 1 right."
    page.wait_for_function("latentLens.store.state.z === latentLens.store.state.pinned")
    page.evaluate(WRITTEN)
    assert "ask=" not in page.evaluate("location.hash")


def a_move_travels_where_motion_is_welcome_and_a_wrong_guess_is_told(page, told):
    game, answer = page.get_by_test_id("game-move"), page.get_by_test_id("game-says")
    page.emulate_media(reduced_motion="no-preference")
    seen = game.evaluate(TRAVELS)
    dim, codes = seen["dim"], np.array(seen["codes"])
    assert len(np.unique(codes[:, dim])) > 3
    assert np.ptp(np.delete(codes, dim, 1), 0).max() == 0
    page.emulate_media(reduced_motion="reduce")
    right = int(told[:, dim].argmax())
    page.get_by_test_id(f"guess-{(right + 1) % len(NAMES)}").click()
    assert answer.inner_text() == f"No: it was z{dim + 1}, which tells most about {WORDS[NAMES[right]]}. 1 of 2 right."


def the_slider_of_a_number_lights_its_column(page, told, asked, name):
    table, says = page.get_by_test_id("factor-map"), page.get_by_test_id("factor-says")
    page.get_by_test_id(f"slider-{asked}").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("(text) => text.textContent !== ''", arg=says.element_handle())
    expected = np.zeros(told.shape, bool)
    expected[:, asked] = True
    np.testing.assert_array_equal(table.evaluate(LIT), expected)
    assert says.inner_text().startswith(f"z{asked + 1} tells most about {name}: ")


def the_slider_of_a_factor_leads_to_its_code_and_lights_its_row(page, model, told):
    """It draws the truth, and the code is the mean of the encoder."""
    page.get_by_test_id("factor-x").focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.evaluate(WRITTEN)
    values = [*START[:X], START[X] + 2, *START[X + 1 :]]
    assert f"factors={','.join(map(str, values))}" in page.evaluate("location.hash")
    mean = encoded(model, drawn(values))[0]
    np.testing.assert_allclose(page.evaluate("latentLens.snapshot().z"), mean, atol=2e-3)
    assert shown(page, "drawn") == pytest.approx(drawn(values)[0, 0].ravel(), abs=0)
    expected = np.zeros(told.shape, bool)
    expected[X] = True
    np.testing.assert_array_equal(page.get_by_test_id("factor-map").evaluate(LIT), expected)
    assert page.get_by_test_id("factor-says").inner_text().startswith(f"x is mostly in z{told[X].argmax() + 1}: ")


def the_seeds_stand_side_by_side(page):
    """The row of the factor that was moved is lit in each."""
    seeds = load_metrics(MODEL)["seeds"]
    migs = [f"{seed['figures']['MIG']:.2f}" for seed in seeds]
    side = page.get_by_test_id("factor-seeds")
    assert side.locator(".factor.lit").count() == len(seeds) == 5
    assert side.locator(".shown").inner_text().split("\n") == ["seed 0", f"MIG {migs[0]}", "this model"]
    holder = 1 + np.array(seeds[2]["information"])[X].argmax()
    assert f"x in z{holder}" in side.get_by_role("img").nth(2).get_attribute("aria-label")
    assert f"Some seeds fail: MIG ranges from {min(migs)} to {max(migs)}" in side.inner_text()
