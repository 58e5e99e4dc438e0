"""Links that somebody has mistyped, cut or made up: the page opens, what is wrong is left out, nothing is a red box."""

import asyncio
import random
import re
import shutil
from urllib.parse import quote, unquote_plus

import pytest
from app_server import run_async, serve
from hostile_folders import PLAIN_GOOD, make_folders

from benchmarks.visitor_client import Visitor
from ui.pages import PAGES
from ui.plain import JOINER

LINKS, AT_ONCE = 200, 6
PARAMETERS = ("model", "z", "map", "projection", "x", "y", "colour", "camera", "hidden", "zoom", "pins", "walk",
    "sliders",
              "plane", "overlay", "stop", "embed", "theme", "class", "draw", "choose-model", "page", "__proto__",
              "train-data", "train-latent", "beta", "index", f"learn-{PLAIN_GOOD}", "learn-my__model")  # fmt: skip
VALUES = (
    "", " ", "0", "1", "-1", "3", "999999999999", "1e309", "-1e309", "inf", "-inf", "nan", "1e-400", "0x10", "1_0", "١",
    "0,0,0", "1,2", "1,2,3", "nan,0,0", "inf,0,0", "1e39,0,0", "1,2,3,4", "4,3,2,1", "0,0,0,0", "0,1,2,", ",,,",
    "a,b,c,d",
    "tsne", "pca", "raw", "z1,z2", "z0,z0", "z1,z1", "z9,z1", "z1", "z-1,z2", "z1,z2,z3", "TSNE", "class", "nats",
    "trust",
    "true", "null", "{}", "[]", '{"a":', "[[1]]", "[null]", '"', "'", "\\", "/", "../..", "/etc/passwd", "%",
    "%25", "\0",
    "\ud800", "\u202e", "a\nb", "x" * 5000, "1," * 3000, "9" * 5000, "[" * 3000, "![x](https://evil.example/x.png)",
    "https://evil.example/x", "www.evil.example", "<img src=x>", "$x$", ":material/home:", "__proto__", "constructor",
    PLAIN_GOOD, "my__model", "nobody",
)  # fmt: skip


def link(chance: random.Random) -> tuple[str, str]:
    """A page and a query of one to five parameters, one of them twice now and then."""
    names = chance.choices(PARAMETERS, k=chance.randint(1, 5))
    said = [(name, chance.choice(VALUES)) for name in names]
    said += [("model", PLAIN_GOOD)] if chance.random() < 0.5 else []
    return chance.choice(["", *PAGES]), "&".join(f"{quote(name)}={_quoted(value)}" for name, value in said)


def _quoted(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"))  # a lone surrogate is no UTF-8: %ED%A0%80


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    root = tmp_path_factory.mktemp("links")
    make_folders(root / "all")
    for name in (PLAIN_GOOD, "my__model"):
        shutil.copytree(root / "all" / name, root / "models" / name)
    places = {"LATENT_LENS_CHECKPOINTS": str(root / "models"), "LATENT_LENS_DATA": str(root / "no-data")}
    with serve(root / "log.txt", LATENT_LENS_RUNS=str(root / "runs"), **places) as url:
        yield url


async def _open_all(url, links):
    free = asyncio.Semaphore(AT_ONCE)

    async def visit(page, query):
        async with free, Visitor(url) as visitor:
            return await visitor.open(query, page)

    return await asyncio.gather(*(visit(*each) for each in links))


def test_two_hundred_links_open_without_a_red_box(app):
    chance = random.Random(0)
    links = [link(chance) for _ in range(LINKS)]
    runs = run_async(_open_all(app, links))
    assert [each for each, run in zip(links, runs, strict=True) if run.exceptions] == []
    said = [(page, sentence) for (page, _), run in zip(links, runs, strict=True) for sentence in run.sentences]
    assert not [each for each in said if re.search(r"https://evil|(?<!\\)\]\(", each[1])]
    assert all(len(sentence) < 600 for _, sentence in said)


@pytest.mark.parametrize("value", ["inf", "nan", "-1", "1e309", "x", "99999999999999999999", "3.7", ""])
def test_an_image_that_learn_cannot_show_is_left_out(app, value):
    links = [("learn", f"model={PLAIN_GOOD}&learn-{PLAIN_GOOD}={value}")]
    [run] = run_async(_open_all(app, links))
    assert run.exceptions == []


def test_a_model_that_is_an_address_is_named_in_one_sentence_that_is_no_link(app):
    [run] = run_async(_open_all(app, [("explore", "model=https%3A%2F%2Fevil.example")]))
    assert [sentence.replace(JOINER, "") for sentence in run.sentences] == [
        f"There is no model called “https://evil.example”. The models are {PLAIN_GOOD}, my\\_\\_model."
    ]
    assert unquote_plus("https%3A//") not in run.sentences[0]
