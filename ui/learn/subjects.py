"""Which models the Learn page shows: that of its plane, and that of its one image."""

from __future__ import annotations

from ui.always_here import ALWAYS_HERE, is_whole, model_with_images
from ui.originals import why_none
from ui.session import FLAT_MODEL
from ui.words import text
from vae_core.model.parts import CLASS, VECTOR
from vae_core.store.folder import CheckpointError, list_models, load_config

ONE_CLOUD = ([VECTOR], [VECTOR, CLASS])  # the kinds of parts of a code whose numbers are drawn at once


def flat_model(name: str) -> str | None:
    """The visitor's model where its code is two numbers, else the shipped one, else any such; None without one."""
    if _is_flat(name):
        return name
    others = (FLAT_MODEL, *(known for known in list_models() if _is_flat(known)))
    return next((other for other in others if is_whole(other)), None)


def lesson_model(name: str) -> str:
    """The visitor's model where its code is one cloud and its images are here, else one of which that is so."""
    return model_with_images(name if is_one_cloud(name) or not is_whole(ALWAYS_HERE) else ALWAYS_HERE)


def why_another(name: str) -> str:
    """Why the lesson is of another model than this one, in a sentence."""
    return why_none(name) if is_one_cloud(name) else text("learn.no_cloud", name=name)


def is_one_cloud(name: str) -> bool:
    """Whether a code is one draw of numbers from q(z|x), with or without a class that is given."""
    return [part.kind for part in load_config(name).parts] in ONE_CLOUD


def _is_flat(name: str) -> bool:
    try:
        parts = load_config(name).parts
    except CheckpointError:
        return False
    return [(part.kind, part.size) for part in parts] == [(VECTOR, 2)]
