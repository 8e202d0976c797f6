"""How a file reaches somebody, or comes from them, on a channel that carries none: another channel, or the server."""

from markupsafe import Markup

from phieu.bot.context import Context


def instead_of_file(context: Context, command: str) -> Markup:
    """What to do for a file that this channel cannot bring; `command` makes it on the server, "" if none does."""
    t = context.t
    if not command:
        return _on_telegram_alone(context)
    if has_telegram(context):
        return t.html(
            "📎 No file can come to you on Zalo. You get it on Telegram, where you can ask me for it in the same way; "
            "or whoever looks after the server makes it with “{command}”.",
            command=command,
        )
    return t.html(
        "📎 No file can come to you on Zalo. Whoever looks after the server makes it with “{command}”.", command=command
    )


def how_to_load(context: Context, command: str) -> Markup:
    """What to do with a file that cannot be sent to the bot on this channel; `command` loads it on the server."""
    t = context.t
    if has_telegram(context):
        return t.html(
            "No file can reach me on Zalo. Please send it to me on Telegram, after opening the same there; or whoever "
            "looks after the server loads it with “{command}”.",
            command=command,
        )
    return t.html(
        "No file can reach me on Zalo. Whoever looks after the server loads it with “{command}”.", command=command
    )


def how_to_send(context: Context) -> Markup:
    """The same for a file that is taken by chat alone."""
    t = context.t
    if has_telegram(context):
        return t.html("No file can reach me on Zalo. Please send it to me on Telegram, after opening the same there.")
    return t.html("No file can reach me on Zalo.")


def _on_telegram_alone(context: Context) -> Markup:
    """Empty where it cannot be had there either: then the channel has its own words."""
    t = context.t
    if not has_telegram(context):
        return Markup()
    return t.html(
        "📎 No file can come to you on Zalo. You get it on Telegram, where you can ask me for it in the same way."
    )


def has_addresses(context: Context) -> bool:
    """Whether files get public addresses, by which Zalo carries pictures, and people fetch documents."""
    return bool(context.installation.settings.webhook_url)


def has_telegram(context: Context) -> bool:
    """Whether people can also come by a channel that carries files."""
    return context.installation.settings.telegram_token is not None
