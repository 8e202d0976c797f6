"""Whether two ways of writing a web address mean the same: a platform may give one back in its own way."""

from urllib.parse import quote, unquote, urlsplit

PORTS = {"http": 80, "https": 443}


def same_address(one: str, other: str) -> bool:
    """Case of the name, its international form, the usual port, escapes and a slash at the end make no difference."""
    return one == other or (_plain(one) is not None and _plain(one) == _plain(other))


def _plain(address: str) -> tuple[str, str, int | None, str, str] | None:
    try:
        parts = urlsplit(address.strip())
        name, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme)
        name = name if name.isascii() else name.encode("idna").decode()
    except ValueError:  # of which UnicodeError is one
        return None
    if not name:
        return None
    return parts.scheme, name, port, quote(unquote(parts.path).rstrip("/")), parts.query
