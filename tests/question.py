"""Asks a route of the server as a browser does, without a server."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request


def ask(route, name, body, kind="application/json", language="en"):
    """What the route answers; in a thread, because a browser's loop may be running in this one."""
    headers = [(b"content-type", kind.encode()), (b"accept-language", language.encode())]
    scope = {"type": "http", "method": "POST", "headers": headers, "path_params": {"name": name}, "query_string": b""}

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, route(Request(scope, receive))).result()
