"""The decision what the whole office may see of a closed round, for admins."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.screen import Choice, Screen
from phieu.office.periods import round_title
from phieu.office.reports.closed_rounds import ClosedRound, load_closed_round
from phieu.office.reports.sharing import load_sharing, share
from phieu.words import Sharing

ADMIN = True
VERBS = {"share-levels": Sharing.LEVELS, "share-figures": Sharing.FIGURES}
CONFIRMED = {f"{verb}-now": sharing for verb, sharing in VERBS.items()}


async def ask(event: Event, context: Context) -> Screen:
    """What is open now, and what could be."""
    return await _screen(await _wanted(event, context), context)


async def confirm(event: Event, context: Context) -> Screen:
    """What has been seen cannot be unseen, so it is asked about first."""
    t, one, verb = context.t, await _wanted(event, context), parse(event.action).verb
    async with context.installation.database.reading() as session:
        sharing = await load_sharing(session, one.id)
    if sharing in (VERBS[verb], Sharing.FIGURES):
        return await _screen(one, context, toast=t("That is open already."))
    title = round_title(one.kind, one.period, t)
    text = t.html("📣 Show all staff everybody's level in <b>{title}</b>?", title=title)
    if VERBS[verb] is Sharing.FIGURES:
        text = t.html("📣 Show all staff everybody's level, average and figures in <b>{title}</b>?", title=title)
    text += "\n\n" + t.html("Everybody in the office is told at once. <b>This cannot be undone.</b>")
    yes = Choice(t("📣 Yes, open it to all staff"), action(f"{verb}-now", one.id))
    return Screen(text, ((yes,), (Choice(t("↩️ No"), action("share", one.id)),)))


async def decide(event: Event, context: Context) -> Screen:
    """Open it. Twice, or by two admins, is once."""
    one = await _wanted(event, context)
    done = await share(context.installation, one.id, CONFIRMED[parse(event.action).verb])
    t = context.t
    if done:
        return await _screen(one, context, t.html("✅ Done. The staff are being told."))
    return await _screen(one, context, toast=t("That is open already."))


async def _screen(one: ClosedRound, context: Context, lead: Markup | None = None, toast: str = "") -> Screen:
    t = context.t
    async with context.installation.database.reading() as session:
        sharing = await load_sharing(session, one.id)
    parts = [lead] if lead else []
    parts.append(t.html("📣 <b>{title}</b>", title=round_title(one.kind, one.period, t)))
    if sharing is None:
        parts.append(
            t.html(
                "Until now only the rated people see their own results, and the admins the overview. What shall all "
                "staff see?\n\n"
                "• <b>Levels</b>: each rated person's overall level, without numbers.\n"
                "• <b>Figures</b>: the same with averages, and the workbook.\n\n"
                "Comments are never shown to others. What is opened cannot be taken back."
            )
        )
    elif sharing is Sharing.LEVELS:
        parts.append(t.html("All staff see the levels. You can open the figures too; that cannot be taken back."))
    else:
        parts.append(t.html("All staff see the levels and the figures."))
    return Screen(Markup("\n\n").join(parts), tuple(_rows(one, sharing, context)), toast=toast)


def _rows(one: ClosedRound, sharing: Sharing | None, context: Context) -> list[tuple[Choice, ...]]:
    t = context.t
    rows: list[tuple[Choice, ...]] = []
    if sharing is None:
        rows.append((Choice(t("Open the levels"), action("share-levels", one.id)),))
    if sharing is not Sharing.FIGURES:
        rows.append((Choice(t("Open the figures too"), action("share-figures", one.id)),))
    rows.append((Choice(t("↩️ Back to the overview"), action("overview", one.id)),))
    return rows


async def _wanted(event: Event, context: Context) -> ClosedRound:
    (round_id,) = parse(event.action).numbers(1)
    async with context.installation.database.reading() as session:
        one = await load_closed_round(session, round_id)
    if one is None:
        raise UnknownActionError
    return one


ACTIONS = {"share": ask, **dict.fromkeys(VERBS, confirm), **dict.fromkeys(CONFIRMED, decide)}
