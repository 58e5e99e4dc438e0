"""What tests do on the pad, wherever it stands: strokes, and what became of them."""

import numpy as np
import torch
from playwright.sync_api import expect
from tab import drawn, until
from torch.distributions import Normal, kl_divergence

from vae_core import load_model

LAST = "latentLens.store.state.drawing.last"
THREE = [(0.3, 0.2), (0.5, 0.1), (0.7, 0.25), (0.45, 0.47), (0.7, 0.7), (0.5, 0.9), (0.28, 0.78)]
RING_PX, GROWS_FROM_PX = 4, 750  # web/map/posterior_mark.js, web/map/marks.js
RECORD = f"""() => {{
  globalThis.rings = [];
  const {{ arc }} = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.arc = function (x, y, radius, ...angles) {{
    const size = Math.min(this.canvas.width, this.canvas.height) / (devicePixelRatio || 1);
    if (Math.abs(radius / {RING_PX} - Math.max(1, size / {GROWS_FROM_PX})) < 1e-6) rings.push([x, y]);
    return arc.call(this, x, y, radius, ...angles);
  }};
}}"""


def at_rest(page, name, *points):
    """Where on the screen these shares of something shown are, once it stands where it will."""
    shown = page.get_by_test_id(name)
    shown.wait_for()
    shown.scroll_into_view_if_needed()
    drawn(page)
    box = shown.bounding_box()
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]


def draw(page, *points):
    """One stroke of the mouse, in shares of the pad."""
    at = at_rest(page, "pad", *points)
    page.mouse.move(*at[0])
    page.mouse.down()
    for point in at[1:]:
        page.mouse.move(*point, steps=8)
    page.mouse.up()


def last(page, name):
    """An array of what was drawn, once its stroke has ended."""
    page.wait_for_function(f"() => {LAST}?.draws")
    return np.array(page.evaluate(f"() => Array.from({LAST}.{name}, (value) => value.length ? [...value] : value)"))


def has_the_posterior_of_pytorch(page, model):
    """Mean, spread and price of the code of the drawing as the model sees it."""
    image = torch.from_numpy(last(page, "x").astype(np.float32)).reshape(load_model(model).config.image_shape)
    q = load_model(model).posterior(image[None])
    mu, logvar = q.mu[0].detach(), q.logvar[0].detach()
    np.testing.assert_allclose(last(page, "mu"), mu, atol=1e-4)
    np.testing.assert_allclose(last(page, "logvar"), logvar, atol=1e-3)
    rate = kl_divergence(Normal(mu, (logvar / 2).exp()), Normal(0.0, 1.0)).sum()
    said = page.get_by_test_id("drawing-rate").text_content()
    assert said.startswith(f"Its code costs {rate:.1f} nats")
    assert page.get_by_test_id("drawing-cost").text_content().startswith("Its reconstruction costs ")
    assert page.get_by_test_id("drawing-word").text_content().endswith(" to this model.")


def takes_from_the_camera(page, model):
    """No picture without the visitor's leave; with it the camera is encoded live until its picture is taken."""
    camera, message = page.get_by_test_id("drawing-camera"), page.get_by_test_id("drawing-message")
    expect(page.get_by_text("Nothing leaves this machine.")).to_be_visible()
    camera.click()
    expect(message).to_contain_text("The browser gives no camera (NotAllowedError)")
    page.context.grant_permissions(["camera"])
    camera.click()
    expect(camera).to_have_text("Take it")
    page.wait_for_function(f"() => {LAST} && !{LAST}.draws")
    camera.click()
    has_the_posterior_of_pytorch(page, model)
    expect(camera).to_have_text("Camera")
    expect(message).to_be_empty()
    page.context.clear_permissions()


def has_its_rings(page):
    """A ring for every draw from the posterior of two numbers, where the map has it; call RECORD first."""
    draws = last(page, "draws")
    assert len(draws) > 20
    until(page, lambda: page.evaluate("() => rings.length") >= len(draws))
    drawn(page)
    rings = np.array(page.evaluate("(count) => rings.slice(-count)", len(draws)))
    affine = np.column_stack([draws, np.ones(len(draws))])
    fit, *_ = np.linalg.lstsq(affine, rings, rcond=None)
    np.testing.assert_allclose(affine @ fit, rings, atol=0.05)
    assert fit[0, 0] > 1  # px to the right for one unit of z1
    assert fit[1, 1] < -1  # and upwards for one of z2
    assert abs(fit[0, 1]) + abs(fit[1, 0]) < 0.1
