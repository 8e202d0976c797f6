"""A program that asks without end and notes down what it was told, for tests of which question an answer finds."""

from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from markupsafe import Markup

from phieu.bot.event import Event
from phieu.bot.screen import Answered, Choice, NewChoices, Row, Screen, Silence
from phieu.bot.zalo_api.updates import ZaloUpdate


class Killed(BaseException):
    """The process ends in the middle of something."""


@dataclass(frozen=True)
class Booked:
    """What was noted down for which question, by which message."""

    question: int
    update: ZaloUpdate
    answer: int | None = None
    """The place of the choice; None for a text."""


@dataclass
class Quiz:
    """Every screen is a new question, whose text and choices bear its number: `Q7`, `q7i0`."""

    seed: int
    booked: list[Booked] = field(default_factory=list)
    asked: int = 0
    now_handled: ZaloUpdate | None = None
    dies: bool = False
    """The next time it has noted something down."""
    silent: bool = False
    """The next time it is asked."""

    async def answer(self, event: Event) -> Answered:
        """Note down what there is to note down, and ask the next question."""
        update = self.now_handled
        verb, *numbers = event.action.split(".")
        expected, _, question = event.expected.partition(".")
        if verb == "book":
            assert update is not None
            self.booked.append(Booked(int(numbers[0]), update, int(numbers[1])))
        elif event.text and expected == "write":
            assert update is not None
            self.booked.append(Booked(int(question), update))
        if self.dies:
            raise Killed
        if self.silent:
            self.silent = False
            return Silence()
        return self.question()

    def question(self) -> Screen | NewChoices:
        """The next one, of any shape."""
        self.asked += 1
        number, random = self.asked, Random(f"{self.seed} {self.asked}")
        rows = self._rows(number, random)
        shape = random.random()
        if shape < 0.1:
            return NewChoices(rows, toast=f"Q{number}")
        long = f" Q{number}" * 700 if shape < 0.3 else ""
        return Screen(
            Markup("<b>Q{}</b>\n\n{}").format(number, long or "?"),
            rows,
            expects=f"write.{number}" if random.random() < 0.3 else "",
            shuffled_by=random.randbytes(8),
            language=random.choice(("vi", "en")),
            otherwise=None if random.random() < 0.7 else Screen(Markup("<b>Q{}</b>").format(number), rows),
        )

    def _rows(self, number: int, random: Random) -> tuple[Row, ...]:
        count = random.choice((0, 1, 2, 5, 12, 13, 25))
        answers = random.random() < 0.5
        choices = tuple(
            (Choice(f"Tốt q{number}i{place}", f"book.{number}.{place}", answer=answers),) for place in range(count)
        )
        back = ((Choice(f"‹ Quay lại q{number}i99", f"book.{number}.99"),),) if random.random() < 0.5 else ()
        return (*choices, *back)


@dataclass
class Remembered:
    """Updates that were dealt with; outlives restarts, as a database does."""

    ids: set[str] = field(default_factory=set)

    async def seen(self, message_id: str) -> bool:
        return message_id in self.ids

    async def mark(self, message_id: str, now: datetime) -> None:  # noqa: ARG002 - the shape of Seen
        self.ids.add(message_id)
