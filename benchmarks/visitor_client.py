"""A visitor without a browser: speaks Streamlit's own protocol over one websocket and sees what a tab would get.

The messages are those of `streamlit.proto`: a BackMsg asks for a run of the script, ForwardMsgs bring what it drew and
end with "script finished". It draws nothing, so one process can be a few hundred visitors.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

PATIENCE_S = 120
INTERRUPTED = ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass
class Run:
    """What one run of the script, or of a fragment, brought."""

    elapsed_s: float = 0.0
    received_bytes: int = 0
    exceptions: list[str] = field(default_factory=list)  # red boxes
    sentences: list[str] = field(default_factory=list)  # st.error and st.warning


@dataclass
class Part:
    """A component or widget on the page."""

    id: str
    fragment: str
    props: dict


class Visitor:
    """One tab.

    Example:
        async with Visitor("http://127.0.0.1:8501") as visitor:
            first = await visitor.open("model=mnist-16d")
            pinned = await visitor.say("evidence", "pin", {"model": "mnist-16d", "z": [0.0] * 16})
    """

    def __init__(self, url: str) -> None:
        address = urlsplit(url)
        self._url = f"ws://{address.netloc}/_stcore/stream"
        self._origin = f"http://{address.netloc}"
        self._kept: dict[str, WidgetState] = {}  # values that a tab sends with every request
        self._cached: set[str] = set()  # large messages that need not be sent again
        self._query = ""
        self._page = ""
        self.parts: dict[str, Part] = {}  # by Streamlit key

    async def __aenter__(self) -> Visitor:
        self._socket = await connect(
            self._url,
            origin=self._origin,
            subprotocols=["streamlit"],
            max_size=None,
            open_timeout=PATIENCE_S,
            ping_interval=None,  # a busy server answers late: that is to be measured, not an end
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def open(self, query: str = "", page: str = "") -> Run:
        """The first run: what a link opens."""
        self._query = query
        request = self._request()
        request.rerun_script.page_name = page
        return await self._run(request)

    async def switch(self, title: str) -> Run:
        """A click on a page of the navigation."""
        self._page = self._pages[title]
        return await self._run(self._request())

    async def say(self, key: str, event: str, value: object) -> Run:
        """A trigger of a component; reruns the fragment that it lives in, if any."""
        return await self._run(self._said(key, event, value))

    async def send(self, key: str, event: str, value: object) -> None:
        """The same without waiting for a run, which need not come of it."""
        await self._socket.send(self._said(key, event, value).SerializeToString())

    async def slide(self, key: str, value: float) -> Run:
        """A new value of an `st.slider`, by its key or its label."""
        part = self.parts[key]
        state = WidgetState(id=part.id)
        state.double_array_value.data.append(value)
        self._kept[part.id] = state
        return await self._run(self._request(part.fragment))

    def _said(self, key: str, event: str, value: object) -> BackMsg:
        part = self.parts[key]
        request = self._request(part.fragment)
        said = request.rerun_script.widget_states.widgets.add(id=f"$$STREAMLIT_INTERNAL_KEY_{part.id}__events")
        said.json_trigger_value = json.dumps([{"event": event, "value": value}])
        return request

    def _request(self, fragment: str = "") -> BackMsg:
        request = BackMsg()
        rerun = request.rerun_script
        rerun.query_string, rerun.page_script_hash, rerun.fragment_id = self._query, self._page, fragment
        rerun.widget_states.widgets.extend(self._kept.values())
        rerun.cached_message_hashes.extend(self._cached)
        return request

    async def _run(self, request: BackMsg) -> Run:
        run, begun = Run(), time.perf_counter()
        await self._socket.send(request.SerializeToString())
        while True:
            content = await asyncio.wait_for(self._socket.recv(), PATIENCE_S)
            run.received_bytes += len(content)
            message = ForwardMsg.FromString(content)
            kind = message.WhichOneof("type")
            if kind == "script_finished" and message.script_finished != INTERRUPTED:
                run.elapsed_s = time.perf_counter() - begun
                return run
            self._follow(message, kind, run)

    def _follow(self, message: ForwardMsg, kind: str, run: Run) -> None:
        if message.metadata.cacheable:
            self._cached.add(message.hash)
        if kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "navigation":
            self._page = message.navigation.page_script_hash
            self._pages = {page.page_name: page.page_script_hash for page in message.navigation.app_pages}
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._see(message.delta.new_element, message.delta.fragment_id, run)

    def _see(self, element: object, fragment: str, run: Run) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            run.exceptions.append(element.exception.message)
        elif kind == "alert":
            run.sentences.append(element.alert.body)
        elif kind == "bidi_component":
            part = element.bidi_component
            props = json.loads(part.json) if part.WhichOneof("data") == "json" else {}
            self.parts[_key_of(part.id)] = Part(part.id, fragment, props)
        elif kind == "slider":
            for name in (_key_of(element.slider.id), element.slider.label):
                self.parts[name] = Part(element.slider.id, fragment, {})


def _key_of(element_id: str) -> str:
    """`$$ID-<hash>-<key>`: the key that the script gave."""
    return element_id.split("-", 2)[-1]


def server_processes(process_id: int) -> Iterator[str]:
    """The /proc folders of a process and of its children, on Linux."""
    yield f"/proc/{process_id}"
    with open(f"/proc/{process_id}/task/{process_id}/children") as children:
        for child in children.read().split():
            yield from server_processes(int(child))


def cpu_seconds(process_id: int) -> float:
    """Processor time that a server has used so far, in seconds."""
    ticks = 0
    for folder in server_processes(process_id):
        with open(f"{folder}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])  # user and system
    return ticks / 100


def resident_mb(process_id: int) -> float:
    """Memory that a server holds, in MB."""
    kilobytes = 0
    for folder in server_processes(process_id):
        with open(f"{folder}/status") as status:
            kilobytes += next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    return kilobytes / 1024
