"""What a visitor may do with a run: watch its model, resume, pause, finish, discard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.plain import plain
from ui.words import sentence, text
from vae_core.runs import runs
from vae_core.runs.runs import WISHES, Run

LOOK = {"width": "stretch"}
GO_ON = WISHES[0]


def buttons(run: Run) -> None:
    """Draws those that the state of the run allows."""
    first, second, third = st.columns(3, gap="xsmall")
    with first:
        _go_on(run)
    with second:
        _end(run)
    with third:
        _discard(run)


def _go_on(run: Run) -> None:
    """To its model once it is done, else back and forth between training and pause."""
    if run.state == "done":
        tip = text("train.explore_help")
        if st.button(text("train.explore"), type="primary", key=f"explore-{run.name}", help=tip, **LOOK):
            st.session_state["model"] = run.name
            st.switch_page("pages/explore.py")
    elif not run.is_active:
        tip = text("train.resume_help")
        if st.button(text("train.resume"), type="primary", key=f"resume-{run.name}", help=tip, **LOOK):
            _do(runs.start, run.name)
    elif run.state == "paused":
        if st.button(text("train.resume"), type="primary", key=f"go-{run.name}", **LOOK):
            _do(runs.ask, run.name, GO_ON)
    elif run.state == "training" and st.button(
        text("train.pause"), key=f"pause-{run.name}", disabled=run.wish != GO_ON, **LOOK
    ):
        _do(runs.ask, run.name, "pause")


def _end(run: Run) -> None:
    """Leaves the queue, or ends the training with the best model so far."""
    if not (run.waits or run.state in ("training", "paused")):
        return
    title, tip = text("train.finish"), text("train.finish_help")
    if run.waits:
        title, tip = text("train.leave"), text("train.leave_help")
    if st.button(title, key=f"stop-{run.name}", help=tip, disabled=run.wish == "stop", **LOOK):
        _do(runs.ask, run.name, "stop")


def _discard(run: Run) -> None:
    """Asks once more, then removes the run; its model stays if it has one."""
    title, note, yes = text("train.discard"), text("train.discard_note"), text("train.discard_yes")
    if run.state == "done":
        title, note, yes = text("train.remove"), text("train.remove_note"), text("train.remove_yes")
    with st.popover(title, **LOOK):
        st.caption(note)
        if st.button(yes, key=f"discard-{run.name}"):
            _do(runs.discard, run.name)


def _do(action: Callable[..., Any], *arguments: str) -> None:
    try:
        action(*arguments)
    except runs.RunError as error:
        st.toast(plain(sentence(error)))
    except OSError as error:
        st.toast(plain(text("train.not_written", reason=error.strerror or error)))
        return
    st.rerun()
