"""Which app each person of the demo uses, when all of them play."""

from enum import Enum, auto

from phieu.storage.tables import Person


class App(Enum):
    """Telegram, Zalo, or first the one and then the other, too."""

    TELEGRAM = auto()
    ZALO = auto()
    BOTH = auto()


_IN_TURN = (App.ZALO, App.TELEGRAM, App.TELEGRAM, App.BOTH, App.ZALO)


def app_of(person: Person) -> App:
    """By turns; who looks after the rounds is on Telegram, where the demo closes them."""
    return App.TELEGRAM if person.admin else _IN_TURN[((person.id or 0) - 1) % len(_IN_TURN)]
