"""The one-file explorer: model, codes, maps and the browser's own modules as one HTML file that needs nothing else.

It opens from the disk, in an iframe or from any web server, and its content security policy names no host.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, replace
from typing import Any

from ui.one_file.held import held_by, holds_page
from ui.one_file.pack import atlas_parts, differences, model_parts, packed, weight_names
from ui.one_file.page import in_script, page
from ui.words import paragraph, text
from ui.words.language import language, read_in
from vae_core.fault import Fault
from vae_core.model.config import ModelConfig
from vae_core.model.parts import GRID, part_of_kind
from vae_core.store import folder
from vae_core.store.label import without_folders

# What may still be sent by e-mail, or sit in a course page: aims; a large model is written all the same.
AIM_BYTES_2D, AIM_BYTES = 3_500_000, 6_000_000


@dataclass(frozen=True)
class OneFile:
    """The file and what was measured while it was made."""

    html: str
    has_encoder: bool
    codes_dtype: str
    weights_difference: float  # largest over pixels, the file's weights against the model's, at the same codes
    codes_difference: float  # the same, the file's codes against the atlas's

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.html.encode())


def one_file(name: str, deck: dict[str, Any] | None = None, code: str | None = None, made: str = "") -> OneFile:
    """The explorer of a model as one HTML file, the same bytes whenever it is made of the same model in one language.

    Args:
        name: a shipped model or a folder.
        deck: stops to present, as `web/talk/deck.js` describes them; those of other models are left out, and the file
            says of a challenge that another model plays that it cannot be shown.
        made: names and own sliders of a visitor, as a link writes them (web/link/made.js).
        code: of the language that the file speaks; the visitor's, unless it is said.

    Weights are stored in half precision where they fit into it. The encoder is left out where that keeps the file
    within 3.5 MB (two latent dimensions or fewer) or 6 MB (more); without it ± std shows the posterior of the nearest
    code. A model whose decoder alone is larger keeps its encoder: no size is refused.

    Raises:
        CheckpointError: if the model or its atlas is missing or damaged.
        Fault: if no stop of the deck is of this model, or Python decodes it.
    """
    spec, weights = model_parts(name)
    if spec["lane"] == "server":
        raise Fault("{name} is decoded by Python, which one file does not have: it cannot be exported as HTML",
                    name=folder.checkpoint_dir(name).name)  # fmt: skip
    aim = AIM_BYTES_2D if folder.load_config(name).latent_dim <= 2 else AIM_BYTES
    if deck is not None:
        deck = _stops_of(deck, folder.checkpoint_dir(name).name)
    atlas_spec, arrays = atlas_parts(name)
    spec["name"] = atlas_spec["name"] = folder.checkpoint_dir(name).name  # a path stays on this machine
    measured = differences(name, weights, arrays)
    atlas = packed("atlas", atlas_spec, arrays)
    held = held_by(deck, spec["name"]) if deck else {}

    def build(has_encoder: bool) -> OneFile:
        shown = spec if has_encoder else spec | {"encoder": None, "classifier": None}
        named = set(weight_names(shown))
        model = packed("model", shown, {key: value for key, value in weights.items() if key in named})
        about = OneFile("", has_encoder, str(arrays["codes"].dtype), *measured)
        with read_in(code or language()):
            own = {"deck": deck, "made": made, "held": held}
            return replace(about, html=_page(name, shown, about, model, atlas, own))

    whole = build(has_encoder=True)
    if whole.size <= aim:
        return whole
    decoder_alone = build(has_encoder=False)
    return decoder_alone if decoder_alone.size <= aim else whole


def _page(name: str, spec: dict, about: OneFile, model: str, atlas: str, own: dict) -> str:
    return page(
        "page.html",
        "main_with_pages.js" if own["held"] else "main.js",
        title=html.escape(text("model.file_title", name=spec["name"])),
        heading=html.escape(_heading(name)),
        about=html.escape(_about(about, spec["digest"])),
        facts=in_script(json.dumps({"name": spec["name"], "latent_dim": spec["latent_dim"], **own})),
        model=model,
        atlas=atlas,
    )


def _heading(name: str) -> str:
    config, metrics = folder.load_config(name), folder.load_metrics(name)
    title, dimensions = folder.checkpoint_dir(name).name, _size(config)
    data = without_folders(metrics.get("data", text("model.file_own_data")))
    for figure in metrics.get("figures", []):
        if figure["name"] == "-ELBO":
            nats = figure["value"]
            return text("model.file_heading_elbo", name=title, dimensions=dimensions, data=data, nats=nats)
    return text("model.file_heading", name=title, dimensions=dimensions, data=data)


def _size(config: ModelConfig) -> str:
    if grid := part_of_kind(config.parts, GRID):
        return text("model.cells", rows=grid.size // grid.columns, columns=grid.columns)
    return text("model.dimensions", n=config.latent_dim)


def _about(about: OneFile, digest: str) -> str:
    weights = text("model.file_weights_same", digest=digest)
    if about.weights_difference:
        weights = text("model.file_weights", digest=digest, difference=about.weights_difference)
    codes = text("model.file_codes")
    if about.codes_dtype == "float16":
        codes = text("model.file_codes_half", difference=about.codes_difference)
    return paragraph(weights, codes, "" if about.has_encoder else text("model.file_no_encoder"))


def _stops_of(deck: dict[str, Any], name: str) -> dict[str, Any]:
    stops = deck.get("stops") if isinstance(deck, dict) else None
    if not isinstance(stops, list):
        raise Fault("a deck is a JSON object with a list of stops")
    ours = [stop for stop in stops if isinstance(stop, dict) and (holds_page(stop) or stop.get("model") == name)]
    if all(map(holds_page, ours)):
        raise Fault("none of the deck's {count} stops is of {name}", count=len(stops), name=name)
    return {**deck, "stops": ours}
