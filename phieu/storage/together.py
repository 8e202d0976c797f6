"""Serving together what arrives separately: while one batch is served, whatever comes meanwhile waits for the next."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from phieu.supervisor import Supervisor

Request = TypeVar("Request")
Answer = TypeVar("Answer")


class NotServingError(Exception):
    """It has been stopped, or was never started."""


class Together(Generic[Request, Answer]):
    """One task that takes all waiting requests at once, in the order of their arrival.

    `serve` gives one answer for each request in the same order; an exception among them is for that one caller, an
    exception raised by it for every caller of the batch. Who stops waiting disturbs nobody: the request is served.
    """

    def __init__(self, name: str, serve: Callable[[list[Request]], Awaitable[Sequence[Answer | Exception]]]) -> None:
        self._name = name
        self._serve = serve
        self._waiting: list[tuple[Request, asyncio.Future[Answer]]] = []
        self._something_waits = asyncio.Event()
        self._serving = False
        self._supervisor = Supervisor()

    def start(self) -> None:
        """Begin to serve."""
        self._serving = True
        self._supervisor.start(self._run(), self._name)

    async def stop(self) -> None:
        """Take no more, serve what waits, end."""
        self._serving = False
        self._something_waits.set()
        await self._supervisor.drain()

    async def ask(self, request: Request, *, within: float = 0) -> Answer:
        """The answer, once the batch that this request is in has been served.

        What is not urgent says within how many seconds it wants to be: it is served earlier if others come.
        """
        if not self._serving:
            raise NotServingError
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Answer] = loop.create_future()
        self._waiting.append((request, answer))
        if within:
            loop.call_later(within, self._something_waits.set)
        else:
            self._something_waits.set()
        return await answer

    async def _run(self) -> None:
        while self._serving or self._waiting:
            await self._something_waits.wait()
            self._something_waits.clear()
            batch, self._waiting = self._waiting, []
            if batch:
                await self._serve_batch(batch)

    async def _serve_batch(self, batch: list[tuple[Request, asyncio.Future[Answer]]]) -> None:
        outcomes: Sequence[Answer | Exception]
        try:
            outcomes = await self._serve([request for request, _ in batch])
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the callers' to handle
            outcomes = [error] * len(batch)
        for (_, answer), outcome in zip(batch, outcomes, strict=True):
            if answer.done():  # its caller has gone
                continue
            if isinstance(outcome, Exception):
                answer.set_exception(outcome)
            else:
                answer.set_result(outcome)
