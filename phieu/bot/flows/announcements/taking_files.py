"""A picture or document that somebody sends for an announcement: checked before it is fetched, and after."""

from phieu.bot.event import FileTooLargeError, SentFile
from phieu.office.announcements.files import LARGEST_DOCUMENT, check_content, check_size


async def fetched(sent: SentFile, *, picture: bool) -> bytes:
    """Its content; raises FileError."""
    check_size(sent.size, picture=picture)
    try:
        content = await sent.fetch()
    except FileTooLargeError:
        check_size(max(sent.size, LARGEST_DOCUMENT + 1), picture=picture)
        raise
    check_content(content, picture=picture)
    return content
