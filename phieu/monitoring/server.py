"""Serves health and metrics on an address of their own, which is not for the world; health also beside a webhook."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from phieu.monitoring.watch import Watch

UNAVAILABLE = 503


def add_health(app: web.Application, watch: Watch) -> None:
    """`/healthz` and `/readyz`: what a load balancer asks, and no more."""

    async def alive(_request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def ready(_request: web.Request) -> web.Response:
        reason = await watch.hindrance()
        return web.Response(text=f"{reason or 'ok'}\n", status=UNAVAILABLE if reason else web.HTTPOk.status_code)

    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)


def add_metrics(app: web.Application, watch: Watch) -> None:
    """`/metrics`: not to be added to a server that stands before the world."""

    async def metrics(_request: web.Request) -> web.Response:
        from phieu.monitoring.metrics import CONTENT_TYPE  # noqa: PLC0415 - only who is scraped needs it

        return web.Response(body=await watch.metrics(), headers={"Content-Type": CONTENT_TYPE})

    app.router.add_get("/metrics", metrics)


@asynccontextmanager
async def monitored(watch: Watch, host: str, port: int) -> AsyncIterator[None]:
    """Serve them meanwhile; raises OSError if the address is taken. Port 0 is off."""
    if not port:
        try:
            yield
        finally:
            await watch.close()
        return
    app = web.Application()
    add_health(app, watch)
    add_metrics(app, watch)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await watch.close()
        await runner.cleanup()
