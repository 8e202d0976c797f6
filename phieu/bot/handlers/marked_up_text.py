"""Marked-up text in pieces that a platform takes as messages, with no tag torn apart."""

from phieu.bot.handlers.text_cuts import TOKEN, cut_at, width


def fits(text: str, limit: int) -> bool:
    """Whether marked-up text shows as no more than so many UTF-16 units."""
    return 2 * len(text) <= limit or sum(width(token) for token in TOKEN.finditer(text)) <= limit


def pieces(text: str, limit: int) -> list[str]:
    """Marked-up text in pieces within the limit, cut between paragraphs where that can be, with no tag torn apart.

    White space at a cut is left out, as the platforms do at the ends of a message. At least one piece.
    """
    done = []
    while not fits(text, limit):
        cut = cut_at(text, limit)
        head, opened = text[:cut].rstrip(), _open_tags(text[:cut])
        done.append(head + closing(opened))
        text = "".join(markup for _, markup in opened) + text[cut:].lstrip()
    return [piece for piece in (*done, text) if not shows_nothing(piece)] or [text]


def first_paragraph(text: str) -> str:
    """What stands before the first empty line, with its tags closed."""
    head, _, _ = text.strip().partition("\n\n")
    return head + closing(_open_tags(head))


def shows_nothing(text: str) -> bool:
    """Whether there is nothing in it but tags and white space."""
    return all(token["tag"] or token[0].isspace() for token in TOKEN.finditer(text))


def closing(opened: list[tuple[str, str]]) -> str:
    """The ends of these open tags, innermost first."""
    return "".join(f"</{tag}>" for tag, _ in reversed(opened))


def _open_tags(text: str) -> list[tuple[str, str]]:
    """The tags that are open at the end of the text, outermost first, each with its markup."""
    opened: list[tuple[str, str]] = []
    for token in TOKEN.finditer(text):
        if token["tag"] and token["close"]:
            opened.pop()
        elif token["tag"]:
            opened.append((token["tag"], token[0]))
    return opened
