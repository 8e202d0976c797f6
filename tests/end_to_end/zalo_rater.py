"""A rater on Zalo: reads what stands there, and writes as people do: a number, words, a courtesy around them."""

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from sqlmodel import select

from phieu.bot.handlers.zalo_notes import CROSSED
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.office.answers import NO_CONTACT, SKIPPED
from phieu.office.criteria import frozen_forms
from phieu.office.forms import option_label
from phieu.sandbox.zalo_person import ZaloPerson
from phieu.sandbox.zalo_phone import ZaloMessage
from phieu.storage.tables import Assignment, Person
from tests.end_to_end.rater import PATIENCE

VI = translator("vi", "Asia/Ho_Chi_Minh")
TOO_LITTLE_CONTACT, SKIP = VI("Not enough contact to say"), VI("Skip ›")
LEAVE_OUT = VI("Leave this question out")
HAND_IN, DONE = VI("✅ Hand in this ballot"), VI("✅ Done")
NO_COMMENT = VI("No comment ›")
CHANGE = VI("✏️ Change an answer").replace("\ufe0f", "")  # as phones read labels
MY_BALLOTS = "📝"
NOT_COUNTED = (
    VI("I no longer know what I showed you last, so I have not counted what you have just sent. Let us go on here."),
    VI("I was not waiting for text just now, so I have not saved it."),
    VI(CROSSED),
)
ONWARDS = "▶"
TO_CHOOSE = VI("Please type the number of your choice, or ? for help.")
"""How the main menu ends."""
PLACE = re.compile(r"· câu (\d+)/\d+$", re.MULTILINE)
WHOM = re.compile(r"^👤 (.+)$", re.MULTILINE)
AROUND_A_KEY = ("{}", "{}", "{}", "{}.", "({})", " {} ", "số {}", "Chọn {}", "dạ {} ạ", "{} nhé", "{}\ufe0f\u20e3")


@dataclass(frozen=True)
class Paper:
    """The ballots as they would be printed: who is called how, and the answers of each question, worst first."""

    ids: dict[str, int]
    answers: dict[tuple[int, int], list[str]]
    """By ratee and place of the question."""

    @classmethod
    async def of(cls, installation: Installation, round_id: int = 1) -> "Paper":
        """Of all ballots of a round."""
        async with installation.database.reading() as session:
            ids = {person.name: person.id for person in await session.exec(select(Person)) if person.id is not None}
            forms = await frozen_forms(session, round_id)
            asked = set(await session.exec(select(Assignment.ratee_id, Assignment.form_id)))
        answers = {
            (ratee_id, place): [option_label(option, VI) for option in question.options]
            for ratee_id, form_id in asked
            for place, question in enumerate(forms[form_id].questions)
        }
        return cls(ids, answers)


@dataclass(frozen=True)
class Stands:
    """What the bot has said since this person wrote last."""

    text: str
    choices: dict[str, str]
    """Label → what picks it."""

    @property
    def lost(self) -> bool:
        """Whether what was written has counted for nothing."""
        return self.text.startswith(NOT_COUNTED)

    def label(self, beginning: str) -> str:
        """The label that begins so; empty if there is none."""
        return next((label for label in self.choices if label.startswith(beginning)), "")

    @property
    def question(self) -> int | None:
        """The place of the question that is asked, if one is."""
        found = PLACE.search(self.text)
        return int(found[1]) - 1 if found and TOO_LITTLE_CONTACT in self.choices else None


class ZaloRater:
    """Answers by chance, as `Rater` does, and remembers in the test what they meant by what they wrote."""

    def __init__(self, phone: ZaloPerson, paper: Paper, seed: int, stops_after: int | None = None) -> None:
        self.phone, self.paper = phone, paper
        self.answers: dict[tuple[int, int], int] = {}
        """What stands last, by ratee and place of the question."""
        self.comments: dict[int, str] = {}
        self.handed_in: set[int] = set()
        """The ballots about whom."""
        self.orders: list[tuple[str, ...]] = []
        """The numbers of the answers from best to worst, question by question."""
        self._dice = Random(seed)
        self._left = stops_after
        self._amended: set[int] = set()

    async def begins(self) -> Stands:
        """With the main menu, once a greeting has been answered and the notice of the round come: nothing may cross."""
        await self.phone.sees(TO_CHOOSE, timeout=PATIENCE)
        await self.phone.sees(VI("▶ Open my ballots"), timeout=PATIENCE)
        await self.phone.settled(timeout=PATIENCE)
        return await self.writes("menu")

    def has_time_for(self, answers: int) -> None:
        """For so many from now on."""
        self._left = answers

    async def newest(self) -> Stands | None:
        """What stands there below what this person wrote last; None if nothing does."""
        conversation = await self.phone.conversation()
        written = max((place for place, one in enumerate(conversation) if not one.from_bot), default=-1)
        said = conversation[written + 1 :]
        return standing(said) if said and whole(said[-1]) else None

    async def answer_all(self, stands: Stands) -> None:
        """From the notice of the round, or the main menu, to the last ballot, or until one has had enough."""
        while (self._left is None or self._left > 0) and (after := await self.step(stands)):
            stands = after

    async def step(self, stands: Stands) -> Stands | None:
        """One message; None if there is nothing left to do."""
        if stands.question is not None:
            return await self._answer(stands)
        if HAND_IN in stands.choices or DONE in stands.choices:
            return await self._review(stands)
        if NO_COMMENT in stands.choices:
            return await self._comment(stands)
        if onwards := stands.label(ONWARDS) or self._my_ballots(stands):
            return await self.picks(stands, onwards)
        return None

    def _my_ballots(self, stands: Stands) -> str:
        """On the main menu, if some wait."""
        return label if "(" in (label := stands.label(MY_BALLOTS)) else ""

    async def picks(self, stands: Stands, label: str, *, by_key: bool = False) -> Stands:
        """Choose, in one's own manner, and read the answer."""
        key = stands.choices[label]
        return await self.writes(key if by_key or not key.isdecimal() else self._in_ones_manner(key, label))

    async def writes(self, text: str) -> Stands:
        """Write, and read the answer."""
        return await after(self.phone, await self.phone.write(text))

    async def _answer(self, stands: Stands) -> Stands:
        if self._left is not None:
            self._left -= 1
        place = stands.question
        assert place is not None
        ratee_id = self.whom(stands)
        options = self.paper.answers[ratee_id, place]
        self.orders.append(tuple(stands.choices[label] for label in reversed(options)))
        called = dict(enumerate(options, start=1)) | {NO_CONTACT: TOO_LITTLE_CONTACT}
        called[SKIPPED] = SKIP if SKIP in stands.choices else LEAVE_OUT
        best = len(options)
        wanted = self._dice.choices([best, best - 1, 1, NO_CONTACT, SKIPPED], [50, 35, 5, 5, 5])[0]
        value = wanted if called[wanted] in stands.choices else NO_CONTACT
        answered = await self.picks(stands, called[value])
        if not answered.lost:
            self.answers[ratee_id, place] = value
        return answered

    async def _review(self, stands: Stands) -> Stands:
        ratee_id = self.whom(stands)
        if ratee_id not in self._amended and self._dice.random() < 0.3:
            which = await self.picks(stands, CHANGE)
            if which.lost:
                return which
            self._amended.add(ratee_id)
            place = self._dice.randrange(len([one for one in self.paper.answers if one[0] == ratee_id]))
            return await self.picks(which, list(which.choices)[place], by_key=True)
        after_all = await self.picks(stands, stands.label("✅"))
        if not after_all.lost:
            self.handed_in.add(ratee_id)
        return after_all

    async def _comment(self, stands: Stands) -> Stands:
        if self._dice.random() > 0.4:
            return await self.picks(stands, NO_COMMENT)
        comment = f"Làm việc tận tâm, nên họp ngắn hơn & <rõ> hơn ({self._dice.randrange(10**6)})"
        saved = await self.writes(comment)
        if not saved.lost:
            self.comments[self.whom(stands)] = comment
        return saved

    def whom(self, stands: Stands) -> int:
        """Whom the ballot is about that stands there."""
        found = WHOM.findall(stands.text)
        assert found, stands.text
        return self.paper.ids[found[-1]]

    def _in_ones_manner(self, key: str, label: str) -> str:
        ways = [around.format(key) for around in AROUND_A_KEY]
        ways += [label, label.lower(), label.upper(), unaccented(label), unicodedata.normalize("NFD", label)]
        return self._dice.choice(ways)


def unaccented(text: str) -> str:
    """As somebody types who does without accents."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


async def after(phone: ZaloPerson, written: ZaloMessage, patience: float = PATIENCE) -> Stands:
    """What the bot answers to this message, once all of it is there."""
    await phone.sees_one(
        lambda one: one.date > written.date and whole(one), what=f"an answer to {written.text!r}", timeout=patience
    )
    return standing([one for one in await phone.conversation() if one.from_bot and one.date > written.date])


def whole(message: ZaloMessage) -> bool:
    """Whether this ends a screen: each ends with its way back, the main menu with a hint."""
    return "0" in message.choices.values() or message.text.endswith(TO_CHOOSE)


def standing(messages: list[ZaloMessage]) -> Stands:
    """Some messages as one screen."""
    return Stands("\n\n".join(one.text for one in messages), messages[-1].choices)
