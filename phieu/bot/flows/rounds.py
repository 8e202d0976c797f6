"""Rounds, for admins: what is open and how far it has got, what was held, and closing."""

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.round_page import days_left, over, progress_line, round_screen, title_of, wanted_round
from phieu.bot.screen import Screen, row
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
    open_ones, past = [one for one in found if one.open], [one for one in found if not one.open]
    parts = [t.html("🗓 <b>Evaluation rounds</b>"), *(_open_line(one, context) for one in open_ones)]
    if not open_ones:
        parts.append(t.html("No round is open at present."))
    rows = [row(_proposal_label(one, context), _proposal_action(one)) for one in proposals]
    rows += [row(f"🟢 {title_of(one, context)}", action("round", one.id)) for one in open_ones]
    rows += [row(past_label(one, context), action("round", one.id)) for one in past[:MOST_CLOSED]]
    if len(past) > MOST_CLOSED:
        rows.append(row(t("🗄 Older rounds …"), action("rounds-past", 0)))
    rows += [row(t("➕ Open a new round"), action("round-new")), row(t("🏠 Main menu"), action("home"))]
    return Screen(Markup("\n\n").join(parts), tuple(rows))


def past_label(status: RoundStatus, context: Context) -> str:
    """A round that is over, on a button."""
    title = title_of(status, context)
    return context.t("🚫 Called off: {title}", title=title) if status.called_off else f"📁 {title}"


async def one_round(event: Event, context: Context) -> Screen:
    """One round and what can be done with it."""
    return await round_screen(await wanted_round(event, context), context)


async def ask_to_close(event: Event, context: Context) -> Screen:
    """Closing cannot be taken back, so it is asked about first."""
    t, status = context.t, await wanted_round(event, context)
    if not status.open:
        return await round_screen(status, context, toast=over(status, context))
    text = t.html(
        "Close <b>{title}</b> now?\n\n"
        "From then on nobody can answer or change anything. The ballots are turned into figures and destroyed, and "
        "everybody concerned gets their summary. <b>This cannot be undone.</b>",
        title=title_of(status, context),
    )
    text += "\n\n" + await days_left(status, context)
    if progress := progress_line(status, context):
        text += "\n\n" + progress
    close = row(t("🔒 Yes, close it now"), action("round-close-now", status.id))
    return Screen(text, (close, row(t("↩️ No, leave it open"), action("round", status.id))))


async def close_now(event: Event, context: Context) -> Screen:
    """Close it; the second of two taps, or of two admins, finds it closed."""
    t, status = context.t, await wanted_round(event, context)
    closed_now = status.open and await close_round(context.installation, status.id)
    after = await load_round(context.installation, status.id)
    assert after is not None
    if not closed_now:
        return await round_screen(after, context, toast=over(after, context))
    lead = t.html("✅ The round is closed. Everybody concerned gets their summary in the next few minutes.")
    return await round_screen(after, context, lead)


def _open_line(status: RoundStatus, context: Context) -> Markup:
    t = context.t
    line = t.html("<b>{title}</b>: open until {due}.", title=title_of(status, context), due=t.moment(status.due_at))
    progress = progress_line(status, context)
    return line + " " + progress if progress else line


def _proposal_label(proposal: Proposal, context: Context) -> str:
    title = round_title(proposal.kind, proposal.period, context.t)
    return context.t("❔ To be decided: {title}", title=title)


def _proposal_action(proposal: Proposal) -> str:
    return action("round-proposal", proposal.kind, proposal.period)


COMMANDS = {"rounds": rounds}
ACTIONS = {"rounds": rounds, "round": one_round, "round-close": ask_to_close, "round-close-now": close_now}
