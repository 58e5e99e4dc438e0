"""Pictures that a visitor brings: pixels in, every score out. Nothing of them is kept."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

import numpy as np
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ui import loaders
from ui.odd.made import ordinary
from ui.question import answered
from vae_core.data.sides import MOST as MOST_SIDE
from vae_core.fault import Fault
from vae_core.store.folder import list_models

MOST = 20  # pictures of a question: seconds of a core at most, with regret
MOST_BYTES = 4 * MOST * MOST_SIDE**2 + 200  # in base64, of colour
WRONG = "a question must hold 1 to {most} images of {size} bytes each, in base64, a class and whether regret is wanted"


@dataclass(frozen=True)
class Question:
    """What is asked of pictures."""

    images: np.ndarray  # uint8 (N, C, H, W)
    without: int  # the class that counts as strange, whose codes are not ordinary, or -1
    regret: bool


async def brought(request: Request) -> Response:
    """`{"scores": {name: [N]}, "codes": [N][D]}` of `{"images": base64, "class": -1, "regret": false}`."""
    return await answered(request, MOST_BYTES, lambda body: JSONResponse(_scored(request.path_params["name"], body)))


def _scored(name: str, body: bytes) -> dict[str, object]:
    if name not in list_models():
        raise Fault("there is no model {name}", name=name[:60])
    from vae_core.strange.pictures import see  # torch: not on the way to the first picture
    from vae_core.strange.regret import likelihood_regret
    from vae_core.strange.scores import REGRET, score

    model = loaders.model(name)
    of = question(body, model.config.image_shape, len(loaders.atlas(name).class_names))
    each = [of.images[i : i + 1] for i in range(len(of.images))]  # what comes with it must not change a draw
    rows = [score(model, image, ordinary(name, of.without)) for image in each]
    if of.regret:
        rows = [row | {REGRET: likelihood_regret(model, image)} for row, image in zip(rows, each, strict=True)]
    scores = {key: [float(row[key][0]) for row in rows] for key in rows[0]}
    return {"scores": scores, "codes": see(model, of.images, draws=1).codes.tolist()}


def question(body: bytes, shape: tuple[int, int, int], classes: int) -> Question:
    """Raises Fault where it is none."""
    size = int(np.prod(shape))
    try:
        asked = json.loads(body)
        pixels = np.frombuffer(bytearray(base64.b64decode(asked["images"], validate=True)), np.uint8)  # writable
        without, regret = asked["class"], asked["regret"]
        fits = 0 < len(pixels) <= MOST * size and len(pixels) % size == 0
        if fits and type(without) is int and -1 <= without < classes and type(regret) is bool:
            return Question(pixels.reshape(-1, *shape), without, regret)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise Fault(WRONG, most=MOST, size=size)
