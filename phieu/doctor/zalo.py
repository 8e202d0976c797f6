"""What Zalo says of us: the token, the plan and the webhook; and whether people are led to the right page."""

from pydantic import SecretStr

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.look import Look
from phieu.doctor.patient import Patient
from phieu.doctor.platform_calls import UNKNOWN, Answer, NoAnswerError, ask
from phieu.doctor.zalo_webhook import check_zalo_webhook
from phieu.locales.translator import mark
from phieu.office.ways_in import zalo_page
from phieu.settings import Settings

NAME = "zalo"
BASIC = "BASIC"
BASIC_USERS, BASIC_MESSAGES = 50, 3000
"""What has been reported of the basic plan: people that a bot may have, and messages in a month."""


async def look_at_zalo(patient: Patient, secret: SecretStr) -> Look:
    """The token, then what it gives access to."""
    settings, token = patient.settings, secret.get_secret_value()
    url, given_at = settings.zalo_api_url, None
    page = check_page(settings)
    try:
        me = await ask(url, token, "getMe")
        given_at = me.given_at
        if me.status in UNKNOWN:
            wrong = mark(
                "{url} does not accept ZALO_TOKEN. Set the token that stands in the newest message from Zalo Bot "
                "Manager: a new one ends the one before."
            )
            return Look([bad("token", wrong, url=url), page], given_at)
        if not me.result:
            raise NoAnswerError(f"HTTP {me.status}")
        found = [_accepted(me, url), *check_plan(settings, str(me.result.get("account_type", ""))), page]
        found += await check_zalo_webhook(settings, await ask(url, token, "getWebhookInfo"))
    except NoAnswerError as error:
        text = mark(
            "{url} does not answer as it should ({kind}). Check the network and the firewall, and ZALO_API_URL "
            "if you have set it."
        )
        return Look([bad("token", text, url=url, kind=error), page], given_at)
    return Look(found, given_at)


def check_page(settings: Settings) -> Finding:
    """Where invitations lead: a wrong address on printed sheets would lead people to somebody else."""
    if not settings.zalo_link.strip():
        text = mark(
            "ZALO_LINK is not set, so invitations cannot lead to the bot on Zalo. Copy the address from Bot Creator, "
            "under “Share”."
        )
        return warning(NAME, text)
    link = zalo_page(settings)
    if not link:
        text = mark(
            "ZALO_LINK is not the address of a bot's page: that begins with https://zalo.me/ or "
            "https://bot.zaloplatforms.com/. Copy it from Bot Creator, under “Share”."
        )
        return bad(NAME, text)
    return good(NAME, mark("Invitations lead to {link}."), link=link)


def check_plan(settings: Settings, plan: str) -> list[Finding]:
    """Whether the settings hope for more than the basic plan gives; of other plans nothing is known."""
    if plan.upper() != BASIC or (
        0 < settings.zalo_users <= BASIC_USERS and 0 < settings.zalo_messages <= BASIC_MESSAGES
    ):
        return []
    text = mark(
        "The bot's plan is {plan}, which is said to allow {users} people and {messages} messages a month. ZALO_USERS "
        "and ZALO_MESSAGES say more, so you would be warned too late. Please compare them with Bot Creator."
    )
    return [warning(NAME, text, plan=plan, users=BASIC_USERS, messages=BASIC_MESSAGES)]


def _accepted(me: Answer, url: str) -> Finding:
    text = mark("{url} accepts ZALO_TOKEN. The bot is {name}, its plan {plan}.")
    name = me.result.get("display_name") or me.result.get("account_name") or "?"
    return good("token", text, url=url, name=str(name), plan=str(me.result.get("account_type") or "?"))
