"""Printing a one-time code. A code is a secret: it goes to the terminal and into no log."""

from typing import TYPE_CHECKING

from phieu.commands.terminal import Terminal
from phieu.office.ways_in import channels_on, zalo_page
from phieu.storage.tables import Person
from phieu.words import Channel

if TYPE_CHECKING:
    from phieu.installation import Installation


async def print_code(terminal: Terminal, installation: "Installation", person: Person, username: str) -> None:
    """Make a code for one person, and print it with its link."""
    from phieu.office.invitations import make_invites

    t = terminal.t
    assert person.id is not None
    for invite in await make_invites(installation, [person.id], installation.now(), username):
        terminal.say(t("Code for {name}: {code}", name=person.name, code=invite.code), "bold")
        if invite.link:
            terminal.say(t("On Telegram: {link}", link=invite.link))
        if Channel.ZALO in channels_on(terminal.settings):
            where = zalo_page(terminal.settings) or t("the office's bot, to be found by its name")
            terminal.say(t("On Zalo: send the code to {bot}", bot=where))
    terminal.say(t("It works once. Earlier codes of this person stop working. Please give it to nobody else."))
