"""Playground: a small VAE trains in the browser while one watches; the server only sends digits and the program."""

from ui.host import part
from ui.playground.sent import digits, worker_source
from ui.session import run_inside_app

run_inside_app()
part("playground", "playground", source=worker_source(), digits=digits())
