"""What browser tests visit the app with."""

import pytest
from app_server import serve
from explore_page import Explore
from tab import USUAL, Tab

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="session")
def kept_tabs():
    """The windows that tests share, by their width: one that does not answer any more makes room for another."""
    tabs = {}
    yield tabs
    for tab in tabs.values():
        tab.close()


def _kept(browser, kept_tabs, **options):
    width = options["viewport"]["width"]
    if width not in kept_tabs or not kept_tabs[width].is_well():
        kept_tabs[width] = Tab(browser, **options)
    tab = kept_tabs[width]
    tab.complaints.clear()
    yield tab
    assert tab.complaints == []


@pytest.fixture
def tab(browser, kept_tabs):
    """A window to visit apps with; whoever visits must leave nothing to complain of."""
    yield from _kept(browser, kept_tabs, viewport=USUAL)


@pytest.fixture
def phone_tab(browser, kept_tabs):
    """The same on a phone, with a finger: its first visit fetches all of the app anew, which costs two seconds."""
    yield from _kept(browser, kept_tabs, **PHONE)
    kept_tabs[PHONE["viewport"]["width"]].leave()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.has_failed = report.failed or getattr(item, "has_failed", False)
    return report


@pytest.fixture(scope="module")
def kept_visits():
    return []


@pytest.fixture
def same_visit(request, tab, kept_visits):
    """Opens a page, or gives back the one that the test before has opened and left as it needs it.

    To open a page costs two to three seconds of a core; a test that cannot vouch for what it leaves opens its own.
    """

    def same_visit(visit):
        if not kept_visits or kept_visits[:2] != [tab, tab.visits]:
            opened = visit()
            kept_visits[:] = [tab, tab.visits, opened]
        return kept_visits[2]

    yield same_visit
    if getattr(request.node, "has_failed", False):
        kept_visits.clear()


@pytest.fixture
def page(tab, site):
    """An empty page on the site's origin, whose scripts may import the repository's modules; it must not crash."""
    return tab.open(site.url)


@pytest.fixture
def explore(tab, app_url):
    """A first visitor on Explore."""
    return Explore(tab, app_url)


@pytest.fixture
def own_page(new_tab, site):
    """The same in a window of its own, for what cannot be taken back, such as a clock."""
    return new_tab().open(site.url)


@pytest.fixture
def new_tab(browser):
    """Opens windows of their own, with the options of a Playwright context; they are held to the same."""
    tabs = []

    def new_tab(**options):
        tabs.append(Tab(browser, **options))
        return tabs[-1]

    yield new_tab
    for tab in tabs:
        tab.close()
    assert [tab.complaints for tab in tabs if tab.complaints] == []


@pytest.fixture(scope="session")
def app_url(tmp_path_factory):
    """The app on a free port, as a visitor starts it, without the data set."""
    folder = tmp_path_factory.mktemp("app")
    with serve(folder / "log.txt", LATENT_LENS_DATA=str(folder / "no-data")) as url:
        yield url


@pytest.fixture(scope="session")
def workshop(tmp_path_factory):
    """The app over a folder of models that tests fill, each with names of its own: its address and that folder."""
    home = tmp_path_factory.mktemp("workshop")
    (home / "models").mkdir()
    places = {"LATENT_LENS_CHECKPOINTS": str(home / "models"), "LATENT_LENS_DATA": str(home / "no-data")}
    with serve(home / "log.txt", **places) as url:
        yield url, home / "models"
