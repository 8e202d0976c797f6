"""Rounds, for admins: what is open and how far it has got, what was held, and closing."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.screen import Choice, Screen, row
from phieu.office.closing import close_round
from phieu.office.occurrences import Proposal, open_proposals
from phieu.office.periods import round_title
from phieu.office.round_status import RoundStatus, load_round, load_rounds

ADMIN = True
MOST_CLOSED = 6
"""So many past rounds are offered at once; the older ones have a list of their own."""


async def rounds(_event: Event, context: Context) -> Screen:
    """All rounds."""
    t = context.t
    async with context.installation.database.reading() as session:
        proposals = await open_proposals(session, context.now)
    found = await load_rounds(context.installation)
    open_ones, closed = [one for one in found if one.open], [one for one in found if not one.open]
    parts = [t.html("🗓 <b>Evaluation rounds</b>"), *(_open_line(one, context) for one in open_ones)]
    if not open_ones:
        parts.append(t.html("No round is open at present."))
    rows = [row(_proposal_label(one, context), _proposal_action(one)) for one in proposals]
    rows += [row(f"🟢 {_title(one, context)}", action("round", one.id)) for one in open_ones]
    rows += [row(f"📁 {_title(one, context)}", action("round", one.id)) for one in closed[:MOST_CLOSED]]
    if len(closed) > MOST_CLOSED:
        rows.append(row(t("🗄 Older rounds …"), action("rounds-past", 0)))
    rows += [row(t("➕ Open a new round"), action("round-new")), row(t("🏠 Main menu"), action("home"))]
    return Screen(Markup("\n\n").join(parts), tuple(rows))


async def one_round(event: Event, context: Context) -> Screen:
    """One round and what can be done with it."""
    return round_screen(await _wanted(event, context), context)


async def ask_to_close(event: Event, context: Context) -> Screen:
    """Closing cannot be taken back, so it is asked about first."""
    t, status = context.t, await _wanted(event, context)
    if not status.open:
        return round_screen(status, context, toast=t("This round is closed already."))
    text = t.html(
        "Close <b>{title}</b> now?\n\n"
        "From then on nobody can answer or change anything. The ballots are turned into figures and destroyed, and "
        "everybody concerned gets their summary. <b>This cannot be undone.</b>",
        title=_title(status, context),
    )
    if progress := _progress(status, context):
        text += "\n\n" + progress
    keep = Choice(t("↩️ No, leave it open"), action("round", status.id))
    return Screen(text, (row(t("🔒 Yes, close it now"), action("round-close-now", status.id)), (keep,)))


async def close_now(event: Event, context: Context) -> Screen:
    """Close it; the second of two taps, or of two admins, finds it closed."""
    t, status = context.t, await _wanted(event, context)
    closed_now = status.open and await close_round(context.installation, status.id)
    after = await load_round(context.installation, status.id)
    assert after is not None
    if not closed_now:
        return round_screen(after, context, toast=t("This round is closed already."))
    lead = t.html("✅ The round is closed. Everybody concerned gets their summary in the next few minutes.")
    return round_screen(after, context, lead)


def round_screen(status: RoundStatus, context: Context, lead: str | Markup = "", toast: str = "") -> Screen:
    """One round; `lead` says what has just happened to it."""
    t = context.t
    parts = [lead] if lead else []
    parts += [t.html("<b>{title}</b>", title=_title(status, context)), _dates(status, context)]
    parts.append(
        t.html(
            "{raters} people were asked for {ballots} ballots.",
            raters=t.number(status.raters_asked),
            ballots=t.number(status.ballots_asked),
        )
    )
    if status.open:
        parts += [line for line in (_progress(status, context), _key_lost(status, context)) if line]
        rows = [row(t("🔒 Close this round …"), action("round-close", status.id))]
    else:
        rows = [row(t("📊 Overview and export"), action("overview", status.id))]
    rows.append(row(t("↩️ All rounds"), action("rounds")))
    return Screen(Markup("\n\n").join(parts), tuple(rows), toast=toast)


async def _wanted(event: Event, context: Context) -> RoundStatus:
    (round_id,) = parse(event.action).numbers(1)
    status = await load_round(context.installation, round_id)
    if status is None:
        raise UnknownActionError
    return status


def _title(status: RoundStatus | Proposal, context: Context) -> str:
    return round_title(status.kind, status.period, context.t)


def _open_line(status: RoundStatus, context: Context) -> Markup:
    t = context.t
    line = t.html("<b>{title}</b>: open until {due}.", title=_title(status, context), due=t.moment(status.due_at))
    progress = _progress(status, context)
    return line + " " + progress if progress else line


def _dates(status: RoundStatus, context: Context) -> Markup:
    t = context.t
    if status.open:
        return t.html("Open since {opened}, until {due}.", opened=t.date(status.opened_at), due=t.moment(status.due_at))
    closed_at = status.closed_at or status.due_at
    return t.html("Held from {opened} to {closed}.", opened=t.date(status.opened_at), closed=t.date(closed_at))


def _progress(status: RoundStatus, context: Context) -> Markup:
    t, progress = context.t, status.progress
    if progress is None:
        return Markup()
    if progress.tenths is None:
        return t.html(
            "So few ballots were asked for that their number would point to single people; so it is not shown."
        )
    if progress.tenths == 0:
        told = t.html(
            "At {moment}, fewer than one ballot in ten had been submitted.", moment=t.moment(progress.counted_at)
        )
    else:
        told = t.html(
            "At {moment}, about {share} of the ballots had been submitted, or a little more.",
            share=t.percent(progress.tenths / 10),
            moment=t.moment(progress.counted_at),
        )
    return told + " " + t.html("It is counted once an hour at most, so that nobody can watch single people answer.")


def _key_lost(status: RoundStatus, context: Context) -> Markup:
    if not status.key_lost:
        return Markup()
    return context.t.html(
        "⚠️ The key of this round is missing from the data directory. What has been answered counts, but can no longer "
        "be changed, and nothing new can be answered. Please tell whoever runs the program."
    )


def _proposal_label(proposal: Proposal, context: Context) -> str:
    return context.t("❔ To be decided: {title}", title=_title(proposal, context))


def _proposal_action(proposal: Proposal) -> str:
    return action("round-proposal", proposal.kind, proposal.period)


COMMANDS = {"rounds": rounds}
ACTIONS = {"rounds": rounds, "round": one_round, "round-close": ask_to_close, "round-close-now": close_now}
