"""A drawing, a file and the camera become an image of the data set and its code, as PyTorch encodes it."""

import base64
import io
import struct

import numpy as np
import pytest
from lens_page import MODEL, LensPage
from pad_page import LAST, draw, has_the_posterior_of_pytorch, last
from PIL import Image
from playwright.sync_api import expect
from tab import until

from vae_core import load_dataset

LONGEST_NAME = 40  # web/words/words.js


@pytest.fixture
def lens(page, site):
    lens = LensPage(page, site)
    lens.choose(MODEL)
    lens.send_model(MODEL)
    lens.has_picture()
    page.get_by_test_id("draw").click()
    page.get_by_test_id("pad").wait_for()
    return lens


def seen(lens):
    """What the model is given."""
    return last(lens.page, "x").astype(np.float32)


def give(lens, name, content):
    lens.page.get_by_test_id("drawing-file").set_input_files({"name": name, "mimeType": "image/png", "buffer": content})


def png(pixels):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_stroke_is_scaled_as_the_data_set_is_encoded_as_pytorch_does_and_pinned(lens):
    draw(lens.page, (0.7, 0.3), (0.75, 0.55))
    image = seen(lens).reshape(8, 8)
    assert image[0].max() > 0.3  # a small stroke in a corner fills the height, in the middle
    assert image[7].max() > 0.3
    assert abs((image.sum(0) * np.arange(8)).sum() / image.sum() - 3.5) < 0.5
    has_the_posterior_of_pytorch(lens.page, MODEL)
    np.testing.assert_array_equal(lens.state("z && Array.from(latentLens.store.state.z)"), last(lens.page, "mu"))
    assert lens.page.evaluate("latentLens.snapshot().looksLike") == "1"
    pinned = lens.state("pinnedOrigin.source"), lens.state("history.length")
    assert pinned == ("drawing", 2)


def test_a_file_of_a_test_image_goes_to_that_images_code(lens):
    data = load_dataset("digits")
    index = next(i for i, [image] in enumerate(data.images) if image[0].max() > 200 and image[7].max() > 200)
    large = np.kron(255 - data.images[index, 0], np.ones((40, 40), np.uint8))  # dark on paper, as one writes
    give(lens, "mine.png", png(np.pad(large, 60, constant_values=255)))
    exact = data.images[index, 0] / 255
    assert np.abs(seen(lens).reshape(8, 8) - exact).max() < 0.3  # the paper's grain is cut off, so grey gets lighter
    assert lens.page.evaluate("latentLens.snapshot().looksLike") == data.class_names[data.labels[index]]
    assert lens.page.get_by_test_id("drawing-cost").inner_text().startswith("Its reconstruction costs")


def test_undo_and_clear_take_away_what_was_drawn(lens):
    draw(lens.page, (0.5, 0.2), (0.5, 0.8))
    first = seen(lens)
    draw(lens.page, (0.2, 0.5), (0.8, 0.5))
    until(lens.page, lambda: not np.array_equal(seen(lens), first))
    lens.page.get_by_role("button", name="Undo", exact=True).first.click()
    until(lens.page, lambda: np.array_equal(seen(lens), first))
    lens.page.get_by_test_id("drawing-clear").click()
    lens.page.wait_for_function(f"{LAST} === null")
    lens.page.get_by_text("Draw here").wait_for()


def test_what_is_no_picture_is_answered_with_one_sentence(lens):
    before = lens.state("history.length")
    message = lens.page.get_by_test_id("drawing-message")
    unreadable = "{} is not a picture that this browser can read; choose a PNG or JPEG file."
    header = struct.pack(">II4sIIBBBBB", 0x89504E47, 0x0D0A1A0A, b"IHDR", 16_000, 16_000, 1, 0, 0, 0, 0)
    header = header[:8] + struct.pack(">I", 13) + header[8:]
    hostile = {
        "empty.png": (b"", unreadable.format("empty.png")),
        "<b>cat</b>.png": (b"<svg onload=alert(1)>", unreadable.format("<b>cat</b>.png")),
        "torn.png": (b"\x89PNG\r\n\x1a\n" + bytes(200), unreadable.format("torn.png")),
        "bomb.png": (header, "bomb.png has 256 million pixels; choose a picture of at most 100 million."),
        f"{'a' * 900}.png": (b"no", unreadable.format(f"{'a' * (LONGEST_NAME - 1)}…")),
        "large.png": (bytes(21_000_000), "large.png has 21 MB; choose a picture of at most 20 MB."),
        "paper.png": (
            png(np.full((60, 60), 240, np.uint8)),
            "paper.png shows no ink; choose a picture that stands out from its paper.",
        ),
    }
    for name, (content, sentence) in hostile.items():
        give(lens, name, content)
        expect(message).to_have_text(sentence)
    assert lens.state("history.length") == before
    assert lens.state("drawing.last") is None


@pytest.mark.parametrize(("event", "holder", "heard_by"), [("paste", "clipboardData", "document"), ("drop", "", "pad")])
def test_a_picture_that_is_pasted_or_dropped_goes_to_the_pad(lens, event, holder, heard_by):
    stroke = np.zeros((60, 60), np.uint8)
    stroke[5:55, 25:35] = 255
    lens.page.evaluate(
        """([content, event, holder, heardBy]) => {
          const data = new DataTransfer();
          const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
          data.items.add(new File([bytes], "mine.png", { type: "image/png" }));
          const pad = roots[0].root.querySelector("[data-testid=pad]");
          const sent = holder ? new ClipboardEvent(event, { [holder]: data }) :
            new DragEvent(event, { dataTransfer: data, bubbles: true, composed: true, cancelable: true });
          (heardBy === "pad" ? pad : document).dispatchEvent(sent);
        }""",
        [base64.b64encode(png(stroke)).decode(), event, holder, heard_by],
    )
    image = seen(lens).reshape(8, 8)
    assert image[:, 3:5].min() > 0.5
    assert image[:, [0, 1, 6, 7]].max() == 0
    assert lens.state("pinnedOrigin.source") == "drawing"


def test_the_camera_is_encoded_live_until_the_picture_is_taken(lens):
    button = lens.page.get_by_test_id("drawing-camera")
    button.click()
    refused = "The browser gives no camera (NotAllowedError); allow it beside the address, or open a picture."
    expect(lens.page.get_by_test_id("drawing-message")).to_have_text(refused)  # no leave yet
    lens.page.context.grant_permissions(["camera"])
    button.click()
    lens.page.wait_for_function("latentLens.store.state.origin.source === 'drawing'")
    shown = lens.state("frames")
    lens.page.wait_for_function("(shown) => latentLens.store.state.frames > shown + 3", arg=shown)
    assert lens.state("pinnedOrigin.source") != "drawing"
    assert button.inner_text() == "Take it"
    button.click()
    lens.page.wait_for_function("latentLens.store.state.pinnedOrigin.source === 'drawing'")
    assert button.inner_text() == "Camera"
