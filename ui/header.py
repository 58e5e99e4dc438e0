"""The header of every page, on its right side: the model, help, the language, and light or dark."""

from __future__ import annotations

from html import escape

import streamlit as st

from ui.host import part
from ui.map.layout import take_wall
from ui.models import cards
from ui.pages import GROUPS, PAGES
from ui.words import text
from ui.words.language import PARAMETER, language, languages, read_in, reading

# Streamlit's side of the header: the name beside the logo, and links that fold before they reach ours; on a phone the
# links are ours, at the bottom.
BESIDE = """<style>
:has(> [data-testid=stHeaderLogo]) {{ color: inherit; display: flex; align-items: center; }}
:has(> [data-testid=stHeaderLogo])::after {{ content: "{name}"; margin-left: 0.5rem; font-size: 0.875rem;
  font-weight: 650; white-space: nowrap; }}
[data-testid=stTopNav] {{ max-width: calc(100vw - 39rem); margin-right: auto; }}
[data-testid=stTopNavLink] {{ padding-inline: 4px; }} /* so that all links and groups fit a window of 1180 pixels */
[data-testid=stTopNavSection] {{ padding-inline: 4px; }}
[data-testid=stTopNavSection][aria-current] {{ font-weight: 600; }} /* as the link of the page that is shown */
@media (max-width: 1180px) {{ [data-testid=stTopNav] {{ max-width: calc(100vw - 33.55rem); }} }}
@media (max-width: 1000px) {{
  :has(> [data-testid=stHeaderLogo])::after {{ content: none; }}
  [data-testid=stTopNav] {{ max-width: calc(100vw - 28.3rem); }}
}}
@media (max-width: 900px) {{ [data-testid=stMain] {{ scroll-padding-top: 12rem; }} }}
@media (max-width: 640px) {{ [data-testid=stExpandSidebarButton] {{ display: none; }} }}
</style>"""
HEAD = '<header class="page-head"><h1>{title}</h1><p>{lead}</p></header>'  # page_style.py says how it looks


def page_head(page: str) -> None:
    """Draws the page's title and, in one sentence, what one does there."""
    head = HEAD.format(title=escape(text(f"app.page_{page}")), lead=escape(text(f"app.lead_{page}")))
    st.container(key="page-head").html(head)


def follow_page_bar() -> None:
    """Goes to the page that was pressed at the bottom of a phone; a visit calls it before it draws anything."""
    if (page := st.session_state.pop("page_bar", None)) in PAGES:
        st.switch_page(f"pages/{page}.py")


def header(page: str, model: str | None) -> None:
    """Draws it; a visit calls it once. A model that is chosen there is the one of every page from then on."""
    st.html(BESIDE.format(name=text("app.name")))
    state = st.session_state
    part(
        "header",
        "silent_header",
        {
            "choose": lambda: state.update(model=state["silent_header"].choose),
            "page": lambda: state.update(page_bar=state["silent_header"].page),
            "wall": lambda: take_wall(state["silent_header"].wall),
        },
        page=page,
        titles={name: text(f"app.page_{name}") for name in PAGES},
        groups=[{"title": text(f"app.group_{name}") if name else "", "pages": pages} for name, pages in GROUPS],
        models=cards(),
        chosen=model,
        languages=_other_languages(),
        address={PARAMETER: language()} if reading().is_in_address else {},
    )


def _other_languages() -> list[dict[str, str]]:
    """Code and name of those that the visitor does not read now, each name in its own language."""
    found = []
    for code in languages():
        if code != language():
            with read_in(code):
                found.append({"code": code, "name": text("app.language"), "tag": text("app.language_tag")})
    return found
