"""Requests to the control API, and what it refuses."""

import io
from collections.abc import Iterable
from typing import Any

import aiohttp


class RefusedError(Exception):
    """The sandbox would not do it; the text says why, `status` is that of HTTP."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Requests:
    """GET, POST and DELETE below `/sandbox/api/`, in JSON both ways."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def get(self, path: str, **query: Any) -> Any:
        return await self._send("GET", path, params=query)

    async def post(self, path: str, body: Any) -> Any:
        return await self._send("POST", path, json=body)

    async def delete(self, path: str) -> Any:
        return await self._send("DELETE", path)

    async def upload(self, path: str, files: Iterable[tuple[str, bytes]], caption: str) -> Any:
        """Send files, each with its name."""
        form = aiohttp.FormData(quote_fields=False)
        for name, content in files:
            form.add_field("file", io.BytesIO(content), filename=name)
        form.add_field("caption", caption)
        return await self._send("POST", path, data=form)

    async def download(self, url: str) -> bytes:
        """The content of a file that a message shows, by its `url`."""
        async with self._session.get(self._url + url) as response:
            if not response.ok:
                raise RefusedError(response.status, "the file cannot be fetched")
            return await response.read()

    async def _send(self, verb: str, path: str, **details: Any) -> Any:
        async with self._session.request(verb, f"{self._url}/sandbox/api/{path}", **details) as response:
            body = await response.json(content_type=None)
            if not response.ok:
                raise RefusedError(response.status, str(body.get("error")))
            return body
