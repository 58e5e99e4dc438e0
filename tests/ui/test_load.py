"""What keeps a run cheap for the server when many visitors share it."""

import gc
import threading
import tomllib
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def thawed():
    st.cache_resource.clear()  # another test may have warmed up this process
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_no_run_ends_with_a_full_collection():
    options = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert options["runner"]["postScriptGC"] is False


def test_what_the_app_loads_is_out_of_the_collectors_sight(thawed):
    AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for thread in [thread for thread in threading.enumerate() if thread.name == "warm-up"]:
        thread.join()
    assert gc.get_freeze_count() > 100_000
