"""Every change on one platform over a WebSocket, as it happens: what the page lives on."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from phieu.sandbox.changes import Change, ChangeKind, Streams

View = Callable[[Change], dict[str, Any] | None]
"""A change as the page reads it; None if there is nothing to tell of it any more."""


async def send_changes(request: web.Request, streams: Streams, view: View) -> web.WebSocketResponse:
    """Answer a request for the stream until the page leaves, or has fallen too far behind."""
    socket = web.WebSocketResponse(heartbeat=30)
    await socket.prepare(request)
    queue = streams.open()
    try:
        async with asyncio.TaskGroup() as group:
            sender = group.create_task(_send_each(socket, queue, view))
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
            sender.cancel()
    finally:
        streams.close(queue)
    return socket


async def _send_each(socket: web.WebSocketResponse, queue: asyncio.Queue[Change | None], view: View) -> None:
    while (change := await queue.get()) is not None:
        shown = {"kind": change.kind.value} if change.kind is ChangeKind.CONNECTED else view(change)
        if shown is not None:
            await socket.send_json(shown)
    await socket.close()
