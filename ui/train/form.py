"""The form of the Train page: what to train, checked and started."""

from __future__ import annotations

import os
import re
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

import streamlit as st

from ui.access import may_be_trained_on
from ui.plain import plain
from ui.uploads import let_go, sent_zip
from vae_core.data.sets import CROPPED, DatasetError, default_data_dir
from vae_core.data.upload import unpack
from vae_core.runs import runs
from vae_core.runs.forecast import DOWNLOAD_MB, WHITE, DataLook, folder_at, is_here, look_at, seconds
from vae_core.store.folder import list_models
from vae_core.store.label import without_folders
from vae_core.training.experiment import Experiment
from vae_core.training.recipes import TRAINING, usual_latent_dim

FOLDER, ZIP = "folder", "zip"
DATA = {
    "digits": "Digits, 8 x 8",
    "mnist": "MNIST: handwritten digits",
    "fashion": "Fashion-MNIST: clothes",
    "kmnist": "KMNIST: Japanese script",
    "emnist": "EMNIST: letters, digits",
    FOLDER: "A folder of images",
    ZIP: "A zip of images",
}
NETWORKS = {"small": "Small MLP", "mlp": "MLP", "conv": "Convolutional"}
PRIORS = {
    "standard": "Normal, N(0, I)",
    "diagonal": "Normal of learned width",
    "mixture": "Mixture of normals",
    "vamp": "VampPrior",
    "flow": "Flow (RealNVP)",
}
POSTERIORS = {"diagonal": "Normal, a width per dimension", "flow": "Flow (affine couplings)"}
LIKELIHOODS = {
    "": "As suits the images",
    "bernoulli": "Bernoulli: ink or none",
    "gaussian": "Gaussian: shades",
}
SCORED = {  # said where it is not Bernoulli of grey images
    "bernoulli": " Likelihood: Bernoulli, so that each colour is a chance of ink.",
    "gaussian": " Likelihood: Gaussian, whose nats do not compare with those of a Bernoulli.",
}
KEPT = "train-kept"  # what was chosen, while another page is open
HELP = {
    "data": "What the model learns from. Where a size is given, starting downloads it.",
    "folder": "A path on the machine that runs the app. Sub-folders are classes; at least 125 images.",
    "zip": "Folders in the zip are classes; at least 125 images. They stay on the machine that runs the app.",
    "network": "Small MLP: tiny images, in seconds. MLP: the workhorse. Convolutional: sharpest, three times slower.",
    "latent": "Numbers that describe an image. 2 can be drawn as a plane; 16 gives sharper pictures, and colour asks "
    "for them.",
    "prior": "Where codes lie before an image is seen. Learned priors give better samples, and take longer.",
    "posterior": "Which codes an image may have come from. A flow bends the cloud of them, and takes longer.",
    "likelihood": "How a picture is scored. Bernoulli: each grey is the chance of ink. Gaussian: shades and colours, "
    "with one width. As suits the images: Bernoulli for grey, Gaussian for colour.",
    "beta": "Weight of the KL. Below 1: sharper pictures, scattered codes. Above 1: smoother codes, blurrier pictures.",
    "epochs": "Times that every image is looked at. Training ends by itself when it no longer helps.",
    "name": "What the model is called in the selectors: letters, digits, - and _.",
    "lr": "Peak step size of the optimiser. Lower it if the loss is no longer finite.",
    "seed": "Another seed: another start, other noise. The same seed repeats a run exactly.",
}


def train_form() -> None:
    """Draws the form, and starts the run when asked to."""
    st.markdown("**Train a model of your own**")
    kind = st.selectbox(
        "Images", list(DATA), format_func=_data_label, key=_kept("train-data", "digits"), help=HELP["data"]
    )
    data, file = _where(kind)
    recipe, chosen = _choices(kind, data)
    name = _name(kind, data, file, chosen["latent_dim"])
    sentence = _glance(data, file, recipe, chosen)
    st.caption(plain(sentence))
    _keep()
    waits = data == "" and file is None
    if st.button("Start", type="primary", width="stretch", disabled=waits, key="train-start"):
        _begin(name, data, file, recipe, chosen)


def _kept(key: str, usual: Any) -> str:
    """The key of a widget, which starts with what was chosen before another page was opened, else with the usual.

    Streamlit forgets a widget that one run of the script has not drawn.
    """
    kept = st.session_state.setdefault(KEPT, {})
    st.session_state.setdefault(key, kept.setdefault(key, usual))
    return key


def _keep() -> None:
    """Notes what all the widgets of `_kept` say now."""
    kept = st.session_state[KEPT]
    kept |= {key: st.session_state[key] for key in kept if key in st.session_state}


def _where(kind: str) -> tuple[str, Any]:
    """The data set or folder, and the file that the visitor has sent."""
    if kind != ZIP:
        let_go()
    if kind == FOLDER:
        key, hint = _kept("train-folder", ""), "/home/me/pictures"
        typed = st.text_input("Folder", key=key, placeholder=hint, help=HELP["folder"]).strip()
        return _folder(typed), None
    if kind == ZIP:
        return "", sent_zip(help=HELP["zip"])
    return kind, None


def _folder(typed: str) -> str:
    try:
        return folder_at(typed) if typed else ""
    except DatasetError:  # which says whether there is such a folder: not everybody may know
        return os.path.join(typed, "")  # never the name of a data set; what is wrong is said where it is looked at


def _choices(kind: str, data: str) -> tuple[str, dict[str, Any]]:
    """The recipe, and what was chosen beside it: options of `Experiment` by name."""
    left, right = st.columns([1.25, 1])
    usual = "small" if kind == "digits" else "mlp"
    key = _kept(f"train-network-{usual}", usual)
    recipe = left.selectbox("Network", list(NETWORKS), format_func=NETWORKS.get, key=key, help=HELP["network"])
    channels = _channels(kind, data)
    key = _kept("train-latent" if channels == 1 else "train-latent-colour", usual_latent_dim(channels))
    latent_dim = right.number_input("Latent size", 1, 64, key=key, help=HELP["latent"])
    key = _kept("train-prior", "standard")
    prior = st.selectbox("Prior", list(PRIORS), format_func=PRIORS.get, key=key, help=HELP["prior"])
    left, right = st.columns(2)
    beta = left.number_input("Beta", 0.0, 20.0, step=0.5, key=_kept("train-beta", 1.0), help=HELP["beta"])
    # a key per network: each keeps its own number
    usual_epochs, usual_lr = TRAINING[recipe].epochs, TRAINING[recipe].lr
    key = _kept(f"train-epochs-{recipe}", usual_epochs)
    epochs = right.number_input("Epochs", 1, 2000, key=key, help=HELP["epochs"])
    with st.expander("More"):
        key = _kept("train-posterior", "diagonal")
        posterior = st.selectbox(
            "Posterior", list(POSTERIORS), format_func=POSTERIORS.get, key=key, help=HELP["posterior"]
        )
        key = _kept("train-likelihood", "")
        likelihood = st.selectbox(
            "Likelihood", list(LIKELIHOODS), format_func=LIKELIHOODS.get, key=key, help=HELP["likelihood"]
        )
        left, right = st.columns(2)
        key = _kept(f"train-lr-{recipe}", usual_lr)
        lr = left.number_input("Learning rate", 1e-5, 1.0, step=1e-4, format="%.4g", key=key, help=HELP["lr"])
        seed = right.number_input("Seed", 0, 10**6, key=_kept("train-seed", 0), help=HELP["seed"])
    options = {"latent_dim": int(latent_dim), "prior": prior, "posterior": posterior, "likelihood": likelihood or None}
    options |= {"epochs": int(epochs), "beta": float(beta), "lr": lr, "seed": int(seed)}
    usual = {"prior": "standard", "posterior": "diagonal", **asdict(TRAINING[recipe])}
    return recipe, {name: value for name, value in options.items() if value not in (None, usual.get(name))}


def _channels(kind: str, data: str) -> int:
    """Of the images, as far as a glance tells; what a zip holds is not known yet, and most hold photos."""
    try:
        return 3 if kind == ZIP else _look_at(data).image_shape[0] if data else 1
    except DatasetError:
        return 1  # what is wrong is said where it is looked at


def _name(kind: str, data: str, file: Any, latent_dim: int) -> str:
    source = Path(file.name).stem if file else Path(data).name if kind == FOLDER and data else kind
    stem = re.sub(r"[^A-Za-z0-9]+", "-", source).strip("-")[:24] or kind
    taken = {name.lower() for name in [*list_models(), *(run.name for run in runs.list_runs())]}
    wished = f"{stem}-{latent_dim}d"
    names = (wished if number == 1 else f"{wished}-{number}" for number in count(1))
    name = next(name for name in names if name.lower() not in taken)
    typed = st.text_input("Name", placeholder=name, key=_kept("train-name", ""), help=HELP["name"])
    return typed.strip() or name


def _glance(data: str, file: Any, recipe: str, chosen: dict[str, Any]) -> str:
    """What is known of the images and of the time, or why they will not do."""
    if not data:
        return f"{CROPPED} {WHITE}" if file else "Choose the images first."
    try:
        look = _look_at(data)
        experiment = Experiment.of(data, recipe, **chosen).fitted(look.training_images, look.image_shape)
    except ValueError as error:
        return without_folders(str(error))
    likelihood, batch_size = (experiment.chosen.get(name) for name in ("likelihood", "batch_size"))
    scored = SCORED[likelihood] if likelihood else ""
    few = f" Batches of {batch_size}, because the images are few." if batch_size else ""
    time = f"About {spoken(seconds(experiment, look))}, with the figures and the map at the end."
    return f"{look}{scored}{few} {time}".strip()


@st.cache_data(ttl=20, show_spinner=False)
def _look_at(data: str) -> DataLook:
    if data not in DATA and not may_be_trained_on(data):  # nor whether it is there at all
        raise DatasetError(
            "On this server only folders in {folder}/ can be trained on.", folder=default_data_dir().name
        )
    return look_at(data)


def _begin(name: str, data: str, file: BinaryIO | None, recipe: str, chosen: dict[str, Any]) -> None:
    def prepare(folder: Path) -> Experiment:
        if file:
            unpack(file, folder)
        look = look_at(str(folder)) if file else _look_at(data)
        experiment = Experiment.of(str(runs.upload_dir(name)) if file else data, recipe, **chosen)
        return experiment.fitted(look.training_images, look.image_shape)

    try:
        with st.spinner("Unpacking the images") if file else st.empty():
            runs.create(name, prepare)
            let_go()
            runs.start(name)  # before the spinner goes: a visitor who has touched a field ends this script there
        st.session_state[KEPT]["train-name"] = ""
        st.session_state.pop("train-name", None)
        st.rerun()  # the form proposes another name
    except ValueError as error:
        st.error(plain(without_folders(str(error))))
    except OSError as error:
        st.error(plain(f"The run could not be written to the disk ({error.strerror or error}): make room."))


def _data_label(kind: str) -> str:
    return DATA[kind] + (f" ({DOWNLOAD_MB[kind]} MB)" if kind in DOWNLOAD_MB and not is_here(kind) else "")


def spoken(seconds: float) -> str:
    """A duration in words, as precise as an estimate deserves."""
    if seconds < 8:
        return "a few seconds"
    if seconds < 90:
        return f"{max(10, round(seconds / 10) * 10)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
