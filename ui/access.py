"""What visitors may do: train, and on which folders. There are no accounts: all have the same rights."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path

import streamlit as st

from ui.words import text
from vae_core.data.sets import default_data_dir

ON, OFF = ("on", "1", "true", "yes"), ("off", "0", "false", "no")


def training_is_closed() -> str:
    """Why nobody may train here, for a reader; empty where everybody may.

    $LATENT_LENS_TRAIN decides; without it, training is open where only this machine can reach the server.
    """
    wish = os.environ.get("LATENT_LENS_TRAIN", "").strip().lower()
    if wish in ON or (not wish and is_private()):
        return ""
    if wish in OFF:
        return text("app.training_off")
    return text("app.training_unclear") if wish else text("app.training_reachable")


def may_be_trained_on(folder: str) -> bool:
    """Whether a folder's images may be used: any on one's own machine, else those below the data folder."""
    try:
        return is_private() or Path(folder).resolve().is_relative_to(default_data_dir().resolve())
    except (OSError, RuntimeError, ValueError):  # a name too long, links in a circle, a null byte
        return False


def is_private() -> bool:
    """Whether the server listens on a loopback address only."""
    address = (st.get_option("server.address") or "").strip("[]")
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:  # no address means every interface
        return False
