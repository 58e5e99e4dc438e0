"""The form of the Train page: what to train, checked and started."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import streamlit as st

from ui.access import is_private
from ui.plain import plain
from ui.train.choices import choose_settings
from ui.train.images import Images, choose_images, look
from ui.train.kept import forget, keep, kept
from ui.train.preview import show_preview
from ui.train.run_words import spoken
from ui.uploads import let_go
from ui.words import paragraph, sentence, text
from vae_core.data.upload import unpack
from vae_core.runs import runs
from vae_core.runs.forecast import DataLook, fitted, look_at, seconds
from vae_core.store.folder import list_models
from vae_core.store.label import without_folders
from vae_core.training.experiment import Experiment

LONGEST_NAME = 24  # that the form proposes, without its number


def train_form() -> None:
    """Draws the form, and starts the run when asked to."""
    images = choose_images()
    _preview(images)
    recipe, chosen = choose_settings(images)
    name = _name(images, f"{chosen['latent_dim']}d" if "latent_dim" in chosen else chosen["family"])
    st.caption(plain(_forecast(images, recipe, chosen)))
    keep()
    look_of_it = {"type": "primary", "width": "stretch", "disabled": not images.is_chosen}
    if st.button(text("train.start"), key="train-start", **look_of_it):
        _begin(name, images, recipe, chosen)
    _command(name, images, recipe, chosen)


def _preview(images: Images) -> None:
    """Draws what a zip or a folder holds; what is wrong with it is said below the form."""
    with suppress(ValueError, OSError):
        if images.is_chosen and (seen := images.look().preview):
            show_preview(seen)


def _name(images: Images, kind: str) -> str:
    """What the visitor calls the model, else a name that is free: of the images, and what kind of model it is."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", images.title).strip("-")[:LONGEST_NAME] or images.kind
    taken = {name.lower() for name in [*list_models(), *(run.name for run in runs.list_runs())]}
    wished = f"{stem}-{kind}"
    names = (wished if number == 1 else f"{wished}-{number}" for number in count(1))
    free = next(name for name in names if name.lower() not in taken)
    look_of_it = {"placeholder": free, "key": kept("train-name", ""), "help": text("train.help_name")}
    return st.text_input(text("train.field_name"), **look_of_it).strip() or free


def _forecast(images: Images, recipe: str, chosen: dict[str, Any]) -> str:
    """What is known of the images and of the time, or why they will not do."""
    if not images.is_chosen:
        return text("train.choose_images")
    try:
        seen = images.look().at(chosen.get("image_size"))
        experiment = _experiment(images.data, recipe, chosen, seen)
    except ValueError as error:
        return without_folders(sentence(error))
    except OSError as error:
        return text("train.disk_full", reason=error.strerror or error)
    known = [sentence(found) for found in seen.said]
    if likelihood := experiment.chosen.get("likelihood"):
        known.append(text(f"train.scored_{likelihood}"))
    if batch_size := experiment.chosen.get("batch_size"):
        known.append(text("train.small_batches", n=batch_size))
    return paragraph(*known, text("train.forecast", time=spoken(seconds(experiment, seen))))


def _command(name: str, images: Images, recipe: str, chosen: dict[str, Any]) -> None:
    """The same training for a terminal, folded; none of a zip, which is unpacked when it starts."""
    with suppress(ValueError, OSError):  # the forecast has said what is wrong
        if images.data:
            seen = images.look().at(chosen.get("image_size"))
            command = _experiment(images.data, recipe, chosen, seen).command(name)
            with st.expander(text("train.as_command")):
                st.code(command if is_private() else without_folders(command), language="bash", wrap_lines=True)


def _experiment(data: str, recipe: str, chosen: dict[str, Any], seen: DataLook) -> Experiment:
    """What is started. Raises ValueError if such images cannot be trained on so."""
    size = {"image_size": seen.side.pixels} if seen.side else {}  # as was said of a few of them
    return fitted(Experiment.of(data, recipe, **chosen | size), seen)


def _begin(name: str, images: Images, recipe: str, chosen: dict[str, Any]) -> None:
    """Makes the run and starts it, or says why not."""

    def prepare(folder: Path) -> Experiment:
        if images.file:
            unpack(images.file, folder)
        seen = look_at(str(folder)) if images.file else look(images.data)
        data = str(runs.upload_dir(name)) if images.file else images.data
        return _experiment(data, recipe, chosen, seen.at(chosen.get("image_size")))

    try:
        with st.spinner(text("train.unpacking")) if images.file else st.empty():
            runs.create(name, prepare)
            let_go()
            runs.start(name)  # before the spinner goes: a visitor who has touched a field ends this script there
        forget("train-name", "")
        st.rerun()  # the form proposes another name
    except ValueError as error:
        st.error(plain(without_folders(sentence(error))))
    except OSError as error:
        st.error(plain(text("train.disk_full", reason=error.strerror or error)))
