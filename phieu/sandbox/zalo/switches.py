"""How the platform behaves where reports about it disagree: a switch for each reading, the usual one as its default.

A client has to live with every reading. The switches may be set at any time, and hold from then on.
"""

from dataclasses import asdict, dataclass, field, fields
from typing import Any


def one_of(*values: Any) -> Any:
    """A switch with these positions, the first of which is the default."""
    return field(default=values[0], metadata={"values": values})


@dataclass(slots=True)
class Switches:
    """Figures of 0 mean "no limit"; a pause or a patience is in seconds."""

    idle_status: int = one_of(408, 200)  # HTTP status of a getUpdates that found nothing; the body says 408
    replays: bool = False  # getUpdates gives all updates in turn for ever, at once; or each one once
    kept_unpolled: bool = True  # what comes while nobody polls is kept, or lost
    polling_beside_webhook: int = one_of(400, 409)  # getUpdates while a webhook is set
    info_without_webhook: int = one_of(404, 200)  # getWebhookInfo
    delete_without_webhook: int = one_of(200, 400)  # deleteWebhook
    enveloped: bool = True  # a webhook's body is {"ok", "result"}, or the event alone
    content_type: bool = True  # a webhook's body says that it is JSON
    probe_with_secret: bool = True  # the probe at setWebhook bears the secret header
    redeliveries: int = 3  # after an answer that is not 2xx, or none in time
    webhook_patience: float = 2.0
    redelivery_pause: float = 1.0
    sender_name: str = one_of("display_name", "first_name")  # the older form has no `is_bot` either
    picture_field: str = one_of("photo", "photo_url")
    own_messages_return: bool = False  # what the bot sends comes back to it as an update
    code_in_success: bool = True  # a success body holds `error_code: 0`
    unseen_chats: int = one_of(400, 200)  # sending to a chat from which nothing has come in yet
    unknown_method: int = one_of(404, 400)
    most_users: int = 50  # the basic plan: what anybody beyond them writes is not delivered
    most_messages: int = 3000  # the basic plan: sent in a calendar month; beyond them 429
    received_count_too: bool = False  # towards `most_messages`
    most_webhook_tests: int = 10  # testWebhook, in a day; beyond them 426
    fetch_patience: float = 30.0  # for the picture of a sendPhoto

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def positions(self) -> dict[str, list[Any]]:
        """What the switches with positions of their own can be set to, by name."""
        return {switch.name: [*switch.metadata["values"]] for switch in fields(self) if "values" in switch.metadata}

    def set(self, positions: dict[str, Any]) -> None:
        """Set some switches by name, all of them or none. Raises ValueError for a switch or a position there is not."""
        known = {switch.name: switch for switch in fields(self)}
        for name, position in positions.items():
            if name not in known:
                raise ValueError(f"there is no switch {name!r}; there are {sorted(known)}")
            _check(name, position, known[name].default, known[name].metadata.get("values"))
        for name, position in positions.items():
            setattr(self, name, position)


def _check(name: str, position: Any, default: Any, values: tuple[Any, ...] | None) -> None:
    if values is not None:
        if position not in values:
            raise ValueError(f"{name} can be {values}")
    elif isinstance(default, bool) or isinstance(position, bool):
        if type(position) is not type(default):
            raise ValueError(f"{name} is {'true or false' if isinstance(default, bool) else 'a number'}")
    elif not isinstance(position, int | float) or position < 0:
        raise ValueError(f"{name} must be a number, and not below 0")
