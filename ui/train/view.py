"""The runs of the Train page: the one at work or the last one in full, the others one line each."""

from __future__ import annotations

import math

import streamlit as st

from ui import pictures
from ui.plain import plain
from ui.train import figures as train_figures
from ui.train.form import DATA, NETWORKS, PRIORS, spoken
from vae_core.runs import runs
from vae_core.runs.live import Live, load_live
from vae_core.runs.runs import Run
from vae_core.store.label import without_folders

EVERY_SECONDS = 1.5
CHART = {"displayModeBar": False}
LISTED = 12  # earlier runs
KL_BY_DIMENSION = {  # whether the prior is N(0, I)
    True: "To N(0, 1), in nats, by epoch, and now: a latent dimension tells no more than this of an image. Grey: next "
    "to nothing.",
    False: "To N(0, 1), in nats, by epoch, and now. The prior is learned, so this is a distance, not what a dimension "
    "tells: the Model page has that once the model is done.",
}
SAYS = {
    "starting": "Starting",
    "preparing": "Preparing",
    "paused": "Paused",
    "training": "Training",
    "evaluating": "Measuring",
    "done": "Done",
    "stopped": "Stopped",
    "failed": "It could not go on",
    "interrupted": "Interrupted",
    "queued": "Waiting",
}


def runs_view() -> None:
    """Draws the runs, and keeps them fresh as long as one is active."""
    is_live = any(run.is_active for run in runs.list_runs())
    st.fragment(_runs, run_every=EVERY_SECONDS if is_live else None)(is_live)


def _runs(was_live: bool) -> None:
    known = runs.list_runs()
    if was_live != any(run.is_active for run in known):
        st.rerun()  # the whole page: the clock of this fragment starts or stops
    if not known:
        st.markdown("**Nothing has been trained here yet.**")
        st.caption("The digits are ready and take half a minute: press Start, and watch a latent space form.")
        _gallery(None, None)
        return
    shown, *others = known
    _head(shown, known)
    _gallery(shown, load_live(runs.runs_dir() / shown.name))
    if others:
        st.markdown("**Other runs**")
    for run in others[:LISTED]:
        _line(run, known)


def _head(run: Run, known: list[Run]) -> None:
    what, buttons = st.columns([1.15, 1], vertical_alignment="center")
    with what:
        tip = "Images, network, dimensions, what is not as usual."
        st.markdown(f"**{plain(run.name)}** · {_described(run)}", help=tip)
    with buttons:
        _buttons(run)
    st.progress(_share(run), text=plain(without_folders(_sentence(run, known))))


def _gallery(run: Run | None, live: Live | None) -> None:
    theme = st.context.theme.type or "light"
    history, epochs = (run.history, run.epochs) if run else ([], 0)
    charts = {
        "map": ("The map forming", _map_note(live), train_figures.forming_map(live, theme)),
        "elbo": ("-ELBO, nats", "Nats per image: lower is better. Dotted: images it learns from, with the weights as "
                 "they are. The other line: held-out images, with averaged weights.",
                 train_figures.elbo_curve(history, epochs, theme)),
        "terms": ("Its two terms", "Nats per held-out image. Reconstruction: what the picture costs once its code is "
                  "known. KL: what the code costs.", train_figures.terms_curve(history, epochs, theme)),
    }  # fmt: skip
    for column, (key, (title, note, figure)) in zip(st.columns(3, gap="medium"), charts.items(), strict=True):
        column.markdown(title, help=note)
        column.plotly_chart(figure, theme=None if key == "map" else "streamlit", config=CHART, key=f"train-{key}")
    left, middle, right = st.columns(3, gap="medium")
    when = f" · epoch {live.epochs[-1]}" if live else ""
    with left:
        st.markdown(f"Samples{when}", help="The same draws from the prior, decoded after every epoch.")
        pictures.show(train_figures.samples_sheet(live, theme))
    with middle:
        st.markdown(f"Reconstructions{when}", help="Held-out images, which it does not learn from, each over what "
                    "it makes of it.")  # fmt: skip
        pictures.show(train_figures.pairs_sheet(live, theme))
    with right:
        standard = run is None or run.chosen("prior", "standard") == "standard"
        st.markdown(f"KL by dimension{when}", help=KL_BY_DIMENSION[standard])
        figure = train_figures.kl_by_dimension(live, epochs, theme, standard)
        st.plotly_chart(figure, config=CHART, key="train-kl")


def _line(run: Run, known: list[Run]) -> None:
    what, buttons = st.columns([1.15, 1], vertical_alignment="center")
    with what:
        st.markdown(f"**{plain(run.name)}** · {_described(run)}")
        st.caption(plain(without_folders(_sentence(run, known))))
    with buttons:
        _buttons(run)


def _buttons(run: Run) -> None:
    first, second, third = st.columns(3, gap="xsmall")
    if run.state == "done":
        tip = "Open it in Explore"
        if first.button("Explore", type="primary", width="stretch", key=f"explore-{run.name}", help=tip):
            st.session_state["model"] = run.name
            st.switch_page("pages/explore.py")
    elif not run.is_active:
        tip = "From the last epoch that was written"
        if first.button("Resume", type="primary", width="stretch", key=f"resume-{run.name}", help=tip):
            _do(runs.start, run.name)
    elif run.state == "paused":
        if first.button("Go on", type="primary", width="stretch", key=f"go-{run.name}"):
            _do(runs.ask, run.name, "run")
    elif run.state == "training" and first.button(
        "Pause", width="stretch", key=f"pause-{run.name}", disabled=run.wish != "run"
    ):
        _do(runs.ask, run.name, "pause")
    can_stop = run.waits or run.state in ("training", "paused")
    leaves = "Leave" if run.waits else "Finish"
    tip = "Out of the queue" if run.waits else "End here, keep the best so far as a model"
    if can_stop and second.button(
        leaves, width="stretch", key=f"stop-{run.name}", help=tip, disabled=run.wish == "stop"
    ):
        _do(runs.ask, run.name, "stop")
    done = run.state == "done"
    with third.popover("Remove" if done else "Discard", width="stretch"):
        st.caption("The model and its images stay; its curves here go." if done else "Nothing of this run is kept.")
        if st.button("Yes, remove it" if done else "Yes, discard it", key=f"discard-{run.name}"):
            _do(runs.discard, run.name)


def _do(action, *arguments: str) -> None:
    try:
        action(*arguments)
    except runs.RunError as error:
        st.toast(plain(str(error)))
    except OSError as error:
        st.toast(plain(f"That could not be written ({error.strerror or error})."))
        return
    st.rerun()


def _share(run: Run) -> float:
    return 1.0 if run.state == "done" else min(1.0, max(0.0, run.step / run.steps)) if run.steps > 0 else 0.0


def _sentence(run: Run, known: list[Run]) -> str:
    if ahead := runs.waits_for(run, known):
        return f"{run.name} waits for {ahead.name} ({_place(ahead)})."
    if run.state == "training" and run.wish != "run":
        return {"pause": "Pausing.", "stop": "Finishing with the best so far."}.get(run.wish, "Discarding.")
    if run.state in ("training", "paused", "interrupted"):
        where = _reached(run) if run.step else "before the first epoch"
        return f"{SAYS[run.state]}: {where}." + (f" {run.sentence}" if run.state == "interrupted" else "")
    return f"{SAYS[run.state]}. {run.sentence}".strip()


def _place(run: Run) -> str:
    """Where another run stands, for one that waits for it."""
    if run.state in ("training", "paused"):
        return _reached(run) + (", paused" if run.state == "paused" else "")
    return "being measured" if run.state == "evaluating" else SAYS[run.state].lower()


def _reached(run: Run) -> str:
    reached = f"epoch {min(run.epoch + (run.state == 'training'), run.epochs)} of {run.epochs}"
    left = run.state == "training" and math.isfinite(run.seconds_left)
    return f"{reached}, about {spoken(run.seconds_left)} left" if left else reached


def _described(run: Run) -> str:
    if run.experiment is None:
        return "what it trains cannot be read"
    data, recipe = run.experiment.data, run.experiment.recipe
    name = DATA.get(data, "").split(",")[0].split(":")[0] or data.rstrip("/").rsplit("/", 2)[-1]
    name = "a zip" if data == str(runs.upload_dir(run.name)) else name
    parts = [name, NETWORKS.get(recipe, recipe)]
    if dimensions := run.chosen("latent_dim"):
        parts.append(f"{dimensions} dimensions")
    if run.chosen("prior"):
        parts.append(PRIORS[run.chosen("prior")])
    if run.chosen("posterior") == "flow":
        parts.append("flow posterior")
    if run.chosen("likelihood"):
        parts.append(f"{run.chosen('likelihood').capitalize()} likelihood")
    said = {"beta": "beta", "lr": "learning rate", "seed": "seed", "batch_size": "batches of"}
    parts += [f"{words} {value:g}" for name, words in said.items() if (value := run.chosen(name)) is not None]
    return plain(" · ".join(parts))


def _map_note(live: Live | None) -> str:
    if live is None:
        return "Codes of training images, one colour per class."
    space = "their two latent numbers" if live.kl_per_dim.shape[1] == 2 else "their two principal components"
    return f"Codes of {len(live.labels):,} images of the training set by {space}, one colour per class."
