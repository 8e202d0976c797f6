"""The chat page's own files. They need nothing from elsewhere: no other host, no build."""

from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).parent / "page"
_POLICY = (
    "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' blob: data:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'"
)


def add_routes(app: web.Application) -> None:
    app.router.add_get("/", show_page)
    app.router.add_static("/page/", PAGE)


async def show_page(request: web.Request) -> web.FileResponse:
    del request
    return web.FileResponse(
        PAGE / "index.html", headers={"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}
    )
