"""Flows that only tests have: each does one thing that the handlers must get right."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.screen import Attachment, Choice, NewChoices, Screen, Silence

HTML_LINE = "<b>{number}</b> " + "x" * 500
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


def screen(text: str, *choices: str, **others: object) -> Screen:
    rows = tuple((Choice(choice, action(choice)),) for choice in choices)
    return Screen(Markup(text), rows, **others)  # type: ignore[arg-type]


async def one(_event: Event, _context: Context) -> Screen:
    return screen("one", "two", "picture", "ask", "show", "long", "silence", "breaks", toast="there you are")


async def two(_event: Event, _context: Context) -> Screen:
    return screen("two", "one")


async def kept(_event: Event, _context: Context) -> Screen:
    attachments = (Attachment("sheet.txt", b"sheet"), Attachment("picture.png", PNG, picture=True))
    return screen("a picture", "one", keeps=True, attachments=attachments)


async def ask(_event: Event, _context: Context) -> Screen:
    return screen("say something", "one", expects="said")


async def said(event: Event, context: Context) -> Screen:
    if event.text == "break":
        return await breaks(event, context)
    content = (await event.file.fetch()).decode() if event.file else event.text or f"nothing but sent a {event.other}"
    return screen(f"you said {content}", "one", discards_input=True)


async def show(_event: Event, _context: Context) -> Screen:
    return screen("show me", "one", expects="shown")


async def shown(event: Event, _context: Context) -> Screen:
    """What came, as it came."""
    file = event.file or event.picture
    what = f"{len(await file.fetch())} of {file.size} bytes, {file.name}" if file else event.other
    return replace(screen("", "one", expects="shown"), text=Markup("{}\n{}").format(what, event.markup))


UNREADABLE = "<unknown>tag</unknown>"


async def refused(_event: Event, _context: Context) -> Screen:
    return screen(UNREADABLE, "one", otherwise=screen("shown otherwise", "one"))


async def half_refused(_event: Event, _context: Context) -> Screen:
    return screen("x" * 4000 + "\n\n" + UNREADABLE * 400, "one", otherwise=screen("shown otherwise", "one"))


async def unshowable(_event: Event, _context: Context) -> Screen:
    return screen(UNREADABLE, "one", discards_input=True)


async def ask_in_vain(_event: Event, _context: Context) -> Screen:
    return screen("say something", "one", expects="in-vain")


@dataclass
class Progress:
    """What the live screen shows; a test moves it on."""

    text: str = "0 of 2"
    done: bool = False


progress = Progress()


async def live(_event: Event, _context: Context) -> Screen:
    return screen(progress.text, "one", "two", refreshes="" if progress.done else action("live"))


async def choices(_event: Event, _context: Context) -> NewChoices:
    return NewChoices(((Choice("thanks", action("one")),),), toast="noted")


async def no_choices(_event: Event, _context: Context) -> NewChoices:
    return NewChoices()


async def picture_alone(_event: Event, _context: Context) -> Screen:
    picture = Attachment("picture.png", PNG, picture=True)
    return screen("a caption", "choices", "no-choices", keeps=True, attachments=(picture,))


async def long(_event: Event, _context: Context) -> Screen:
    return screen("\n".join(HTML_LINE.format(number=number) for number in range(20)), "one")


async def silence(_event: Event, _context: Context) -> Silence:
    return Silence()


async def breaks(_event: Event, _context: Context) -> Screen:
    raise RuntimeError("the secret answer is forty-two")


COMMANDS = {"one": one, "refused": refused}
ACTIONS = {
    "one": one,
    "two": two,
    "picture": kept,
    "picture-alone": picture_alone,
    "choices": choices,
    "no-choices": no_choices,
    "ask": ask,
    "ask-in-vain": ask_in_vain,
    "show": show,
    "long": long,
    "live": live,
    "refused": refused,
    "half-refused": half_refused,
    "unshowable-screen": unshowable,
    "silence": silence,
    "breaks": breaks,
}
EXPECTS = {"said": said, "shown": shown, "in-vain": unshowable}
