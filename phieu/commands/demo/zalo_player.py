"""One person of the demo in their Zalo chat: reads what stands there, types the number of what they choose."""

from collections.abc import Callable, Mapping

from phieu.commands.demo.temper import Comments, Temper, standing
from phieu.locales.translator import Translator
from phieu.sandbox.zalo_person import ZaloPerson
from phieu.sandbox.zalo_phone import ZaloMessage

PATIENCE = 120.0
"""Seconds; longer than elsewhere, since notices go out slowly on Zalo."""
RESULTS = "📊"
"""A summary begins with it, in every language."""
BACK = "0"
"""Every screen offers it, in its last message."""
READING_MS = 1_000
"""How long somebody reads before they type; the platform's time, which nobody waits for."""
MOST_SCREENS = 2_000
"""Nobody has so many questions; whoever needs more goes round in circles."""


class ZaloPlayer:
    """Answers all ballots of one person, as their temper has it. Screens are understood by what is written on them."""

    def __init__(
        self, phone: ZaloPerson, temper: Temper, comments: Comments, t: Translator, ratees: Mapping[str, int]
    ) -> None:
        """`t` speaks the person's language; `ratees` are everybody's ids by name."""
        self._phone, self._temper, self._comments, self._t, self._ratees = phone, temper, comments, t, ratees
        self.handed_in = 0
        self.on_handing_in: Callable[[], None] = lambda: None
        self.round_id = 0
        """The round that is answered."""
        self._answers = 0
        self._newest = 0
        self._looked_through: set[str] = set()

    async def join(self, code: str) -> None:
        """Write the code of the invitation, and wait for the main menu."""
        await self._phone.write(code)
        privacy = self._t("🔒 Privacy")
        await self._phone.sees_one(lambda one: privacy in one.choices, what="the main menu", timeout=PATIENCE)

    async def look(self) -> None:
        """Note what stands there, so that what comes later is new."""
        self._newest = max((one.date for one in await self._phone.conversation()), default=0)

    async def answer_everything(self) -> None:
        """From the notice that a round has opened, go on until the last ballot is handed in, or one has had enough."""
        opened = self._t("▶ Open my ballots")
        notice = await self._phone.sees_one(
            lambda one: one.date > self._newest and opened in one.choices, what="the notice", timeout=PATIENCE
        )
        screen = await self._pick(notice, opened)
        for _ in range(MOST_SCREENS):
            if self._temper.stops_after is not None and self._answers >= self._temper.stops_after:
                return
            following = await self._act_on(screen)
            if following is None:
                return
            screen = following

    async def receive_summary(self) -> None:
        """Wait for one's own results."""
        await self._phone.sees_one(
            lambda one: one.date > self._newest and one.text.startswith(RESULTS), what="the summary", timeout=PATIENCE
        )

    async def _act_on(self, screen: ZaloMessage) -> ZaloMessage | None:
        t, choices = self._t, screen.choices
        if t("Not enough contact to say") in choices:
            return await self._pick(screen, self._choice(screen))
        if t("✅ Hand in this ballot") in choices:
            return await self._look_through(screen)
        if t("No comment ›") in choices:
            return await self._say_something(screen)
        if t("Which question would you like to answer anew?") in screen.text:
            return await self._pick(screen, self._temper.dice.choice([one for one in choices if choices[one] != BACK]))
        onwards = (
            t("▶ Next: {name}", name=""),
            t("▶ Go on where I was"),
            t("▶ Go on with question {number}", number=""),
            t("▶ Begin"),
            t("Look through and hand in"),
        )
        way = next((one for one in choices if one.startswith(tuple(map(str.strip, onwards)))), None)
        return await self._pick(screen, way) if way else None

    def _choice(self, screen: ZaloMessage) -> str:
        """The label of an answer; they stand best first, and above all others."""
        self._answers += 1
        no_contact = self._t("Not enough contact to say")
        labels = [*screen.choices]
        options = labels[: labels.index(no_contact)]
        ratee, question = str(self._ratee(screen)), str(self._question(screen))
        value = self._temper.answer(len(options), standing(ratee, question, str(self.round_id)))
        return options[len(options) - value] if value else no_contact

    async def _look_through(self, screen: ZaloMessage) -> ZaloMessage:
        change, ratee = self._t("✏️ Change an answer"), str(self._ratee(screen))
        if change in screen.choices and ratee not in self._looked_through and self._temper.revises():
            self._looked_through.add(ratee)
            return await self._pick(screen, change)
        after = await self._pick(screen, self._t("✅ Hand in this ballot"))
        self.handed_in += 1
        self.on_handing_in()
        return after

    async def _say_something(self, screen: ZaloMessage) -> ZaloMessage:
        comment = self._comments.about(str(self._ratee(screen))) if self._temper.comments() else ""
        return await self._write(screen, comment) if comment else await self._pick(screen, self._t("No comment ›"))

    def _ratee(self, screen: ZaloMessage) -> int:
        """Whom the screen is about, as it says on a line of its own."""
        named = (line.removeprefix("👤").strip() for line in screen.text.splitlines() if line.startswith("👤"))
        return next((self._ratees[name] for name in named if name in self._ratees), 0)

    def _question(self, screen: ZaloMessage) -> int:
        """Its place, from 0: the second figure but one in the head, "Ballot 2 of 9 · question 3 of 8"."""
        figures = "".join(sign if sign.isdigit() else " " for sign in screen.text.partition("\n")[0]).split()
        return int(figures[2]) - 1 if len(figures) > 2 else 0  # noqa: PLR2004 - see above

    async def _pick(self, screen: ZaloMessage, label: str) -> ZaloMessage:
        return await self._write(screen, screen.choices[label])

    async def _write(self, screen: ZaloMessage, text: str) -> ZaloMessage:
        """Type it some time after what was read, and wait for the screen that follows."""
        written = await self._phone.write(text, date=screen.date + READING_MS)
        return await self._phone.sees_one(
            lambda one: one.date > written.date and BACK in one.choices.values(), what="what follows", timeout=PATIENCE
        )
