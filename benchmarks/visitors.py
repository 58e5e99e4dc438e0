"""Many visitors at once: each pins a place once a second and waits for the server, beside a page of one st.slider.

    python benchmarks/visitors.py [--visitors 10 50 200] [--seconds 30] [--model mnist-16d]

Visitors speak Streamlit's protocol without a browser, from one other process on the same machine. A tab tells the
server of a pin only once the hand rests; here every pin is told at once, which is the most that a tab can ask. The time
runs from the pin to the end of the script run that it started; the next pin comes at the next full second after it.
Server CPU per pin is what a busy machine changes least. The peer's one slider is moved instead, at the same pace: as
Streamlit comes, which collects garbage after every run, and with our setting, which does not.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from websockets.exceptions import ConnectionClosed

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.chromium import ROOT, streamlit_server
from benchmarks.visitor_client import Run, Visitor, cpu_seconds, resident_mb
from vae_core.store.folder import load_config

PAGE = "explore"  # of the app; a script of one page has no other
OPENING_AT_ONCE = 4  # a tab every few milliseconds is another test
SETTLE_S = 8  # what the server still does behind the first picture
Act = Callable[[Visitor, np.random.Generator], Awaitable[Run]]


@dataclass
class Load:
    """What some visitors were given, in seconds."""

    waits: list[float] = field(default_factory=list)
    errors: int = 0
    cpu_s: float = 0.0
    resident_mb: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, nargs="+", default=[10, 50, 200])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--model", default="mnist-16d")
    options = parser.parse_args()
    slider = "benchmarks/one_slider_app.py"
    pages = {
        "Latent Lens": ("app.py", f"model={options.model}", pinning(options.model), "false"),
        "one `st.slider`": (slider, "", slide, "true"),
        "one `st.slider`, our setting": (slider, "", slide, "false"),
    }
    print("| page | visitors | served per second | median | p95 | errors | server CPU per pin | server memory |")
    print("|---|---|---|---|---|---|---|---|")
    for title, (script, query, act, collects) in pages.items():
        with streamlit_server(ROOT / script, "--runner.postScriptGC", collects) as (url, process_id):
            asyncio.run(warm(url, query))
            for count in options.visitors:
                load = asyncio.run(visit(url, process_id, query, act, count, options.seconds))
                print(f"| {title} | {count} | {row(load, options.seconds)} |", flush=True)


def pinning(model: str) -> Act:
    """Pins a random place of a model."""
    latent_dim = load_config(model).latent_dim

    async def pin(visitor: Visitor, generator: np.random.Generator) -> Run:
        z = generator.standard_normal(latent_dim).astype(np.float32).tolist()
        return await visitor.say("evidence", "pin", {"model": model, "z": z, "index": None})

    return pin


async def slide(visitor: Visitor, generator: np.random.Generator) -> Run:
    return await visitor.slide("z", round(float(generator.uniform(-3, 3)), 2))


async def warm(url: str, query: str) -> None:
    async with Visitor(url) as visitor:
        await visitor.open(query, PAGE)
        await asyncio.sleep(SETTLE_S)


async def visit(url: str, process_id: int, query: str, act: Act, count: int, seconds: float) -> Load:
    """Opens the page `count` times, then has all of them act once a second."""
    load, visitors = Load(), [Visitor(url) for _ in range(count)]
    door = asyncio.Semaphore(OPENING_AT_ONCE)

    async def enter(visitor: Visitor) -> None:
        async with door:
            await visitor.__aenter__()
            load.errors += len((await visitor.open(query, PAGE)).exceptions)

    await asyncio.gather(*map(enter, visitors))
    used, begin = cpu_seconds(process_id), time.perf_counter()
    stays = [stay(visitor, n, count, begin, seconds, act, load) for n, visitor in enumerate(visitors)]
    await asyncio.gather(*stays)
    load.cpu_s = cpu_seconds(process_id) - used
    load.resident_mb = resident_mb(process_id)
    await asyncio.gather(*(visitor.__aexit__() for visitor in visitors))
    return load


async def stay(visitor: Visitor, number: int, count: int, begin: float, seconds: float, act: Act, load: Load) -> None:
    """One visitor, whose seconds begin a little after those of the one before."""
    generator = np.random.default_rng(number)
    due = begin + number / count
    while due < begin + seconds:
        await asyncio.sleep(max(0, due - time.perf_counter()))
        try:
            run = await act(visitor, generator)
        except (OSError, TimeoutError, ConnectionClosed) as error:
            print(f"visitor {number}: {error!r}", file=sys.stderr)
            load.errors += 1
            return
        load.waits.append(run.elapsed_s)
        load.errors += len(run.exceptions)
        due += max(1, np.ceil(time.perf_counter() - due))


def row(load: Load, seconds: float) -> str:
    waits_ms = 1000 * np.array(load.waits)
    per_pin_ms = 1000 * load.cpu_s / len(waits_ms)
    return (
        f"{len(waits_ms) / seconds:.1f} | {statistics.median(waits_ms):.0f} ms | {np.percentile(waits_ms, 95):.0f} ms "
        f"| {load.errors} | {per_pin_ms:.1f} ms | {load.resident_mb:.0f} MB"
    )


if __name__ == "__main__":
    main()
