"""What a model folder may hold as text, drawn by every element that reads Markdown: it appears letter by letter."""

import json

from benchmarks.chromium import ROOT, streamlit_app
from ui.plain import JOINER

TEXTS = [
    "![x](https://evil.example/x.png)", "[y](https://evil.example)", "https://evil.example/a?b=c", "www.evil.example",
    "HTTPS://EVIL.example", "http\\://evil.example", "\\[x](https://evil.example)", "[ref]: https://evil.example",
    "ftp://evil.example", "me@evil.example", "mailto:me@evil.example", "xmpp:me@evil.example", "[^1]", "^[note](x)",
    "<img src=https://evil.example/x.png>", "<b>bold</b>", "&lt;b&gt; &amp; &#58;", "**bold**", "a_b_c __x__ _y_",
    "~~gone~~", ":material/home:", ":red[red]", ":violet-badge[x]", ":color[x]{foreground=red}", ":smile:",
    ":streamlit:", "::leaf", ":::container", "$x^2$ and $$y$$", "# head", "1. one", "1) two", "- item", "+ plus",
    "- [ ] task", "> quote", "=== x", "--- y", "a | b", "a\\", "`", "``",
]  # fmt: skip
SCRIPT = """
import sys
import numpy as np
import streamlit as st
sys.path.insert(0, ROOT)
from ui.plain import plain, plain_in_plotly
for index, text in enumerate(TEXTS):
    with st.container(key=f"text-{index}"):
        st.markdown(plain(text))
with st.container(key="all"):
    for index, text in enumerate(TEXTS):
        for draw in (st.caption, st.error, st.warning, st.info, st.toast):
            draw(plain(text))
        st.markdown(f"**{plain(text)}**: x")
        st.metric(plain(text), "1", help=plain(text))
        st.progress(0.5, text=plain(text))
        st.button(plain(text), key=f"button-{index}")
    st.image(np.zeros((4, 4)), caption=plain(TEXTS[0]), output_format="PNG")
    points = [{"type": "bar", "x": [1], "y": [1], "name": plain_in_plotly(text)} for text in TEXTS]
    st.plotly_chart({"data": points, "layout": {"height": 900, "showlegend": True}})
    st.selectbox("names", TEXTS)
    st.dataframe({"a": TEXTS})
st.text("drawn")
"""
MADE = "a, img:not([src^='http://127.0.0.1']), code, h1, h2, li, blockquote, hr, del, em, table, input[type=checkbox], "
MADE += ".katex, .stMarkdownColoredText, [data-testid=stIconMaterial], [data-testid=stMarkdownBadge]"


def test_nothing_in_a_text_has_a_meaning(tab, tmp_path):
    script = tmp_path / "texts.py"
    script.write_text(f"ROOT = {str(ROOT)!r}\nTEXTS = {json.dumps(TEXTS)}\n{SCRIPT}")
    outside = []
    with streamlit_app(script) as url:
        page = tab.open(url, hear={"request": lambda request: outside.append(request.url)})
        page.get_by_text("drawn", exact=True).wait_for()
        page.locator(".st-key-all .legendtext").nth(len(TEXTS) - 1).wait_for()
        shown = [page.locator(f".st-key-text-{index}").inner_text() for index in range(len(TEXTS))]
        legend = page.locator(".st-key-all .legendtext").all_text_contents()
        strong = page.locator(".st-key-all p > strong").count()
        made = page.locator("[class*=st-key-text]").locator(MADE).count()
        others = page.locator(".st-key-all p, .st-key-all [data-testid=stMetric]")
        made_elsewhere = others.locator(MADE).all_inner_texts()
        tab.leave()
    assert [text.replace(JOINER, "") for text in shown] == TEXTS
    assert [text.replace(JOINER, "") for text in legend] == TEXTS
    assert strong == len(TEXTS)
    assert made == 0
    assert made_elsewhere == []
    assert [address for address in outside if not address.startswith((url, "data:", "blob:"))] == []
