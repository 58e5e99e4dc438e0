"""Every page opens every hostile model folder with a picture or one sentence: no red box, no request to another host.

One visitor goes through every eighth one on a page, so that no folder may spoil the next one either, and every fourth
of those that are hostile in what the page alone shows; the next pages have the others. What Python says of each is held
without a browser.
"""

import shutil

import pytest
from app_server import serve
from hostile_folders import CASES, PLAIN_GOOD, make_folders
from hostile_visitor import PICTURES, HostileVisitor

# What reaches the browser, or is drawn in it, on every page; a page's own besides. The other cases end in Python, where
# ../ui/test_hostile_folders.py has them all.
EVERYWHERE = ("operations ", "atlas ", "classes ", "weights of ")
OF_PAGE = {
    "manifold": ("tour ", "stops ", "config another"),
    "model": ("figures ", "metrics "),
    "explore": ("figures ",),  # as for any page that shows none of them
}


def reach(page):
    return EVERYWHERE + OF_PAGE.get(page, ())


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """The address of an app with the folders, and their names."""
    root = tmp_path_factory.mktemp("hostile")
    names = make_folders(root / "models")
    wanted = tuple({start for page in PICTURES for start in reach(page)})
    for name in [name for name in names if name in CASES and not name.startswith(wanted)]:
        shutil.rmtree(root / "models" / name)
        names.remove(name)
    places = {"LATENT_LENS_CHECKPOINTS": str(root / "models"), "LATENT_LENS_DATA": str(root / "no-data")}
    with serve(root / "log.txt", **places) as url:
        yield url, sorted(set(names) - {PLAIN_GOOD})


@pytest.mark.parametrize("page", PICTURES)
def test_every_folder_is_a_picture_or_a_sentence(tab, folders, page):
    url, names = folders
    opened = [name for name in names if name not in CASES or name.startswith(reach(page))]
    assert len(opened) > (120 if page in OF_PAGE else 80)
    at = list(PICTURES).index(page)
    fourth = enumerate(opened[at % 4 :: 4])
    opened = [name for n, name in fourth if n % 2 == at // 4 or name.startswith(OF_PAGE.get(page, ()))]
    visitor = HostileVisitor(tab, url, page)
    visitor.look_at_the_cards(len(names))
    for name in opened:
        visitor.choose(name)
    assert visitor.complaints == []
