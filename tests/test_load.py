"""What keeps a run cheap for the server when many visitors share it."""

import gc
import subprocess
import sys
import threading
import tomllib
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parent.parent


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


@pytest.mark.parametrize(("soft", "hard", "allowed"), [(512, 4096, 4096), (512, 512, 512), (4096, 4096, 4096)])
def test_more_files_may_be_open_than_the_shell_allows(soft, hard, allowed):
    script = f"""
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
from frontend.capacity import allow_many_visitors
allow_many_visitors()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""
    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert int(said) == allowed
