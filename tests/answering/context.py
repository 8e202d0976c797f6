"""The circumstances of an event, for tests that ask a flow or a screen directly."""

from phieu.bot.context import Context
from phieu.locales.translator import translator
from phieu.storage.tables import Person
from phieu.words import Channel
from tests.answering.conftest import NOW, OpenOffice


async def context_of(
    office: OpenOffice, rater: int = 0, locale: str = "en", channel: Channel = Channel.TELEGRAM
) -> Context:
    """The rater acts, in this language and on this channel."""
    async with office.installation.database.reading() as session:
        person = await session.get_one(Person, office.raters[rater])
    return Context(office.installation, person, translator(locale), NOW, channel=channel)
