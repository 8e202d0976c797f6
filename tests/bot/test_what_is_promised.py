"""What people are told of secrecy: ballots are secret, and what they answer to notices carries their name."""

import pytest

from phieu.installation import Installation
from phieu.sandbox.client import SandboxClient
from tests.bot.conftest import CHI, joined

pytestmark = pytest.mark.usefixtures("program")


async def test_only_ballots_are_promised_to_be_secret(client: SandboxClient, office: Installation) -> None:
    phone = await joined(client, office, CHI)
    welcome = await phone.sees("Welcome")
    assert "What you answer on ballots stays secret." in welcome.text
    await phone.tap("🔒 Privacy")
    promises = await phone.sees("cannot promise")
    assert "carries your name" in promises.text
    assert "the head of your unit sees your answers about training" in promises.text


async def test_what_is_typed_unasked_need_not_be_a_comment_on_a_ballot(
    client: SandboxClient, office: Installation
) -> None:
    phone = await joined(client, office, CHI)
    await phone.write("My mother is in hospital, so I cannot take part.")
    screen = await phone.sees("I was not waiting for text")
    assert "If it was a comment or an answer" in screen.text
    assert "My mother is in hospital" in screen.text  # to be copied


@pytest.mark.parametrize("command", ["/announcements", "/training", "/rotations"])
async def test_what_is_for_admins_is_called_so(client: SandboxClient, office: Installation, command: str) -> None:
    phone = await joined(client, office, CHI)
    await phone.write(command)
    await phone.sees("That is for the people who look after this assistant.")
