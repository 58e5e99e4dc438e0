"""What stands beside a model on Compare: others of the same images, and its own second decoder where it has one."""

from ui.compare.others import first_of, others_of


def test_a_model_of_two_decoders_stands_beside_itself_at_first():
    others = others_of("mnist-gan")
    assert [other["name"] for other in others].count("mnist-gan") == 1
    assert first_of("mnist-gan", others, None) == "mnist-gan"
    assert first_of("mnist-gan", others, "mnist-16d") == "mnist-16d"


def test_any_other_stands_beside_models_of_its_images_alone():
    names = [other["name"] for other in others_of("digits-m2")]
    assert {"digits-2d", "digits-ladder"} <= set(names)
    assert not [name for name in names if name == "digits-m2" or name.startswith("mnist")]
