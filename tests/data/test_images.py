"""The one door for pictures: what it opens looks right, what it does not open is one sentence, whatever the bytes."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from vae_core.data import images
from vae_core.data.images import FORMATS, DatasetError, glance, read_square

pytestmark = pytest.mark.filterwarnings("ignore:::PIL")  # PIL warns of damage that it can live with

rng = np.random.default_rng(0)
SHADES = rng.integers(0, 256, (17, 24, 3), dtype=np.uint8)
MODES = {
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"), "JPEG": ("L", "RGB", "CMYK"), "GIF": ("L", "P", "RGBA"),
    "BMP": ("1", "L", "P", "RGB"), "WEBP": ("RGB", "RGBA"),
}  # fmt: skip
MUTATIONS = 60  # of each format and mode
ORIENTATIONS = {  # where the first row and the first column of the file belong: Exif 2.32, section 4.6.4.A
    1: ("top", "left"), 2: ("top", "right"), 3: ("bottom", "right"), 4: ("bottom", "left"),
    5: ("left", "top"), 6: ("right", "top"), 7: ("right", "bottom"), 8: ("left", "bottom"),
}  # fmt: skip


def stored(picture: Image.Image, kind: str, **options) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def picture_of(mode: str) -> Image.Image:
    if mode == "I;16":
        return Image.fromarray(SHADES[..., 0].astype(np.uint16) * 257)
    return Image.fromarray(SHADES).convert(mode)


def read(tmp_path, content: bytes, size: int = 8, name: str = "it.png") -> np.ndarray:
    (tmp_path / name).write_bytes(content)
    return read_square(tmp_path / name, size)


def sentence(tmp_path, content: bytes, look=lambda path: read_square(path, 8)) -> str:
    (tmp_path / "it.png").write_bytes(content)
    with pytest.raises(DatasetError) as caught:
        look(tmp_path / "it.png")
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(str(tmp_path / "it.png")).strip()


def filled(mode: str, colour, size=(8, 8)) -> Image.Image:
    return Image.new(mode, size, colour)


# what is opened


@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, modes in MODES.items() for mode in modes])
def test_every_named_format_is_opened_whatever_the_file_is_called(tmp_path, kind, mode):
    square = read(tmp_path, stored(picture_of(mode), kind))
    assert (square.shape, square.dtype) == ((3, 8, 8), np.uint8)
    assert square.std() > 5
    assert glance(tmp_path / "it.png").size == (24, 17)


def test_a_picture_of_two_views_as_phones_make_them_is_opened(tmp_path):
    views = [filled("RGB", colour) for colour in ("red", "blue")]
    square = read(tmp_path, stored(views[0], "MPO", save_all=True, append_images=views[1:]))
    assert square[:, 4, 4] == pytest.approx([255, 0, 0], abs=3)


def test_the_first_picture_of_an_animation_counts(tmp_path):
    frames = [filled("RGB", colour) for colour in ("red", "blue")]
    square = read(tmp_path, stored(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert square[:, 4, 4].tolist() == [255, 0, 0]


@pytest.mark.parametrize("kind", ["EPS", "TIFF", "AVIF", "PPM", "TGA", "ICO", "PDF", "JPEG2000"])
def test_other_formats_are_not_opened_whatever_the_file_is_called(tmp_path, kind):
    said = sentence(tmp_path, stored(filled("RGB", "red", (16, 16)), kind))
    assert said == f"is not a readable image: it is none of {', '.join(FORMATS)}"


def test_postscript_called_png_starts_no_program(tmp_path, monkeypatch):
    for name in ("gs", "gswin32c", "gswin64c"):
        (tmp_path / name).write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    content = stored(filled("RGB", "red"), "EPS")
    (tmp_path / "it.png").write_bytes(content)
    for look in (glance, lambda path: read_square(path, 8)):
        sentence(tmp_path, content, look)
    assert not (tmp_path / "started").exists()


# how it looks


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_stands_as_the_camera_was_held(tmp_path, orientation, kind):
    upright = np.zeros((16, 16), np.uint8)
    upright[:8] += 100
    upright[:, :8] += 60  # four corners, four shades
    first_row, first_column = ORIENTATIONS[orientation]
    content = upright.T if first_row in ("left", "right") else upright
    rows_backward = first_row in ("bottom", "right")
    columns_backward = first_column in ("bottom", "right")
    content = content[::-1] if rows_backward else content
    content = content[:, ::-1] if columns_backward else content
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = Image.fromarray(np.ascontiguousarray(content)).convert("RGB")
    square = read(tmp_path, stored(picture, kind, exif=exif, quality=100), 16)
    corners = [int(square[0, row, column]) for row in (3, 12) for column in (3, 12)]
    assert corners == pytest.approx([160, 100, 60, 0], abs=6)


def test_a_damaged_note_of_the_camera_leaves_the_picture_as_it_is(tmp_path):
    exif = b"Exif\0\0MM\0*" + bytes(range(40))
    square = read(tmp_path, stored(filled("RGB", (10, 200, 30)), "PNG", exif=exif))
    assert square[:, 4, 4].tolist() == [10, 200, 30]


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (filled("RGBA", (255, 0, 0, 255)), [255, 0, 0]),
        (filled("RGBA", (255, 0, 0, 0)), [255, 255, 255]),
        (filled("RGBA", (0, 0, 0, 128)), [127, 127, 127]),
        (filled("LA", (40, 0)), [255, 255, 255]),
    ],
)
def test_what_is_transparent_becomes_white(tmp_path, picture, expected):
    assert read(tmp_path, stored(picture, "PNG"))[:, 4, 4].tolist() == expected
    assert glance(tmp_path / "it.png").is_transparent


def test_a_colour_or_a_grey_may_be_the_transparent_one(tmp_path):
    palette = filled("RGB", "red").convert("P")
    for picture in (palette, filled("L", 7), Image.fromarray(np.full((8, 8), 7000, np.uint16))):
        key = picture.getpixel((0, 0))
        assert (read(tmp_path, stored(picture, "PNG", transparency=key)) == 255).all()
    assert read(tmp_path, stored(palette, "PNG"))[:, 0, 0].tolist() == [255, 0, 0]
    assert not glance(tmp_path / "it.png").is_transparent


def test_a_transparent_edge_keeps_no_hidden_colour(tmp_path):
    pixels = np.zeros((16, 16, 4), np.uint8)
    pixels[:, :8] = [0, 0, 0, 255]  # black, beside green that nobody sees
    pixels[:, 8:] = [0, 255, 0, 0]
    square = read(tmp_path, stored(Image.fromarray(pixels), "PNG"), 4).astype(int)
    assert (abs(square - square[:1]) <= 1).all()


def test_sixteen_bits_are_scaled(tmp_path):
    greys = np.arange(64, dtype=np.uint16).reshape(8, 8) * 1040
    square = read(tmp_path, stored(Image.fromarray(greys), "PNG"))
    np.testing.assert_array_equal(square[0], np.rint(greys / 257))


def test_a_palette_and_ink_on_paper_keep_their_colours(tmp_path):
    assert read(tmp_path, stored(filled("RGB", (0, 0, 255)).convert("P"), "GIF"))[:, 4, 4].tolist() == [0, 0, 255]
    cyan = read(tmp_path, stored(filled("CMYK", (255, 0, 0, 0)), "JPEG"))
    assert cyan[:, 4, 4] == pytest.approx([0, 255, 255], abs=3)


def test_the_square_in_the_middle_is_kept_and_a_large_photo_is_shrunk_without_a_jagged_edge(tmp_path):
    across, down = np.mgrid[0:600, 0:1000][::-1]
    photo = np.stack([across * 255 / 999, down * 255 / 599, 0 * down], -1).astype(np.uint8)
    square = read(tmp_path, stored(Image.fromarray(photo), "JPEG", quality=95), 28).astype(float)
    middles = (np.arange(28) + 0.5) / 28
    np.testing.assert_allclose(square[0, 14], (200 + 600 * middles) * 255 / 999, atol=3)
    np.testing.assert_allclose(square[1, :, 14], 255 * middles, atol=3)


# what is refused


def chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


@pytest.mark.parametrize(
    ("kind", "before", "where"),
    [(b"zTXt", b"k\0\0", 33), (b"zTXt", b"k\0\0", -12), (b"iTXt", b"k\0\1\0\0\0", 33),
     (b"iTXt", b"k\0\1\0\0\0", -12), (b"iCCP", b"k\0\0", 33)],
)  # fmt: skip
def test_a_text_that_unpacks_to_a_hundred_megabytes_is_refused(tmp_path, kind, before, where):
    plain = stored(filled("RGB", "red"), "PNG")
    bomb = chunk(kind, before + zlib.compress(bytes(100_000_000), 9))
    content = plain[:where] + bomb + plain[where:]  # behind the header, or before the end
    assert len(content) < 200_000
    assert sentence(tmp_path, content) == "is not a readable image: it is damaged"


def test_a_picture_that_is_too_large_is_refused_by_its_header(tmp_path, monkeypatch):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 9000, 9000, 8, 2, 0, 0, 0))
    content = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", lambda *_: pytest.fail("it was decoded"))
    for look in (glance, lambda path: read_square(path, 8)):
        assert sentence(tmp_path, content, look) == "has 9000 x 9000 pixels; at most 64 million"
    huge = content.replace(header, chunk(b"IHDR", struct.pack(">IIBBBBB", 90_000, 90_000, 8, 2, 0, 0, 0)))
    assert sentence(tmp_path, huge) == "is not a readable image: it has too many pixels; at most 64 million"


def test_memory_that_is_short_is_said(tmp_path, monkeypatch):
    def short(*_):
        raise MemoryError

    monkeypatch.setattr(images, "_square", short)
    content = stored(filled("L", 3), "PNG")
    assert sentence(tmp_path, content) == "is not a readable image: it takes more memory than there is"


def test_a_file_that_may_not_be_read_or_is_gone_is_one_sentence(tmp_path):
    with pytest.raises(DatasetError, match=r"gone\.png is not a readable image: No such file"):
        read_square(tmp_path / "gone.png", 8)
    (tmp_path / "odd\n\x1b.png").write_bytes(b"")
    with pytest.raises(DatasetError, match=r"odd\?\?\.png is not a readable image"):
        read_square(tmp_path / "odd\n\x1b.png", 8)


def mutated(content: bytes, source: np.random.Generator) -> bytes:
    """Bytes changed, cut, doubled or moved, mostly near the front, where headers are."""
    data = bytearray(content)
    for _ in range(source.integers(1, 6)):
        place = int(len(data) * source.random() ** 2) if data else 0
        way, length = source.integers(5), int(source.integers(1, 40))
        if way == 0:
            data[place : place + 1] = bytes([source.integers(256)])
        elif way == 1:
            data[place : place + 4] = source.choice([b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff"])
        elif way == 2:
            del data[place : place + length]
        elif way == 3:
            data[place:place] = data[place : place + length]
        else:
            del data[place:]
    if content.startswith(b"\x89PNG"):
        data = with_right_sums(data)
    return bytes(data)


def with_right_sums(data: bytearray) -> bytearray:
    """The PNG with its check sums set right, so that what is wrong with it is met behind them."""
    place = 8
    while place + 12 <= len(data):
        length = struct.unpack_from(">I", data, place)[0]
        if place + 12 + length > len(data):
            break
        end = place + 8 + length
        data[end : end + 4] = struct.pack(">I", zlib.crc32(data[place + 4 : end]))
        place = end + 4
    return data


@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, modes in MODES.items() for mode in modes])
def test_no_bytes_raise_anything_but_one_sentence(tmp_path, kind, mode):
    options = {"exif": Image.Exif()} if kind in ("PNG", "JPEG", "WEBP") else {}
    if options:
        options["exif"][0x0112] = 6
    content, refused = stored(picture_of(mode), kind, **options), 0
    source = np.random.default_rng(sum(map(ord, kind + mode)))
    path = tmp_path / "it.png"
    for _ in range(MUTATIONS):
        path.write_bytes(mutated(content, source))
        for look in (glance, lambda path: read_square(path, 8)):
            try:
                look(path)
            except DatasetError as error:
                refused += 1
                said = str(error)
                assert said.startswith(str(path))
                assert "\n" not in said
                assert len(said) < len(str(path)) + 100
    assert refused > MUTATIONS / 4  # of two looks at each
