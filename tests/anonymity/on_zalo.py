"""Raters on Zalo as the attacker would like them: each joins, types all answers and goes, one after the other.

The platform is the sandbox, the handler and the conversations are the real ones. A third of the people answer on Zalo,
a third begin on Telegram and a third leave for it. What the attacker is given here goes far beyond a stolen database:
he is told of each mark in it whose message it stands for, and of each person what was typed.
"""

import hashlib
import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from phieu.bot.actions import parse
from phieu.bot.handlers.shuffled_numbers import shuffled
from phieu.bot.handlers.zalo_shown import SHOWN
from phieu.bot.zalo_api.updates import ZaloUpdate
from phieu.installation import Installation
from phieu.office.answer_numbers import numbers_secret
from phieu.office.answering import record, submit
from phieu.office.criteria import frozen_forms
from phieu.office.invitations import make_invites
from phieu.office.joining import redeem
from phieu.office.own_codes import make_own_code
from phieu.sandbox.zalo.ids import chat_id
from phieu.sandbox.zalo_phone import ZaloMessage
from phieu.storage.seen_updates import SECRET
from phieu.storage.zalo_traffic import ZaloTraffic
from phieu.words import Channel
from tests.anonymity.elections import SIZE, Election
from tests.anonymity.stolen import Copy, Row
from tests.zalo.talking import Phone, Talking

FIRST_PHONE = 3000
BEFORE_ANSWERS = ("submit", "question", "continue", "ballot", "ballots")
"""Where to go, if no answer is awaited, and no comment."""
BEST_TO_WORST = (4, 3, 2, 1)
MUCH = 1000


@dataclass(frozen=True, slots=True)
class Digit:
    """A number that stays in a chat, and what only the test knows: which answer it was."""

    person: int
    ratee: int
    question: str
    typed: int
    value: int
    offered: tuple[int, ...]
    """All answers, in the order of the screen."""


@dataclass
class OnZalo:
    """The traffic of one round."""

    talk: Talking
    election: Election
    dice: Random
    mark_key: bytes
    senders: dict[bytes, int] = field(default_factory=dict)
    """Of each mark in the database, whose message it stands for."""
    chats: dict[str, int] = field(default_factory=dict)
    digits: list[Digit] = field(default_factory=list)
    codes: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The questions' codes, by form."""
    replayed: float = 0.1
    """How often the platform hands a message over once more."""

    @classmethod
    async def of(cls, talk: Talking, election: Election, dice: Random) -> "OnZalo":
        """Nobody has joined yet."""
        traffic = cls(talk, election, dice, talk.installation.keyring.secret(SECRET))
        async with talk.installation.database.reading() as session:
            forms = await frozen_forms(session, election.round_id)
        traffic.codes = {form: tuple(one.code for one in forms[form].questions) for form in forms}
        return traffic

    def counted_by(self, counter: ZaloTraffic) -> None:
        """Have what goes to and fro counted, as in the whole program."""
        self.talk.bot._on_sent = counter.sent
        honest = self.talk.handler.on_update

        async def count_and_take(update: ZaloUpdate) -> None:
            await counter.received()
            await honest(update)

        self.talk.handler.on_update = count_and_take  # type: ignore[method-assign]

    async def everybody_joins_and_answers(self) -> None:
        """In random order; who sees the order of joining knows the order of answering."""
        raters = sorted(self.election.assigned)
        ways = (self.joins_and_answers, self._comes, self._leaves)
        for rater in self.dice.sample(raters, len(raters)):
            await ways[rater % len(ways)](rater)

    async def joins_and_answers(self, rater: int) -> None:
        """All of it on Zalo."""
        phone = await self._joins(rater, await self._code(rater))
        await self._answers(rater, phone)

    async def _code(self, rater: int) -> str:
        (invite,) = await make_invites(self.talk.installation, [rater], self.talk.installation.now())
        return invite.code

    async def _comes(self, rater: int) -> None:
        """From Telegram, where the first ballot is answered, by a code of their own."""
        installation, elsewhere = self.talk.installation, str(self.dice.randrange(10**9))
        assert await redeem(installation, Channel.TELEGRAM, elsewhere, await self._code(rater))
        await self._answers_on_telegram(rater, 1)
        own = await make_own_code(installation, rater, (Channel.TELEGRAM, elsewhere), Channel.ZALO)
        phone = await self._joins(rater, own)
        await self._answers(rater, phone)

    async def _leaves(self, rater: int) -> None:
        """For Telegram, after the first ballot."""
        phone = await self._joins(rater, await self._code(rater))
        await self._answers(rater, phone, most=SIZE.questions + 1)
        own = await make_own_code(self.talk.installation, rater, (Channel.ZALO, phone.person.chat_id), Channel.TELEGRAM)
        assert await redeem(self.talk.installation, Channel.TELEGRAM, str(self.dice.randrange(10**9)), own)
        await self._answers_on_telegram(rater, len(self.election.assigned[rater]))

    async def _answers_on_telegram(self, rater: int, most: int) -> None:
        installation = self.talk.installation
        for one in self.election.assigned[rater][:most]:
            for place in range(SIZE.questions):
                value = self.dice.randint(1, 4)
                await record(installation, rater, self.election.round_id, one.ratee_id, place, value)
            await submit(installation, rater, self.election.round_id, one.ratee_id)

    async def _joins(self, rater: int, code: str) -> Phone:
        phone = await self.talk.phone(FIRST_PHONE + rater)
        self.chats[chat_id(FIRST_PHONE + rater)] = rater
        await self.writes(rater, phone, code)
        await self.writes(rater, phone, "/ballots")
        return phone

    async def _answers(self, rater: int, phone: Phone, most: int = MUCH) -> None:
        """All ballots, or so many answers."""
        while most:
            shown = await self.talk.volatile.get(SHOWN, f"zalo:{phone.person.chat_id}")
            assert shown is not None
            offered = [(key.key, parse(key.action)) for key in shown.keys]
            if answers := [(key, said.numbers(4)) for key, said in offered if said.verb == "answer"]:
                key, (_, ratee, place, value) = self.dice.choice([one for one in answers if one[1][3] in BEST_TO_WORST])
                self._note(rater, ratee, place, key, value, tuple(numbers[3] for _, numbers in answers))
                most -= 1
            elif "comment" in shown.reduced.expects:
                key = f"Ý kiến số {self.dice.randrange(10**6)}" if self.dice.random() < 0.2 else "A"
            elif where := [key for verb in BEFORE_ANSWERS for key, said in offered if said.verb == verb]:
                key = where[0]
            else:
                return
            await self.writes(rater, phone, key)

    def _note(self, rater: int, ratee: int, place: int, key: str, value: int, offered: tuple[int, ...]) -> None:
        (form,) = (one.form_id for one in self.election.assigned[rater] if one.ratee_id == ratee)
        self.digits.append(Digit(rater, ratee, self.codes[form][place], int(key), value, offered))

    async def writes(self, rater: int, phone: Phone, text: str) -> ZaloMessage:
        """Write a message, which the platform may hand over twice."""
        written = await phone.person.write(text)
        self.senders[hmac.digest(self.mark_key, written.id.encode(), "sha256")] = rater
        await self.talk.deliver()
        if self.dice.random() < self.replayed:
            await phone.person.redeliver(written)
            await self.talk.deliver()
        return written

    def told(self, copy: Copy) -> Copy:
        """The copy, each mark in it with the person whose message it stands for; of others there is nothing to tell."""
        marks = [
            Row(row.values | {"person_id": self.senders[bytes(row.values["key_hash"])]}, row.traces)
            for row in copy.tables["zaloupdateseen"]
            if bytes(row.values["key_hash"]) in self.senders
        ]
        return replace(copy, tables={**copy.tables, "zaloupdateseen": marks})


def secrets_left(installation: Installation) -> list[bytes]:
    """Every key that is in the keyring."""
    return [file.read_bytes() for file in sorted((installation.settings.home / "keys").iterdir())]


def read_off(digits: Sequence[Digit], key: bytes) -> float:
    """Which part of the answers can be told from what was typed with this key; with none, as if numbers went up."""
    return sum(_meant(one, key) == one.value for one in digits) / len(digits)


def _meant(digit: Digit, key: bytes) -> int:
    secret = numbers_secret(key, digit.person, digit.ratee, digit.question) if key else b""
    return digit.offered[shuffled(len(digit.offered), secret).index(digit.typed - 1)]


def bearing_a_chat(copy: Copy, chats: dict[str, int], keys: list[bytes]) -> Iterator[int]:
    """Whose chat stands in a row beside a mark: as it is, or hashed with a key that was carried off or with none."""
    names = {form: person for chat, person in chats.items() for form in _forms(chat, keys)}
    for row in copy.tables["zaloupdateseen"]:
        for value in row.values.values():
            found = value.encode() if isinstance(value, str) else value
            if isinstance(found, bytes) and found in names:
                yield names[found]


def _forms(chat: str, keys: list[bytes]) -> Iterator[bytes]:
    yield chat.encode()
    yield hashlib.sha256(chat.encode()).digest()
    yield hashlib.sha256(chat.encode()).hexdigest().encode()
    for key in keys:
        yield hmac.digest(key, chat.encode(), "sha256")
