"""How large images of a folder are read: the rule and its bounds."""

import pytest

from vae_core.data import sides
from vae_core.data.sides import BECOMES, Side, check_side, side_of


@pytest.mark.parametrize(
    ("sizes", "side"),
    [
        ([(28, 28)], Side(28)),
        ([(128, 128), (128, 128)], Side(128)),
        ([(8, 8)], Side(8)),
        ([(40, 30)], Side(30, "smallest")),
        ([(64, 64), (40, 90), (300, 200)], Side(40, "smallest")),
        ([(4000, 3000), (130, 129)], Side(64, "large")),
        ([(7, 400), (500, 500)], Side(8, "small")),
    ],
)
def test_images_keep_what_the_smallest_of_them_has(sizes, side):
    assert side_of(sizes, len(sizes)) == side


def test_so_many_images_are_made_smaller_that_they_fit():
    side = side_of([(128, 128)], 100_000)
    assert side.rule == "many"
    assert 3 * side.pixels**2 * 100_000 <= sides.MOST_BYTES < 3 * (side.pixels + 1) ** 2 * 100_000
    assert side_of([(28, 28)], 100_000) == Side(28)


def test_every_rule_is_a_sentence_with_its_size():
    for rule in BECOMES:
        assert "33 x 33 pixels" in str(Side(33, rule).sentence)


def test_a_size_out_of_range_is_one_sentence():
    for size in (8, 128):
        check_side(size)
    for size in (0, 7, 129):
        with pytest.raises(ValueError, match=f"image_size must be from 8 to 128 pixels; got {size}"):
            check_side(size)
