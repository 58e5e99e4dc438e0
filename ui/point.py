"""The point of the latent space that a visitor has pinned, as Python knows it: a model and a z.

The browser holds the truth; Python hears of a z that was pinned. A stamp goes out with z and changes only when z comes
from Python: so an answer to an old gesture never pulls the visitor back.
"""

from __future__ import annotations

import uuid

import streamlit as st

from vae_core.shared import SHARED

MAX_COORDINATE = SHARED["max_coordinate"]


def point(name: str, latent_dim: int) -> dict[str, object]:
    """Model, z, stamp and session for the parts; z is None until Python has heard of one."""
    state = st.session_state
    state.setdefault("session", uuid.uuid4().hex)
    state.setdefault("z_stamp", uuid.uuid4().hex)
    z = state.get("z") if state.get("z_model", name) == name else None
    z = z if is_code(z, latent_dim) else None
    return {"model": name, "z": z, "stamp": state["z_stamp"], "session": state["session"]}


def go_to(name: str, z: list[float]) -> None:
    """Moves the visitor from Python: the parts adopt this z."""
    st.session_state.update(z=[float(value) for value in z], z_model=name, z_stamp=uuid.uuid4().hex)


def take_pin(pin: dict | None, name: str, latent_dim: int) -> None:
    """Takes over a z that the browser pinned, if it is one of this model."""
    if not isinstance(pin, dict) or pin.get("model") != name:
        return
    z = pin.get("z")
    if is_code(z, latent_dim):
        st.session_state.update(z=[float(value) for value in z], z_model=name, z_index=pin.get("index"))


def is_code(z: object, latent_dim: int) -> bool:
    """Whether something from a browser is a list of D numbers that a decoder can take."""
    if not isinstance(z, list) or len(z) != latent_dim:
        return False
    return all(isinstance(value, int | float) and abs(value) <= MAX_COORDINATE for value in z)  # NaN is not
