"""Joining on the other app, too: by a code that people make for themselves; and the chat they had is told of it."""

from io import BytesIO

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows import chats
from phieu.bot.screen import Attachment, Screen, row
from phieu.locales.translator import Translator
from phieu.office.own_codes import LASTS, make_own_code
from phieu.office.ways_in import app_name, channels_on, ways_in
from phieu.words import Channel, NoticeKind

MINUTE_SECONDS = 60
QR_SCALE = 10
"""Pixels a module: some 350 in all."""


async def join_too(event: Event, context: Context) -> Screen:
    """What to do there, and a fresh code; each look at this screen makes a new one."""
    wanted = chats.channel_named(event)
    on = channels_on(context.installation.settings)
    if wanted not in on or wanted in await chats.my_chats(context):
        return await chats.show(event, context)
    t, person_id = context.t, context.somebody.id
    assert person_id is not None
    code = await make_own_code(context.installation, person_id, (event.channel, event.chat_id), wanted)
    link = ways_in(context.installation.settings, context.bot_username).link(wanted, code)
    parts = [
        t.html("➕ <b>Join on {app}, too</b>", app=app_name(wanted)),
        _steps(wanted, code, link, t),
        t.plural_html(
            "The code works once, for {count} minute and for you alone; please show it to nobody. From then on your "
            "notices come to {app}; under “My chats” you can change that.",
            "The code works once, for {count} minutes and for you alone; please show it to nobody. From then on your "
            "notices come to {app}; under “My chats” you can change that.",
            int(LASTS.total_seconds()) // MINUTE_SECONDS,
            app=app_name(wanted),
        ),
    ]
    back = t("🗑 Take this away") if context.ways.takes_away else t("↩️ My chats")
    # only a picture without a secret, and only where it is taken away again
    square = _square(link, t) if link and wanted is Channel.ZALO and context.ways.takes_away else ()
    return Screen(Markup("\n\n").join(parts), (row(back, action("chats")),), attachments=square)


async def notice(subject: str, context: Context) -> Screen | None:
    """To the chat that was there first; None if the new one has been given up since."""
    t, added = context.t, Channel(subject.split(":")[1])
    if added not in await chats.my_chats(context):
        return None
    text = t.html(
        "💬 Your account here has been joined on <b>{app}</b>, too, and can be used from there.\n\n"
        "If you did that yourself, all is well. If you did <b>not</b>, please choose “That was not me”, and tell the "
        "office's organisation department.",
        app=app_name(added),
    )
    rows = [
        row(t("👍 My chats"), action("chats")),
        row(t("⛔ That was not me"), action("chats-leave", added)),
    ]
    if context.channel is not added and context.somebody.preferred_channel is added:
        rows.insert(1, chats.notices_to(context.channel, t))
    return Screen(text, (*rows, row(t("🏠 Main menu"), action("home"))), keeps=True)


def _steps(wanted: Channel, code: str, link: str, t: Translator) -> Markup:
    if wanted is Channel.TELEGRAM:
        first = (
            t.html("1. Open this link in Telegram, and choose START: {link}", link=link)
            if link
            else t.html("1. Open Telegram and look for the office's bot by its name.")
        )
        second = t.html("2. If you are asked for a code, send this one:")
    else:
        first = (
            t.html("1. Open the bot's page in Zalo: {link}", link=link)
            if link
            else t.html("1. Open Zalo and look for the office's bot; its name begins with “Bot”.")
        )
        second = t.html("2. Send it this code there:")
    return first + "\n" + second + "\n\n" + Markup("<code>{}</code>").format(code)


def _square(link: str, t: Translator) -> tuple[Attachment, ...]:
    import segno  # noqa: PLC0415 - loaded when a square is drawn

    picture = BytesIO()
    segno.make_qr(link, error="m").save(picture, kind="png", scale=QR_SCALE, border=4)
    return (Attachment(t("zalo.png"), picture.getvalue(), picture=True),)


ACTIONS = {"chats-join": join_too}
NOTICES = {NoticeKind.CHAT_ADDED: notice}
