"""Who the bot is and what people see of it: name, descriptions, menu of commands; and what it may see of a chat."""

import re
from typing import Any

from phieu.sandbox.call import Call
from phieu.sandbox.changes import ChangeKind
from phieu.sandbox.errors import bad_request
from phieu.sandbox.telegram.state import Conversation, Telegram

_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_MOST_COMMANDS = 100
_LONGEST_DESCRIPTION = 256


async def get_me(platform: Telegram, call: Call) -> dict[str, Any]:
    del call
    return {
        **platform.bot.as_user(),
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def log_out(platform: Telegram, call: Call) -> bool:
    """`logOut` and `close` have a meaning between servers only; here they succeed and change nothing."""
    del platform, call
    return True


async def get_chat(platform: Telegram, call: Call) -> dict[str, Any]:
    chat_id = call.chat_id
    if chat_id is None or chat_id not in platform.users.by_id or not platform.phone(chat_id).started:
        raise bad_request("chat not found")
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    return {
        **platform.phone(chat_id).as_chat(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


async def set_my_commands(platform: Telegram, call: Call) -> bool:
    commands = call.json("commands")
    if not isinstance(commands, list) or len(commands) > _MOST_COMMANDS:
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    checked = []
    for entry in commands:
        command, description = str(entry.get("command", "")), str(entry.get("description", "")).strip()
        if not _COMMAND.fullmatch(command):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= _LONGEST_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        checked.append({"command": command.removeprefix("/"), "description": description})
    platform.commands[_scope(call), call.text("language_code")] = checked
    _tell(platform)
    return True


async def get_my_commands(platform: Telegram, call: Call) -> list[dict[str, str]]:
    return platform.commands.get((_scope(call), call.text("language_code")), [])


async def delete_my_commands(platform: Telegram, call: Call) -> bool:
    platform.commands.pop((_scope(call), call.text("language_code")), None)
    _tell(platform)
    return True


def commands_for(platform: Telegram, conversation: Conversation) -> list[dict[str, str]]:
    """The menu that a person sees: the narrowest scope that has one, in their language before no language."""
    language = conversation.user.language
    for scope in (f"chat {conversation.user.id}", "all_private_chats", "default"):
        for wanted in (language, ""):
            if commands := platform.commands.get((scope, wanted)):
                return commands
    return []


def _scope(call: Call) -> str:
    scope = call.json("scope") or {}
    kind = str(scope.get("type", "default"))
    return f"chat {scope.get('chat_id')}" if kind == "chat" else kind


def _tell(platform: Telegram) -> None:
    for conversation in platform.conversations.values():
        platform.publish(conversation, ChangeKind.COMMANDS)


def _profile_field(field: str, longest: int) -> tuple[Any, Any]:
    """The methods that set and get one text of the profile, by language."""

    async def set_field(platform: Telegram, call: Call) -> bool:
        text = call.text(field)
        if len(text) > longest:
            raise bad_request(f"{field} is too long")
        platform.profile[field, call.text("language_code")] = text
        return True

    async def get_field(platform: Telegram, call: Call) -> dict[str, str]:
        default = platform.bot.name if field == "name" else ""
        return {field: platform.profile.get((field, call.text("language_code"))) or default}

    return set_field, get_field


_set_name, _get_name = _profile_field("name", 64)
_set_description, _get_description = _profile_field("description", 512)
_set_short_description, _get_short_description = _profile_field("short_description", 120)

METHODS: dict[str, Any] = {
    "getMe": get_me,
    "logOut": log_out,
    "close": log_out,
    "getChat": get_chat,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _set_name,
    "getMyName": _get_name,
    "setMyDescription": _set_description,
    "getMyDescription": _get_description,
    "setMyShortDescription": _set_short_description,
    "getMyShortDescription": _get_short_description,
}
